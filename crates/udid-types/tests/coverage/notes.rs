//! The decisions, and the document's own history.

use crate::document::squeeze;
use crate::workspace::{read, workspace};
use crate::{load, table};

#[test]
fn each_decision_is_linked_where_it_applies() {
    let spec = load("2.0.1");
    assert_eq!(spec.decisions.len(), 25);
    let mut docs = String::new();
    for folder in ["", "models", "enums"] {
        let folder = workspace("crates/udid-types/src/generated").join(folder);
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            docs += &std::fs::read_to_string(path).unwrap_or_default();
        }
    }
    // U24 is about the numbers of our revisions and applies to no item.
    for decision in spec.decisions.iter().filter(|decision| decision.id.value != "U24") {
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
    let text = read("crates/udid-types/src/generated/decisions.rs");
    for decision in &load("2.0.1").decisions {
        let (id, escaped) =
            (&decision.id.value, |text: &str| text.replace('[', "\\[").replace('<', "\\<"));
        let (open, decided) = (escaped(&decision.open), escaped(&decision.decided));
        let section = format!("//! ## {id}\n//!\n//! Open: {open}\n//!\n//! Decided: {decided}\n");
        assert!(text.contains(&section), "{section}");
    }
}

#[test]
fn each_row_of_the_revision_history_is_in_the_spec() {
    let columns = ["version", "created", "effective", "remark", "changes"];
    let rows = table("2.0", "revisions", columns).into_iter();
    let printed: Vec<_> = rows
        .map(|[version, created, effective, remark, changes]| {
            let changes: Vec<_> = changes.split(" | ").map(squeeze).collect();
            (version, iso_date(&created), iso_date(&effective), remark, changes)
        })
        .collect();
    let specified: Vec<_> = load("2.0")
        .history
        .into_iter()
        .map(|row| {
            let changes: Vec<_> = row.changes.iter().map(|change| squeeze(change)).collect();
            (row.version, row.created, row.effective, row.remark, changes)
        })
        .collect();
    assert_eq!(specified, printed);
    assert_eq!(specified.len(), 8);
    assert!(load("2.0.1").history.is_empty(), "the later printing has no history");
}

/// `2020.3.25` and `2020.03.25` are 2020-03-25.
fn iso_date(printed: &str) -> String {
    let parts: Vec<u32> = printed.split('.').map(|part| part.parse().expect("a number")).collect();
    format!("{:04}-{:02}-{:02}", parts[0], parts[1], parts[2])
}
