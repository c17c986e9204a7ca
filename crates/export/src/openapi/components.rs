//! The components that operations refer to: objects and lists of values.

use std::collections::BTreeSet;

use spec::{EncodingStyle, Endpoint, Field, Spec, TypeDef};

use super::request;
use super::schema::{Direction, object};
use super::security::is_query;
use super::values::open_enum;
use crate::json::Object;

/// All objects and lists of values.
pub fn components(spec: &Spec) -> Object {
    let sent = sent_types(spec);
    let types = spec.types.iter().map(|def| {
        let is_sent = sent.contains(def.name.value.as_str());
        let direction = if is_sent { Direction::Sent } else { Direction::Read };
        let fields: Vec<_> = spec.fields_of(def).collect();
        (&def.name.value, object(spec, &def.text, &fields, direction))
    });
    let requests = spec.endpoints.iter().filter(|endpoint| has_body(spec, endpoint));
    let requests =
        requests.map(|endpoint| (&endpoint.request.value, request::component(spec, endpoint)));
    let replies = spec.replies.iter().map(|def| (&def.name.value, reply_component(spec, def)));
    let enums = spec.enums.iter().map(|def| (&def.name.value, open_enum(def)));
    let all = requests.chain(replies).chain(types).chain(enums);
    all.map(|(name, schema)| (name.clone(), schema.into())).collect()
}

/// Whether a request is not in path, headers and query alone.
fn has_body(spec: &Spec, endpoint: &Endpoint) -> bool {
    let is_empty_form = matches!(spec.encoding.style, EncodingStyle::JsonInForm { .. })
        && endpoint.parameters.is_empty();
    let mut methods = endpoint.methods.iter().map(|method| method.value.to_ascii_lowercase());
    !is_empty_form && methods.any(|method| !is_query(spec, &method))
}

/// The types that requests hold and no reply does.
fn sent_types(spec: &Spec) -> BTreeSet<&str> {
    let parameters = spec.endpoints.iter().flat_map(|endpoint| &endpoint.parameters);
    let mut sent = BTreeSet::new();
    parameters.for_each(|field| collect(spec, field, &mut sent));
    let mut read = BTreeSet::new();
    let fields = spec.replies.iter().flat_map(|reply| spec.fields_of(reply));
    fields.for_each(|field| collect(spec, field, &mut read));
    &sent - &read
}

fn collect<'a>(spec: &'a Spec, field: &'a Field, into: &mut BTreeSet<&'a str>) {
    let Some(name) = field.ty.ty.name() else { return };
    let Some(def) = spec.types.iter().find(|def| def.name.value == *name) else { return };
    if into.insert(name) {
        spec.fields_of(def).for_each(|field| collect(spec, field, into));
    }
}

fn reply_component(spec: &Spec, def: &TypeDef) -> Object {
    let fields: Vec<_> = spec.envelope.fields.iter().chain(spec.fields_of(def)).collect();
    object(spec, &def.text, &fields, Direction::Read)
}
