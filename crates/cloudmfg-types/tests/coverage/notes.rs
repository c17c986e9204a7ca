//! The decisions.

use std::fs;

use crate::load;
use crate::workspace::workspace;

#[test]
fn each_decision_stands_where_it_applies() {
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
        let text = format!("* {}: {} → {}", decision.id.value, decision.open, decision.decided);
        assert!(docs.contains(&text), "{text}");
    }
}
