//! Texts that a document words in several ways.

use crate::document::squeeze;

/// Where endpoints word a field in several ways, its notes have the others: `D001, D002: 交互码.`
pub fn further_words(notes: Option<&str>, id: &str) -> Vec<String> {
    let notes = notes.unwrap_or_default();
    let by_endpoint = notes.split_inclusive(". ").filter_map(|note| note.split_once(": "));
    let of_this = by_endpoint.filter(|(ids, _)| ids.split(", ").any(|at| at == id));
    of_this.map(|(_, words)| squeeze(words).trim_end_matches('.').to_owned()).collect()
}
