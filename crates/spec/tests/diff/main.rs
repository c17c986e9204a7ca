//! Changes of a spec are found, placed and judged.

use test_support::diff_cases as cases;
mod documents;
mod mirror;
mod rules;

use spec::{Diff, Spec};

/// Reads a spec that need not keep all rules.
fn load(text: &str) -> Spec {
    spec::load_as_is("toy.yaml", text).unwrap_or_else(|report| panic!("{report}"))
}

fn between(old: &str, new: &str) -> Diff {
    Diff::between(&load(old), &load(new))
}
