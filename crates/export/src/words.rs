//! Descriptions in both languages.

use spec::{Endpoint, Field, FieldSource, Spanned, Spec, Text, Type};

/// English meaning and Chinese original in one line.
pub fn both(text: &Text) -> String {
    format!("{} ({})", text.en, text.zh)
}

/// Paragraphs, without those that are empty.
pub fn paragraphs(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

/// What there is to say of a field beyond its type.
pub fn field(field: &Field) -> String {
    let source = match field.source {
        FieldSource::Document => "",
        FieldSource::Sample => "In the document's samples only.",
        FieldSource::Observed => "Not in the document: real services send or take it.",
        FieldSource::Assumed => "Not in the document: read in case a service sends it.",
    };
    let joined = match field.ty.ty {
        Type::JoinedText | Type::Joined(_) => "Several in one text, separated by commas.",
        _ => "",
    };
    let notes = field.notes.clone().unwrap_or_default();
    paragraphs([both(&field.text), joined.to_owned(), source.to_owned(), notes])
}

/// What there is to say of an endpoint.
pub fn endpoint(spec: &Spec, endpoint: &Endpoint) -> String {
    let restricted = if endpoint.is_restricted { "Open to some users only." } else { "" };
    let unlisted =
        if endpoint.takes_unlisted { "Takes parameters that no document lists." } else { "" };
    let order = endpoint.paging.as_ref().map(|paging| {
        let order = paging.order.as_deref().unwrap_or("order not stated");
        format!("Comes in pages of {} records ({order}).", paging.size)
    });
    let urls = endpoint.urls.iter();
    let urls = urls.map(|url| format!("Printed address ({}): {}", url.name.value, url.url.value));
    let parts = [
        endpoint.purpose.en.clone(),
        endpoint.purpose.zh.clone(),
        restricted.to_owned(),
        unlisted.to_owned(),
        order.unwrap_or_default(),
        constraints(endpoint),
        endpoint.notes.clone().unwrap_or_default(),
    ];
    let decisions = decisions(spec, &endpoint.decisions);
    paragraphs(parts.into_iter().chain(urls).chain([decisions]))
}

/// A list of the rules between parameters.
pub fn constraints(endpoint: &Endpoint) -> String {
    let rules = endpoint.constraints.iter().map(|rule| format!("* Rule: {}", rule.text()));
    rules.collect::<Vec<_>>().join("\n")
}

/// A list of what the document leaves open, and what was decided.
pub fn decisions(spec: &Spec, ids: &[Spanned<String>]) -> String {
    let lines = ids.iter().filter_map(|id| {
        let decision = spec.decisions.iter().find(|decision| decision.id.value == id.value)?;
        Some(format!("* {}: {} → {}", id.value, decision.open, decision.decided))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The values of ids.
pub fn ids(ids: &[Spanned<String>]) -> impl Iterator<Item = &str> {
    ids.iter().map(|id| id.value.as_str())
}
