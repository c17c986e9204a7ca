//! One file of this folder for each kind of generated item.

mod constraints;
mod decisions;
mod earlier;
mod endpoints;
mod enums;
mod methods;
mod models;
mod newtypes;
mod reexports;
mod root;
mod schema;
mod service;
mod value_type;
mod wire_impl;

pub use decisions::decisions;
pub use endpoints::endpoints;
pub use enums::enums;
pub use methods::{client, methods};
pub use models::models;
pub use newtypes::newtypes;
pub use reexports::reexports;
pub use root::root;
pub use schema::schema;
pub use service::service;

use spec::{Field, Spanned, Spec, Text, Type};

/// A struct to emit: an object of the document, a reply with its envelope, or a request.
struct Model<'a> {
    name: &'a str,
    was: &'a [Spanned<String>],
    text: &'a Text,
    decisions: Vec<&'a Spanned<String>>,
    fields: Vec<&'a Field>,
    endpoint: Option<&'a spec::Endpoint>,
    is_reply: bool,
}

/// All structs of a spec.
fn all_models(spec: &Spec) -> Vec<Model<'_>> {
    let plain = spec.types.iter().map(|def| Model {
        name: &def.name.value,
        was: &def.was,
        text: &def.text,
        decisions: def.decisions.iter().collect(),
        fields: spec.fields_of(def).collect(),
        endpoint: None,
        is_reply: false,
    });
    let replies = spec.replies.iter().map(|def| Model {
        name: &def.name.value,
        was: &def.was,
        text: &def.text,
        decisions: spec.envelope.decisions.iter().chain(&def.decisions).collect(),
        fields: spec.envelope.fields.iter().chain(spec.fields_of(def)).collect(),
        endpoint: None,
        is_reply: true,
    });
    let requests = spec.endpoints.iter().map(|endpoint| Model {
        name: &endpoint.request.value,
        was: &endpoint.request_was,
        text: &endpoint.text,
        decisions: endpoint.decisions.iter().collect(),
        fields: endpoint.parameters.iter().filter(|field| field.ty.ty != Type::File).collect(),
        endpoint: Some(endpoint),
        is_reply: false,
    });
    plain.chain(replies).chain(requests).collect()
}
