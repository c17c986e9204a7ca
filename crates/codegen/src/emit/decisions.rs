//! The decisions as documentation that everything else refers to.

use quote::quote;
use spec::Spec;

use crate::docs;
use crate::file::Draft;

pub fn decisions(spec: &Spec) -> Draft {
    let mut lines = docs::lines([format!(
        "What the document of the {} leaves open, and what was decided.",
        docs::source(spec)
    )]);
    for decision in &spec.decisions {
        lines.extend([String::new(), format!(" ## {}", decision.id.value), String::new()]);
        let (open, decided) = (one_line(&decision.open), one_line(&decision.decided));
        lines.extend(docs::lines([format!("Open: {open}"), format!("Decided: {decided}")]));
    }
    Draft { path: "decisions.rs".to_owned(), code: quote! { #(#![doc = #lines])* } }
}

/// Lines of a text do not become blocks of Markdown.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
