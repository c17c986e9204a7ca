//! What the document says in prose, and the decisions.

use std::fs;

use crate::document::squeeze;
use crate::workspace::{read, workspace};
use crate::{load, table};

/// The address of the service is no rule.
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
    let mut docs = String::new();
    for folder in ["", "models", "enums"] {
        let folder = workspace("crates/dbhs-types/src/generated").join(folder);
        for entry in fs::read_dir(folder).expect("a folder") {
            docs += &fs::read_to_string(entry.expect("an entry").path()).unwrap_or_default();
        }
    }
    let mut missing = Vec::new();
    for decision in &spec.decisions {
        let link = link(&decision.id.value);
        if !docs.contains(&link) {
            missing.push(decision.id.value.clone());
        }
    }
    assert_eq!(missing, NOT_OF_A_MODEL);
}

/// As documentation links to a decision.
fn link(id: &str) -> String {
    format!("[{id}](crate::decisions#{})", id.to_lowercase())
}

#[test]
fn each_decision_has_its_section() {
    let text = read("crates/dbhs-types/src/generated/decisions.rs");
    for decision in &load().decisions {
        let (id, escaped) =
            (&decision.id.value, |text: &str| text.replace('[', "\\[").replace('<', "\\<"));
        let (open, decided) = (escaped(&decision.open), escaped(&decision.decided));
        let section = format!("//! ## {id}\n//!\n//! Open: {open}\n//!\n//! Decided: {decided}\n");
        assert!(text.contains(&section), "{section}");
    }
}
