//! What holds for all endpoints: title, rules, decisions, history.

use spec::{EncodingStyle, Place, Spec};

use crate::json::{Json, Object};
use crate::words::{both, decisions, paragraphs};

pub fn info(spec: &Spec, source: &str) -> Object {
    let contact = spec.contact.as_ref();
    let contact = contact.map(|address| Object::new().with("email", &address.value));
    Object::new()
        .with("title", both(&spec.text))
        .with("version", &spec.revision.value)
        .with("description", description(spec))
        .with_some("contact", contact)
        .with("x-generated", source)
        .with("x-documents", documents(spec))
        .with_some("x-history", (!spec.history.is_empty()).then(|| history(spec)))
        .with_some("x-decisions", all_decisions(spec).filled())
}

fn description(spec: &Spec) -> String {
    let rules = spec.rules.iter().map(|rule| format!("* {} {}", rule.text.en, rule.text.zh));
    let rules = rules.collect::<Vec<_>>().join("\n");
    paragraphs([
        encoding(&spec.encoding.style),
        decisions(spec, &spec.encoding.decisions),
        "Requests are described as the document asks for them; `x-required-by: us` marks what it \
         does not say is required and we require. Replies are described as they come: scalars as \
         strings or numbers whatever `x-documented-type` says, everything but the return code \
         possibly missing or `null`, values and keys possibly new."
            .to_owned(),
        if rules.is_empty() { String::new() } else { format!("Rules:\n\n{rules}") },
        "Decisions on what the document leaves open stand in `x-decisions` by number.".to_owned(),
    ])
}

fn encoding(style: &EncodingStyle) -> String {
    match style {
        EncodingStyle::JsonInForm { field } => format!(
            "Requests are forms (application/x-www-form-urlencoded) with one field, `{field}`, \
             that holds all parameters as JSON text."
        ),
        EncodingStyle::SignedForm => "Parameters are fields of the query or of a form. Empty ones \
             are left out; the fields of every request sign the others."
            .to_owned(),
        EncodingStyle::Json { common: Place::Header, .. } => {
            "Requests are a query or a JSON body; headers tell who calls and sign.".to_owned()
        }
        EncodingStyle::Json { common: Place::Body, under: Some(key) } => {
            format!("Requests are a JSON body: who calls, and the parameters under `{key}`.")
        }
        EncodingStyle::Json { common: Place::Body, under: None } => {
            "Requests are a JSON body: who calls, and the parameters.".to_owned()
        }
    }
}

fn documents(spec: &Spec) -> Vec<Json> {
    let document = |document: &spec::Document| {
        Object::new()
            .with("title", &document.title)
            .with_some("version", document.version.as_ref())
            .with_some("date", document.date.as_ref())
            .with("sha256", &document.sha256)
            .into()
    };
    spec.documents.iter().map(document).collect()
}

fn history(spec: &Spec) -> Vec<Json> {
    let row = |row: &spec::Revision| {
        Object::new()
            .with("version", &row.version)
            .with("created", &row.created)
            .with("effective", &row.effective)
            .with("remark", &row.remark)
            .with_some("changes", Json::texts(&row.changes))
            .into()
    };
    spec.history.iter().map(row).collect()
}

fn all_decisions(spec: &Spec) -> Object {
    let decisions = spec.decisions.iter().map(|decision| {
        let both = Object::new().with("open", &decision.open).with("decided", &decision.decided);
        (decision.id.value.clone(), both.into())
    });
    decisions.collect()
}
