//! Lists of values: those that a request may have, and those that may come.

use serde_json::{Value, json};
use spec::{Class, EnumDef, EnumValue, Spec};

use crate::json::{Json, Object};
use crate::words;

/// A list of values by its name.
pub fn find_enum<'a>(spec: &'a Spec, name: &str) -> Option<&'a EnumDef> {
    spec.enums.iter().find(|def| def.name.value == name)
}

/// The values that a request may have.
pub fn closed_enum(def: &EnumDef) -> Object {
    let is_number = is_number(def);
    let values = || def.values.iter();
    let sent = values().map(|value| sent_value(is_number, &value.wire.value));
    Object::new()
        .with("type", if is_number { "integer" } else { "string" })
        .with("enum", Json::Value(sent.collect()))
        .with_some("x-enum-varnames", Json::texts(values().map(|value| &value.name.value)))
        .with_some(
            "x-enum-descriptions",
            Json::texts(values().map(|value| words::both(&value.text))),
        )
        .with("x-values-of", &def.name.value)
}

/// The component of a list of values: those of the document, and others that may come.
pub fn open_enum(def: &EnumDef) -> Object {
    let rows = def.values.iter();
    let rows = rows.map(|value| format!("* {}: {}", value.wire.value, words::both(&value.text)));
    let rows = rows.collect::<Vec<_>>().join("\n");
    let values: Vec<_> = def.values.iter().map(|value| open_value(def, value)).collect();
    Object::new()
        .with("type", json!(["string", "integer"]))
        .with("description", words::paragraphs([words::both(&def.text), rows]))
        .with_some("examples", Json::texts(def.values.iter().map(|value| &value.wire.value)))
        .with("x-values", values)
        .with_some("x-decisions", Json::texts(words::ids(&def.decisions)))
}

fn open_value(def: &EnumDef, value: &EnumValue) -> Json {
    Object::new()
        .with("value", &value.wire.value)
        .with("name", &value.name.value)
        .with("en", &value.text.en)
        .with("zh", &value.text.zh)
        .with_some("class", value.class.map(class))
        .with_some("also", Json::texts(def.other_spellings(value)))
        .with_some("notes", value.notes.as_ref())
        .into()
}

/// A value as it is sent: a number where that is asked for and it is one.
pub fn sent_value(is_number: bool, value: &str) -> Value {
    let number = value.parse::<i64>().ok().filter(|_| is_number);
    number.map_or_else(|| value.into(), Value::from)
}

/// Whether all values of a list are sent as numbers.
pub fn is_number(def: &EnumDef) -> bool {
    let is_number = |value: &EnumValue| value.wire.value.parse::<i64>().is_ok();
    def.send_as_number && def.values.iter().all(is_number)
}

/// The name of a class in a spec.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::Success => "success",
        Class::RetryLater => "retry_later",
        Class::LogInAgain => "log_in_again",
        Class::QuotaUsedUp => "quota_used_up",
        Class::NotAllowed => "not_allowed",
        Class::NotFound => "not_found",
        Class::AlreadyExists => "already_exists",
        Class::BadRequest => "bad_request",
        Class::Failed => "failed",
    }
}
