//! What a spec says of its document.

use super::{decisions, title};
use crate::model::{
    Allow, Decision, Document, Encoding, EncodingStyle, Host, Place, Revision, Rule, Spanned,
};
use crate::node::Node;
use crate::object::{Object, text};
use crate::report::Report;

pub fn document(node: &Node, report: &Report) -> Option<Document> {
    Object::read(node, report, |object| {
        let (title, sha256) = (object.required_text("title"), object.required_text("sha256"));
        let version = object.text("version").map(|version| version.value);
        let date = object.text("date").map(|date| date.value);
        Some(Document {
            title: title?.value,
            version,
            date,
            sha256: sha256?.value,
            span: object.span,
        })
    })
}

pub fn host(name: Spanned<String>, node: &Node, report: &Report) -> Option<Host> {
    text(node, report).map(|url| Host { name, url })
}

pub fn encoding(object: &Object) -> Option<Encoding> {
    let form_field = object.text("form_field").map(|field| field.value);
    let style =
        object.choice("style", &[("signed_form", Style::SignedForm), ("json", Style::Json)]);
    let common = object.choice("common", &[("header", Place::Header), ("body", Place::Body)]);
    let under = object.text("under").map(|under| under.value);
    let decisions = decisions(object);
    let style = match (form_field, style, common, under) {
        (Some(field), None, None, None) => EncodingStyle::JsonInForm { field },
        (None, Some(Style::SignedForm), None, None) => EncodingStyle::SignedForm,
        (None, Some(Style::Json), Some(common), under) => EncodingStyle::Json { common, under },
        // The report has the wrong value already.
        (_, None, ..) if object.node("style").is_some() => return None,
        _ => {
            let message = "either `form_field`, or `style: signed_form`, or `style: json` with \
                           `common` belongs here";
            object.report.add("encoding", object.span, message);
            return None;
        }
    };
    Some(Encoding { style, decisions, span: object.span })
}

#[derive(Clone, Copy)]
enum Style {
    SignedForm,
    Json,
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
            span: object.span,
        })
    })
}

pub fn decision(id: Spanned<String>, node: &Node, report: &Report) -> Option<Decision> {
    Object::read(node, report, |object| {
        let (open, decided) = (object.required_text("open"), object.required_text("decided"));
        Some(Decision { id, open: open?.value, decided: decided?.value })
    })
}

pub fn allow(node: &Node, report: &Report) -> Option<Allow> {
    Object::read(node, report, |object| {
        let (rule, at) = (object.required_text("rule"), object.required_text("at"));
        let reason = object.required_text("reason");
        Some(Allow { rule: rule?, at: at?, reason: reason? })
    })
}
