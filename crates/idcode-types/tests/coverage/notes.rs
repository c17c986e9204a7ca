//! The notes below the tables, the sections without tables, and the decisions.

use crate::document::{assert_decision_sections, squeeze, unlinked_decisions};
use crate::workspace::read;
use crate::{endpoint, info, load, model_file, table};

const GENERATED: &str = "crates/idcode-types/src/generated";

/// Decisions about signature and encoding (I1, I3, I8, I92), redirects (I91) and flowcharts (I93).
const NOT_OF_A_MODEL: [&str; 6] = ["I1", "I3", "I8", "I91", "I92", "I93"];

/// The notes of 605 are about codes as such: rules of their own.
const RULES_OF_605: [&str; 2] = ["idcode", "code_content"];

#[test]
fn each_note_is_in_the_spec_and_in_the_documentation() {
    let rows = table("notes", ["number", "text"]);
    assert_eq!(rows.len(), 26);
    let spec = load();
    for [number, text] in rows {
        let text = squeeze(&text);
        let endpoint = endpoint(&spec, &number);
        let mut said = squeeze(endpoint.notes.as_deref().unwrap_or_default());
        assert!(model_file(info(&number).request.name).contains(&said), "{number}: {said}");
        if number == "605" {
            let rules = spec.rules.iter();
            let rules = rules.filter(|rule| RULES_OF_605.contains(&rule.id.value.as_str()));
            said = rules.map(|rule| squeeze(&rule.text.zh)).collect();
        }
        assert!(said.contains(&text), "{number}: {text} is not in {said}");
    }
}

#[test]
fn each_paragraph_of_the_sections_without_tables_is_a_rule() {
    let rules: String = load().rules.iter().map(|rule| squeeze(&rule.text.zh)).collect();
    let text = read("tests/data/idcode/1/encoding.md");
    let (_, sections) = text.split_once("\n## ").expect("the first section");
    let lines = sections.lines().skip(1);
    let paragraphs: Vec<_> =
        lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(squeeze).collect();
    assert_eq!(paragraphs.len(), 64);
    for paragraph in paragraphs {
        // Introduces the numbered examples of section 十三.
        if paragraph != "举例说明：" {
            assert!(rules.contains(&paragraph), "{paragraph} is in no rule");
        }
    }
}

#[test]
fn each_decision_is_linked_where_it_applies() {
    let spec = load();
    assert_eq!(spec.decisions.len(), 95);
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
