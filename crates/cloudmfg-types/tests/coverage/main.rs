//! Everything that the fragment of the standard shows is in the spec, and from there in the models
//! and their documentation; and the spec names nothing as shown that the fragment does not show.
//!
//! The tables of `tests/data/cloudmfg` are transcribed from the fragment, not made from the spec.

use test_support::document;
use test_support::workspace;

mod endpoints;
mod keys;
mod notes;
mod statuses;

use std::collections::BTreeMap;

use document::snake;
use spec::Spec;

fn load() -> Spec {
    let path = "specs/cloudmfg/gbt-43960-2024.yaml";
    spec::load(path, &workspace::read(path)).unwrap_or_else(|report| panic!("{report}"))
}

/// The rows of a table of the document.
fn table<const N: usize>(name: &str, header: [&str; N]) -> Vec<[String; N]> {
    document::table(&format!("tests/data/cloudmfg/43960-2024/{name}.tsv"), header)
}

/// The doc comments of a generated file: by field or variant.
fn docs(folder: &str, name: &str) -> BTreeMap<String, String> {
    document::docs(&format!("crates/cloudmfg-types/src/generated/{folder}/{}.rs", snake(name)))
}

/// What an example is of.
#[derive(Debug, PartialEq)]
enum Part {
    Request,
    Success,
    Failure,
}

/// A key in an example.
#[derive(Debug)]
struct Key {
    /// Subsection: `A.2.5.1`.
    section: String,
    part: Part,
    parent: String,
    name: String,
    /// As JSON; empty for objects.
    value: String,
}

impl Key {
    fn is_of(&self, endpoint: &str) -> bool {
        self.section.strip_prefix(endpoint).is_some_and(|rest| rest.starts_with('.'))
    }
}

/// The keys of all examples, as printed.
fn keys() -> Vec<Key> {
    let rows = table("keys", ["section", "kind", "parent", "name", "value"]).into_iter();
    rows.map(|[section, kind, parent, name, value]| {
        let part = match kind.as_str() {
            "request" => Part::Request,
            "success" => Part::Success,
            "failure" => Part::Failure,
            _ => panic!("{kind}"),
        };
        Key { section, part, parent, name, value }
    })
    .collect()
}
