//! The tables of the document, as `tests/data/udid/README.md` of the workspace explains them.

use crate::common::read;

/// The rows of a table, below its header; every row has the columns of the header.
pub fn table<const N: usize>(revision: &str, name: &str, header: [&str; N]) -> Vec<[String; N]> {
    let text = read(&format!("tests/data/udid/{revision}/{name}.tsv"));
    let mut rows = text.lines().map(|line| {
        let cells: Vec<_> = line.split('\t').map(str::to_owned).collect();
        <[String; N]>::try_from(cells).unwrap_or_else(|cells| panic!("{name}: {cells:?}"))
    });
    assert_eq!(rows.next().as_ref().map(|row| row.each_ref().map(String::as_str)), Some(header));
    rows.collect()
}

/// A field that the document prints, at one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Endpoint.
    pub id: String,
    /// Key of the object or list that it stands in; empty at the top.
    pub parent: String,
    /// Key.
    pub name: String,
    /// Text; empty for objects and lists.
    pub chinese: String,
}

/// The fields of all requests (`request_fields`) or replies (`reply_fields`), as printed.
pub fn printed_fields(revision: &str, name: &str) -> Vec<Printed> {
    let rows = table(revision, name, ["id", "parent", "name", "chinese"]);
    rows.into_iter()
        .map(|[id, parent, name, chinese]| Printed { id, parent, name, chinese })
        .collect()
}

/// A text without blanks: the document's line wraps put them anywhere.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
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
