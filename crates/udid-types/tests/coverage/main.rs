//! Everything that the document states is in the specs, and from there in the models and their
//! documentation; and the specs name nothing as documented that the document does not state.
//!
//! The tables of `tests/data/udid` are transcribed from the documents, not made from the specs.

#[path = "../common/mod.rs"]
mod common;
use test_support::document;
use test_support::wordings;
use test_support::workspace;

mod endpoints;
mod fields;
mod models;
mod notes;
mod printed;
mod values;

use std::collections::BTreeMap;

use common::REVISIONS;
use spec::{EnumDef, Spec};

fn load(revision: &str) -> Spec {
    let path = format!("specs/udid/{revision}.yaml");
    spec::load(&path, &workspace::read(&path)).unwrap_or_else(|report| panic!("{report}"))
}

/// The rows of a table of the document.
fn table<const N: usize>(revision: &str, name: &str, header: [&str; N]) -> Vec<[String; N]> {
    document::table(&format!("tests/data/udid/{revision}/{name}.tsv"), header)
}

/// Both printings, each with its spec.
fn printings() -> impl Iterator<Item = (&'static str, Spec)> {
    REVISIONS.into_iter().map(|revision| (revision, load(revision)))
}

/// The doc comments of a generated file: by field or variant.
fn generated(file: &str) -> BTreeMap<String, String> {
    document::docs(&format!("crates/udid-types/src/generated/{file}.rs"))
}

fn enum_def<'a>(spec: &'a Spec, name: &str) -> Option<&'a EnumDef> {
    spec.enums.iter().find(|def| def.name.value == name)
}
