//! Everything that the document states is in the spec, and from there in the models and their
//! documentation; and the spec names nothing as documented that the document does not state.
//!
//! The tables of `tests/data/dbhs` are transcribed from the document, not made from the spec.

use test_support::document;
use test_support::workspace;

mod endpoints;
mod fields;
mod notes;
mod parameters;
mod samples_only;
mod values;

use std::collections::BTreeMap;

use dbhs_types::ENDPOINTS;
use document::snake;
use spec::{Decision, Endpoint, Spanned, Spec, TypeDef};
use wire::EndpointInfo;

fn load() -> Spec {
    let path = "specs/dbhs/1.yaml";
    spec::load(path, &workspace::read(path)).unwrap_or_else(|report| panic!("{report}"))
}

/// The rows of a table of the document.
fn table<const N: usize>(name: &str, header: [&str; N]) -> Vec<[String; N]> {
    document::table(&format!("tests/data/dbhs/1/{name}.tsv"), header)
}

/// The doc comments of a generated file: by field or variant.
fn docs(folder: &str, name: &str) -> BTreeMap<String, String> {
    document::docs(&format!("crates/dbhs-types/src/generated/{folder}/{}.rs", snake(name)))
}

/// What the models say of an endpoint.
fn info(id: &str) -> &'static EndpointInfo {
    let is_same = |endpoint: &&EndpointInfo| endpoint.id == id;
    ENDPOINTS.iter().find(is_same).unwrap_or_else(|| panic!("{id} is not an endpoint"))
}

fn reply_def<'a>(spec: &'a Spec, endpoint: &Endpoint) -> &'a TypeDef {
    let reply = spec.replies.iter().find(|def| def.name.value == endpoint.reply.value);
    reply.expect("the reply")
}

fn type_def<'a>(spec: &'a Spec, name: &str) -> Option<&'a TypeDef> {
    spec.types.iter().find(|def| def.name.value == name)
}

fn is_decided(decisions: &[Spanned<String>], id: &str) -> bool {
    decisions.iter().any(|decision| decision.value == id)
}

fn decision<'a>(spec: &'a Spec, id: &str) -> &'a Decision {
    spec.decisions.iter().find(|decision| decision.id.value == id).expect(id)
}
