//! The decisions.

use std::fs;

use crate::load;
use crate::workspace::{read, workspace};

#[test]
fn each_decision_is_linked_where_it_applies() {
    let spec = load();
    assert_eq!(spec.decisions.len(), 9);
    let mut docs = String::new();
    for folder in ["", "models", "enums"] {
        let folder = workspace("crates/cloudmfg-types/src/generated").join(folder);
        for entry in fs::read_dir(folder).expect("a folder") {
            docs += &fs::read_to_string(entry.expect("an entry").path()).unwrap_or_default();
        }
    }
    for decision in &spec.decisions {
        let link = link(&decision.id.value);
        assert!(docs.contains(&link), "{link}");
    }
}

/// As documentation links to a decision.
fn link(id: &str) -> String {
    format!("[{id}](crate::decisions#{})", id.to_lowercase())
}

#[test]
fn each_decision_has_its_section() {
    let text = read("crates/cloudmfg-types/src/generated/decisions.rs");
    for decision in &load().decisions {
        let (id, escaped) =
            (&decision.id.value, |text: &str| text.replace('[', "\\[").replace('<', "\\<"));
        let (open, decided) = (escaped(&decision.open), escaped(&decision.decided));
        let section = format!("//! ## {id}\n//!\n//! Open: {open}\n//!\n//! Decided: {decided}\n");
        assert!(text.contains(&section), "{section}");
    }
}
