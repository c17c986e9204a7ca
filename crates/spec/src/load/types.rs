//! Enums, objects and the envelope.

use super::{decisions, earlier_names, field, title};
use crate::model::{Class, EnumDef, EnumValue, Envelope, Newtype, Spanned, TypeDef};
use crate::node::Node;
use crate::object::{Object, text};
use crate::report::Report;

pub fn type_def(name: Spanned<String>, node: &Node, report: &Report) -> Option<TypeDef> {
    Object::read(node, report, |object| {
        let was = earlier_names(object, "was");
        let text = title(object);
        let fields_of = object.text("fields_of");
        let fields = object.list("fields", field::field);
        let decisions = decisions(object);
        Some(TypeDef { name, was, text: text?, fields_of, fields, decisions })
    })
}

pub fn newtype(name: Spanned<String>, node: &Node, report: &Report) -> Option<Newtype> {
    Object::read(node, report, |object| {
        let was = earlier_names(object, "was");
        let is_number = object.choice("type", &[("text", false), ("integer", true)]);
        let is_number = is_number.unwrap_or_default();
        title(object).map(|text| Newtype { name, was, text, is_number })
    })
}

pub fn envelope(object: &Object) -> Option<Envelope> {
    let status_codes = object.text("status_codes");
    let (code, message) = match &status_codes {
        Some(_) => (object.text("code"), object.text("message")),
        None => (object.required_text("code"), object.required_text("message")),
    };
    let fields = object.list("fields", field::field);
    let decisions = decisions(object);
    let is_complete = status_codes.is_some() || (code.is_some() && message.is_some());
    is_complete.then_some(Envelope { code, status_codes, message, fields, decisions })
}

pub fn enum_def(name: Spanned<String>, node: &Node, report: &Report) -> Option<EnumDef> {
    Object::read(node, report, |object| {
        let was = earlier_names(object, "was");
        let text = title(object);
        let send_as_number =
            object.choice("send_as", &[("text", false), ("number", true)]).unwrap_or_default();
        let values = object.list("values", enum_value);
        let decisions = decisions(object);
        Some(EnumDef { name, was, text: text?, send_as_number, values, decisions })
    })
}

fn enum_value(node: &Node, report: &Report) -> Option<EnumValue> {
    Object::read(node, report, |object| {
        let (wire, name) = (object.required_text("wire"), object.required_text("name"));
        let was = earlier_names(object, "was");
        let description = title(object);
        let aliases = object.list("aliases", text);
        let class = object.choice("class", CLASSES);
        let source = field::source(object);
        let notes = object.text("notes").map(|notes| notes.value);
        Some(EnumValue {
            wire: wire?,
            name: name?,
            was,
            text: description?,
            aliases,
            class,
            source,
            notes,
        })
    })
}

const CLASSES: &[(&str, Class)] = &[
    ("success", Class::Success),
    ("retry_later", Class::RetryLater),
    ("log_in_again", Class::LogInAgain),
    ("quota_used_up", Class::QuotaUsedUp),
    ("not_allowed", Class::NotAllowed),
    ("not_found", Class::NotFound),
    ("already_exists", Class::AlreadyExists),
    ("bad_request", Class::BadRequest),
    ("failed", Class::Failed),
];
