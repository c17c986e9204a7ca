//! What a spec says of its document.

use super::{decisions, title};
use crate::model::{Decision, Document, Encoding, EncodingStyle, Host, Revision, Rule, Spanned};
use crate::node::Node;
use crate::object::{Object, text};
use crate::report::Report;

pub fn document(node: &Node, report: &Report) -> Option<Document> {
    Object::read(node, report, |object| {
        let (title, sha256) = (object.required_text("title"), object.required_text("sha256"));
        let version = object.text("version").map(|version| version.value);
        let date = object.text("date").map(|date| date.value);
        Some(Document { title: title?.value, version, date, sha256: sha256?.value })
    })
}

pub fn host(name: Spanned<String>, node: &Node, report: &Report) -> Option<Host> {
    text(node, report).map(|url| Host { name, url })
}

pub fn encoding(object: &Object) -> Option<Encoding> {
    let form_field = object.text("form_field");
    let is_signed = object.choice("style", &[("signed_form", true), ("json_in_form", false)]);
    let decisions = decisions(object);
    let style = match (form_field, is_signed) {
        (None, Some(true)) => EncodingStyle::SignedForm,
        (Some(field), None | Some(false)) => EncodingStyle::JsonInForm { field: field.value },
        _ => {
            let message = "either `form_field`, or `style: signed_form` belongs here";
            object.report.add("encoding", object.span, message);
            return None;
        }
    };
    Some(Encoding { style, decisions })
}

pub fn rule(node: &Node, report: &Report) -> Option<Rule> {
    Object::read(node, report, |object| {
        let (id, text) = (object.required_text("id"), title(object));
        Some(Rule { id: id?, text: text? })
    })
}

pub fn revision(node: &Node, report: &Report) -> Option<Revision> {
    Object::read(node, report, |object| {
        let required = |key| object.required_text(key).map(|text| text.value);
        let (version, remark) = (required("version"), required("remark"));
        let (created, effective) = (required("created"), required("effective"));
        let changes = object.list("changes", text).into_iter().map(|text| text.value).collect();
        Some(Revision {
            version: version?,
            created: created?,
            effective: effective?,
            remark: remark?,
            changes,
        })
    })
}

pub fn decision(id: Spanned<String>, node: &Node, report: &Report) -> Option<Decision> {
    Object::read(node, report, |object| {
        let (open, decided) = (object.required_text("open"), object.required_text("decided"));
        Some(Decision { id, open: open?.value, decided: decided?.value })
    })
}
