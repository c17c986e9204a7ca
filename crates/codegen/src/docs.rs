//! Documentation of generated items: English meaning, Chinese original, wire name, source, and links
//! to decisions.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Endpoint, Field, FieldSource, Spanned, Spec, Text, Type};

/// Doc comments, one for each paragraph.
pub fn paragraphs(paragraphs: impl IntoIterator<Item = String>) -> TokenStream {
    let lines = lines(paragraphs);
    quote! { #(#[doc = #lines])* }
}

/// Doc comments that end with links to decisions.
pub fn paragraphs_and_links(
    paragraphs: impl IntoIterator<Item = String>,
    cited: &[&Spanned<String>],
) -> TokenStream {
    let mut lines = lines(paragraphs);
    if !cited.is_empty() {
        lines.extend([String::new(), links(cited)]);
    }
    quote! { #(#[doc = #lines])* }
}

/// Lines of Markdown, with an empty one between paragraphs.
pub fn lines(paragraphs: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let written = paragraph.split(['\n', '\r']).map(str::trim);
        lines.extend(
            written.filter(|line| !line.is_empty()).map(|line| format!(" {}", escape(line))),
        );
    }
    lines
}

/// Escapes what rustdoc would read as a link, a tag or code to be tested, and what a comment must not
/// contain.
fn escape(line: &str) -> String {
    let fence = if line.starts_with("```") || line.starts_with("~~~") { "\\" } else { "" };
    let line = line.replace('[', "\\[").replace('<', "\\<").replace(char::is_control, " ");
    format!("{fence}{line}")
}

pub fn model(spec: &Spec, name: &str, text: &Text, cited: &[&Spanned<String>]) -> TokenStream {
    let users: Vec<_> = spec
        .endpoints
        .iter()
        .filter(|endpoint| endpoint.request.value == name || endpoint.reply.value == name)
        .map(|endpoint| endpoint.id.value.as_str())
        .collect();
    let at = if users.is_empty() { String::new() } else { format!(", {}", users.join(", ")) };
    paragraphs_and_links(
        [sentence(&text.en), format!("{} ({}{at}).", text.zh, source(spec))],
        cited,
    )
}

pub fn request(spec: &Spec, endpoint: &Endpoint, cited: &[&Spanned<String>]) -> TokenStream {
    let (zh, purpose, id) = (&endpoint.text.zh, &endpoint.purpose, &endpoint.id.value);
    let paragraphs = [
        sentence(&endpoint.text.en),
        purpose.en.clone(),
        format!("{zh}：{} ({}, {id}).", purpose.zh, source(spec)),
        endpoint.notes.clone().unwrap_or_default(),
        files(endpoint),
        code_texts(endpoint),
        constraints(endpoint),
    ];
    paragraphs_and_links(paragraphs, cited)
}

/// The files that go along with a request; they are not fields of it.
fn files(endpoint: &Endpoint) -> String {
    let files = endpoint.parameters.iter().filter(|field| field.ty.ty == Type::File);
    let described = files.map(|field| {
        format!("* File {}: {} {}", code(&field.wire), sentence(&field.text.en), field.text.zh)
    });
    described.collect::<Vec<_>>().join("\n")
}

/// Rules between parameters.
fn constraints(endpoint: &Endpoint) -> String {
    let constraints = endpoint.constraints.iter();
    let described = constraints.map(|rule| format!("* Checked before sending: {}.", rule.text()));
    described.collect::<Vec<_>>().join("\n")
}

/// Return codes that this endpoint words differently.
fn code_texts(endpoint: &Endpoint) -> String {
    let worded = endpoint.code_texts.iter();
    let worded =
        worded.map(|(value, text)| format!("* Return code {}: {}", code(value), text.value));
    worded.collect::<Vec<_>>().join("\n")
}

pub fn field(field: &Field) -> TokenStream {
    let keys: Vec<_> = [&field.wire].into_iter().chain(&field.aliases).map(code).collect();
    let printed: Vec<_> = field.endpoints.iter().map(|id| id.value.as_str()).collect();
    let printed = match printed.as_slice() {
        [] => String::new(),
        ids => format!(" Printed for {}.", ids.join(", ")),
    };
    let source = match field.source {
        FieldSource::Document => "",
        FieldSource::Sample => " In the document's sample only.",
        FieldSource::Observed => " Not in the document: real services send or take it.",
        FieldSource::Assumed => " Not in the document: read in case a service sends it.",
    };
    let origin = format!("{} ({}).{printed}{source}", field.text.zh, keys.join(", also "));
    let shape = match field.ty.ty {
        Type::JoinedText | Type::Joined(_) => "Several in one string, separated by commas.",
        _ => "",
    };
    let notes = field.notes.clone().unwrap_or_default();
    let paragraphs = [sentence(&field.text.en), origin, shape.to_owned(), notes];
    paragraphs_and_links(paragraphs, &field.decisions.iter().collect::<Vec<_>>())
}

/// The module of the decisions, as generated files refer to it.
pub const DECISIONS: &str = "crate::decisions";

/// Links to the decisions that apply. The anchor of a heading is its text in lower case.
fn links(cited: &[&Spanned<String>]) -> String {
    let links = cited.iter().map(|Spanned { value, .. }| {
        format!("[{value}]({DECISIONS}#{})", value.to_ascii_lowercase())
    });
    format!(" See {}.", links.collect::<Vec<_>>().join(", "))
}

fn code(name: &Spanned<String>) -> String {
    format!("`{}`", name.value)
}

pub fn source(spec: &Spec) -> String {
    format!("{} {}", spec.text.en, spec.revision.value)
}

pub fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}
