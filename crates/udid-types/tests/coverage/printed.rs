//! The fields of the document, as `tests/data/udid/README.md` of the workspace explains them.

use crate::document::{squeeze, table};

/// A field that the document prints, at one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Endpoint.
    pub id: String,
    /// Key of the object or list that contains it; empty at the top.
    pub parent: String,
    /// Key.
    pub name: String,
    /// Text; empty for objects and lists.
    pub chinese: String,
}

/// The fields of all requests (`request_fields`) or replies (`reply_fields`), as printed.
pub fn printed_fields(revision: &str, name: &str) -> Vec<Printed> {
    let path = format!("tests/data/udid/{revision}/{name}.tsv");
    let rows = table(&path, ["id", "parent", "name", "chinese"]);
    rows.into_iter()
        .map(|[id, parent, name, chinese]| Printed { id, parent, name, chinese })
        .collect()
}

/// What a printed text says, without blanks. `50【说明：总页数】` is a sample value with its
/// description behind it: the description counts.
pub fn description(chinese: &str) -> String {
    let text = squeeze(chinese);
    match text.strip_suffix('】').and_then(|text| text.split_once("【说明：")) {
        Some((sample, description)) if sample.is_ascii() => description.to_owned(),
        _ => text,
    }
}
