//! What the document says in prose, and the decisions.

use crate::document::{assert_decision_sections, squeeze, unlinked_decisions};
use crate::{load, table};

const GENERATED: &str = "crates/dbhs-types/src/generated";

/// The address of the service is not a rule.
const HOST: &str = "主机地址";

/// Decisions about signature (D3, D4), address (D5) and body (D19).
const NOT_OF_A_MODEL: [&str; 4] = ["D3", "D4", "D5", "D19"];

#[test]
fn each_paragraph_is_a_rule() {
    let rules: String = load().rules.iter().map(|rule| squeeze(&rule.text.zh)).collect();
    let paragraphs = table("paragraphs", ["section", "text"]);
    assert_eq!(paragraphs.len(), 5);
    for [section, text] in paragraphs.iter().filter(|[_, text]| !text.starts_with(HOST)) {
        assert!(rules.contains(&squeeze(text)), "{section}: {text} is not in {rules}");
    }
    for [name, text] in table("envelope", ["name", "text"]) {
        assert!(rules.contains(&squeeze(&format!("{name}{text}"))), "{name} {text}");
    }
}

#[test]
fn each_decision_is_linked_where_it_applies() {
    let spec = load();
    assert_eq!(spec.decisions.len(), 19);
    let ids = spec.decisions.iter().map(|decision| decision.id.value.as_str());
    assert_eq!(unlinked_decisions(GENERATED, ids), NOT_OF_A_MODEL);
}

#[test]
fn each_decision_has_its_section() {
    let spec = load();
    let decisions = spec.decisions.iter();
    let parts = decisions.map(|one| [one.id.value.as_str(), one.open.as_str(), &one.decided]);
    assert_decision_sections(GENERATED, parts);
}
