//! Everything that the document states is in the spec, and from there in the models and their
//! documentation; and the spec names nothing as documented that the document does not state.
//!
//! The tables of `tests/data/idcode` are transcribed from the document, not made from the spec.

use test_support::document;
use test_support::wordings;
use test_support::workspace;

mod codes;
mod endpoints;
mod notes;
mod outputs;
mod parameters;
mod rules;
mod values;

use std::collections::BTreeMap;

use idcode_types::ENDPOINTS;
use spec::{Endpoint, EnumDef, Field, FieldSource, Spec, TypeDef};
use wire::EndpointInfo;

fn load() -> Spec {
    let path = "specs/idcode/1.yaml";
    spec::load(path, &workspace::read(path)).unwrap_or_else(|report| panic!("{report}"))
}

/// The rows of a table of the document.
fn table<const N: usize>(name: &str, header: [&str; N]) -> Vec<[String; N]> {
    document::table(&format!("tests/data/idcode/1/{name}.tsv"), header)
}

/// The doc comments of a generated model: by field.
fn model_docs(name: &str) -> BTreeMap<String, String> {
    let file = document::snake(name);
    document::docs(&format!("crates/idcode-types/src/generated/models/{file}.rs"))
}

/// The text of the file of a generated model, without blanks.
fn model_file(name: &str) -> String {
    let file = document::snake(name);
    let text = workspace::read(&format!("crates/idcode-types/src/generated/models/{file}.rs"));
    document::squeeze(&text.replace("///", ""))
}

/// What the models say of an endpoint.
fn info(number: &str) -> &'static EndpointInfo {
    let is_same = |endpoint: &&EndpointInfo| endpoint.id == number;
    ENDPOINTS.iter().find(is_same).unwrap_or_else(|| panic!("{number} is not an endpoint"))
}

/// What the spec says of an endpoint.
fn endpoint<'a>(spec: &'a Spec, number: &str) -> &'a Endpoint {
    let is_same = |endpoint: &&Endpoint| endpoint.id.value == number;
    spec.endpoints.iter().find(is_same).unwrap_or_else(|| panic!("{number} is not an endpoint"))
}

fn reply_def<'a>(spec: &'a Spec, endpoint: &Endpoint) -> &'a TypeDef {
    let reply = spec.replies.iter().find(|def| def.name.value == endpoint.reply.value);
    reply.expect("the reply")
}

fn type_def<'a>(spec: &'a Spec, name: &str) -> Option<&'a TypeDef> {
    spec.types.iter().find(|def| def.name.value == name)
}

fn enum_def<'a>(spec: &'a Spec, name: &str) -> Option<&'a EnumDef> {
    spec.enums.iter().find(|def| def.name.value == name)
}

/// Whether the document states a field for an endpoint. `endpoints` of a field names those that
/// print it, when not all do that have its type.
fn is_stated(field: &Field, number: &str) -> bool {
    let is_here = field.endpoints.is_empty() || field.endpoints.iter().any(|at| at.value == number);
    field.source == FieldSource::Document && is_here
}

/// Endpoints that print `同接口 N` for their output, with that N.
const SAME_AS: [(&str, &str); 6] = [
    ("307", "306"),
    ("404", "403"),
    ("410", "409"),
    ("5012", "5011"),
    ("5013", "5011"),
    ("5014", "5011"),
];

/// The endpoint that prints the output of this one.
fn printed_at(number: &str) -> &str {
    SAME_AS.iter().find(|(this, _)| *this == number).map_or(number, |(_, other)| other)
}
