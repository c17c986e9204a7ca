//! The decisions.

use test_support::document::{assert_decision_sections, unlinked_decisions};

use crate::load;

const GENERATED: &str = "crates/cloudmfg-types/src/generated";

#[test]
fn each_decision_is_linked_where_it_applies() {
    let spec = load();
    assert_eq!(spec.decisions.len(), 9);
    let ids = spec.decisions.iter().map(|decision| decision.id.value.as_str());
    assert_eq!(unlinked_decisions(GENERATED, ids), [""; 0]);
}

#[test]
fn each_decision_has_its_section() {
    let spec = load();
    let decisions = spec.decisions.iter();
    let parts = decisions.map(|one| [one.id.value.as_str(), one.open.as_str(), &one.decided]);
    assert_decision_sections(GENERATED, parts);
}
