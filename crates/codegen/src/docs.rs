//! Documentation of generated items: English meaning, Chinese original, wire name, source.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Endpoint, Field, FieldSource, Spanned, Spec, Text, Type};

/// Doc comments, a paragraph each.
pub fn paragraphs(paragraphs: impl IntoIterator<Item = String>) -> TokenStream {
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
    quote! { #(#[doc = #lines])* }
}

/// What rustdoc would read as a link, a tag or code to be tested, and what no comment may hold.
fn escape(line: &str) -> String {
    let fence = if line.starts_with("```") || line.starts_with("~~~") { "\\" } else { "" };
    let line = line.replace('[', "\\[").replace('<', "\\<").replace(char::is_control, " ");
    format!("{fence}{line}")
}

pub fn model(spec: &Spec, name: &str, text: &Text, numbers: &[&Spanned<String>]) -> TokenStream {
    let users: Vec<_> = spec
        .endpoints
        .iter()
        .filter(|endpoint| endpoint.request.value == name || endpoint.reply.value == name)
        .map(|endpoint| endpoint.id.value.as_str())
        .collect();
    let at = if users.is_empty() { String::new() } else { format!(", {}", users.join(", ")) };
    paragraphs([
        sentence(&text.en),
        format!("{} ({}{at}).", text.zh, source(spec)),
        decisions(spec, numbers),
    ])
}

pub fn request(spec: &Spec, endpoint: &Endpoint, numbers: &[&Spanned<String>]) -> TokenStream {
    paragraphs([
        sentence(&endpoint.text.en),
        endpoint.purpose.en.clone(),
        format!(
            "{}：{} ({}, {}).",
            endpoint.text.zh,
            endpoint.purpose.zh,
            source(spec),
            endpoint.id.value
        ),
        endpoint.notes.clone().unwrap_or_default(),
        files(endpoint),
        code_texts(endpoint),
        decisions(spec, numbers),
    ])
}

/// The files that go along with a request: they are no fields of it.
fn files(endpoint: &Endpoint) -> String {
    let files = endpoint.parameters.iter().filter(|field| field.ty.ty == Type::File);
    let described = files.map(|field| {
        format!("* File {}: {} {}", code(&field.wire), sentence(&field.text.en), field.text.zh)
    });
    described.collect::<Vec<_>>().join("\n")
}

/// Return codes that are worded differently here.
fn code_texts(endpoint: &Endpoint) -> String {
    let worded = endpoint.code_texts.iter();
    let worded =
        worded.map(|(number, text)| format!("* Return code {}: {}", code(number), text.value));
    worded.collect::<Vec<_>>().join("\n")
}

pub fn field(spec: &Spec, field: &Field) -> TokenStream {
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
    paragraphs([
        sentence(&field.text.en),
        origin,
        shape.to_owned(),
        field.notes.clone().unwrap_or_default(),
        decisions(spec, &field.decisions.iter().collect::<Vec<_>>()),
    ])
}

/// What the document leaves open here, and what we decided.
pub fn decisions(spec: &Spec, numbers: &[&Spanned<String>]) -> String {
    let decided = numbers.iter().filter_map(|number| {
        let decision = spec.decisions.iter().find(|decision| decision.id.value == number.value)?;
        let text = format!("* {}: {} → {}", number.value, decision.open, decision.decided);
        // An item of a list is one line.
        Some(text.replace(['\n', '\r'], " "))
    });
    decided.collect::<Vec<_>>().join("\n")
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
