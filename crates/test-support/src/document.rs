//! Reads the tables transcribed from the documents, and the doc comments of generated files.

use std::collections::BTreeMap;
use std::fs;

use wire::{FieldInfo, Kind, ModelInfo};

use crate::workspace::{read, workspace};

/// The rows of a table, below its header; every row has the columns of the header.
pub fn table<const N: usize>(path: &str, header: [&str; N]) -> Vec<[String; N]> {
    let text = read(path);
    let mut rows = text.lines().map(|line| {
        let cells: Vec<_> = line.split('\t').map(str::to_owned).collect();
        <[String; N]>::try_from(cells).unwrap_or_else(|cells| panic!("{path}: {cells:?}"))
    });
    assert_eq!(rows.next().as_ref().map(|row| row.each_ref().map(String::as_str)), Some(header));
    rows.collect()
}

/// A text without blanks: the documents' line wraps put them anywhere.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Visits every field of a model and of the models below it, with the key of its parent.
pub fn walk(model: &ModelInfo, parent: &str, visit: &mut impl FnMut(&str, &'static FieldInfo)) {
    for field in model.fields {
        visit(parent, field);
        if let Kind::Model(inner) | Kind::List(inner) | Kind::Json(inner) = field.kind {
            walk(inner, field.wire, visit);
        }
    }
}

/// The doc comments of a generated file: by field or variant.
pub fn docs(path: &str) -> BTreeMap<String, String> {
    let (mut docs, mut collected) = (BTreeMap::new(), String::new());
    for line in read(path).lines() {
        let line = line.trim();
        if let Some(text) = line.strip_prefix("///") {
            collected += text;
            continue;
        }
        let name =
            line.trim_start_matches("pub ").split([':', ',', '(']).next().unwrap_or_default();
        if !collected.is_empty() {
            docs.insert(name.to_owned(), std::mem::take(&mut collected));
        }
    }
    docs
}

/// The file name of a model or enum: `DeviceDetailRequest` is `device_detail_request`.
pub fn snake(name: &str) -> String {
    let words = name.split_inclusive(|_| true).map(|letter| {
        let is_start = letter.starts_with(|letter: char| letter.is_ascii_uppercase());
        if is_start { format!("_{}", letter.to_lowercase()) } else { letter.to_owned() }
    });
    words.collect::<String>().trim_start_matches('_').to_owned()
}

/// The decisions that no model, enum or endpoint of a generated crate links to.
pub fn unlinked_decisions<'a>(
    generated: &str,
    decisions: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    let mut docs = String::new();
    for folder in ["", "models", "enums"] {
        for entry in fs::read_dir(workspace(generated).join(folder)).expect("a folder") {
            docs += &fs::read_to_string(entry.expect("an entry").path()).unwrap_or_default();
        }
    }
    let link = |id: &str| format!("[{id}](crate::decisions#{})", id.to_lowercase());
    decisions.into_iter().filter(|id| !docs.contains(&link(id))).collect()
}

/// Checks that each decision (id, what is open, what is decided) has its section in a generated crate.
pub fn assert_decision_sections<'a>(
    generated: &str,
    decisions: impl IntoIterator<Item = [&'a str; 3]>,
) {
    let text = read(&format!("{generated}/decisions.rs"));
    let escaped = |text: &str| text.replace('[', "\\[").replace('<', "\\<");
    for [id, open, decided] in decisions {
        let (open, decided) = (escaped(open), escaped(decided));
        let section = format!("//! ## {id}\n//!\n//! Open: {open}\n//!\n//! Decided: {decided}\n");
        assert!(text.contains(&section), "{section}");
    }
}
