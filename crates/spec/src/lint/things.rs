//! The things of a spec that rules go through, with the names that `allow` knows them by.

use crate::model::{Endpoint, EnumDef, EnumValue, Field, Spanned, Spec, Text, TypeDef};
use crate::source::Span;

/// A field and what it belongs to.
#[derive(Clone, Copy)]
pub struct FieldAt<'a> {
    /// Name of a type or reply, id of an endpoint, `envelope` or `common_parameters`.
    pub owner: &'a str,
    pub field: &'a Field,
    /// Whether the owner cites decisions or has notes.
    pub owner_is_explained: bool,
}

impl FieldAt<'_> {
    /// `Organization.params`
    pub fn at(&self) -> String {
        format!("{}.{}", self.owner, self.field.name.value)
    }
}

/// All fields and parameters.
pub fn fields(spec: &Spec) -> Vec<FieldAt<'_>> {
    let mut fields = envelope(spec);
    fields.extend(common_parameters(spec));
    for def in spec.types.iter().chain(&spec.replies) {
        fields.extend(of(&def.name.value, &def.fields, !def.decisions.is_empty()));
    }
    fields.extend(spec.endpoints.iter().flat_map(parameters));
    fields
}

/// The fields of every reply.
pub fn envelope(spec: &Spec) -> Vec<FieldAt<'_>> {
    let envelope = &spec.envelope;
    of("envelope", &envelope.fields, !envelope.decisions.is_empty()).collect()
}

/// The parameters of every request.
pub fn common_parameters(spec: &Spec) -> Vec<FieldAt<'_>> {
    of("common_parameters", &spec.common_parameters, false).collect()
}

/// The parameters of an endpoint.
pub fn parameters(endpoint: &Endpoint) -> impl Iterator<Item = FieldAt<'_>> {
    let is_explained = !endpoint.decisions.is_empty() || endpoint.notes.is_some();
    of(&endpoint.id.value, &endpoint.parameters, is_explained)
}

/// The fields of a type or reply, those of the type that it builds on first.
pub fn fields_of<'a>(spec: &'a Spec, def: &'a TypeDef) -> Vec<FieldAt<'a>> {
    let base = def.fields_of.as_ref();
    let base = base.and_then(|base| spec.types.iter().find(|def| def.name.value == base.value));
    let own = |def: &'a TypeDef| of(&def.name.value, &def.fields, !def.decisions.is_empty());
    base.into_iter().flat_map(own).chain(own(def)).collect()
}

fn of<'a>(
    owner: &'a str,
    fields: &'a [Field],
    owner_is_explained: bool,
) -> impl Iterator<Item = FieldAt<'a>> {
    fields.iter().map(move |field| FieldAt { owner, field, owner_is_explained })
}

/// All values of all lists.
pub fn values(spec: &Spec) -> impl Iterator<Item = (&EnumDef, &EnumValue)> {
    spec.enums.iter().flat_map(|def| def.values.iter().map(move |value| (def, value)))
}

/// The names of everything that becomes a Rust type.
pub fn types(spec: &Spec) -> impl Iterator<Item = &Spanned<String>> {
    let newtypes = spec.newtypes.iter().map(|def| &def.name);
    let enums = spec.enums.iter().map(|def| &def.name);
    let types = spec.types.iter().chain(&spec.replies).map(|def| &def.name);
    let requests = spec.endpoints.iter().map(|endpoint| &endpoint.request);
    newtypes.chain(enums).chain(types).chain(requests)
}

/// Something that has an English meaning and a Chinese original.
pub struct TextAt<'a> {
    /// What it belongs to.
    pub at: String,
    /// The name of the mapping that holds it, or a text in it.
    pub beside: Span,
    pub text: &'a Text,
}

/// All descriptions, without that of the spec itself and the purposes of endpoints.
pub fn texts(spec: &Spec) -> Vec<TextAt<'_>> {
    let text = |at: String, name: &Spanned<String>, text| TextAt { at, beside: name.span, text };
    let named = |name: &Spanned<String>, of| text(name.value.clone(), name, of);
    let rules = spec.rules.iter();
    let mut texts: Vec<_> =
        rules.map(|rule| text(format!("rules.{}", rule.id.value), &rule.id, &rule.text)).collect();
    texts.extend(spec.newtypes.iter().map(|def| named(&def.name, &def.text)));
    texts.extend(spec.enums.iter().map(|def| named(&def.name, &def.text)));
    texts.extend(values(spec).map(|(def, value)| {
        let at = format!("{}.{}", def.name.value, value.name.value);
        text(at, &value.name, &value.text)
    }));
    let types = spec.types.iter().chain(&spec.replies);
    texts.extend(types.map(|def| named(&def.name, &def.text)));
    texts.extend(spec.endpoints.iter().map(|endpoint| named(&endpoint.id, &endpoint.text)));
    texts.extend(fields(spec).iter().map(|at| text(at.at(), &at.field.name, &at.field.text)));
    texts
}

/// Each list of decisions that something cites, with what cites it.
pub fn citations(spec: &Spec) -> Vec<(String, &[Spanned<String>])> {
    let mut lists = vec![
        ("encoding".to_owned(), spec.encoding.decisions.as_slice()),
        ("envelope".to_owned(), &spec.envelope.decisions),
    ];
    lists.extend(spec.enums.iter().map(|def| (def.name.value.clone(), &def.decisions[..])));
    let types = spec.types.iter().chain(&spec.replies);
    lists.extend(types.map(|def| (def.name.value.clone(), &def.decisions[..])));
    let endpoints = spec.endpoints.iter();
    lists.extend(endpoints.map(|endpoint| (endpoint.id.value.clone(), &endpoint.decisions[..])));
    for endpoint in &spec.endpoints {
        let constraints = endpoint.constraints.iter();
        let cited = constraints.map(|rule| (endpoint.id.value.clone(), &rule.decisions[..]));
        lists.extend(cited);
    }
    lists.extend(fields(spec).iter().map(|at| (at.at(), &at.field.decisions[..])));
    lists
}
