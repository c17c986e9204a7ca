//! Replaces values by placeholders.

use std::collections::HashMap;

use auth::Redactor;
use serde_json::{Map, Value};
use wire::{EnumInfo, FieldInfo, Kind};

use crate::documented::field_named;

/// Longer texts get a placeholder that says so.
const MAX_SHORT_CHARS: usize = 64;

/// Longer keys are not names.
const MAX_KEY_BYTES: usize = 48;

/// Replaces values that are not documented as harmless, and collects sensitive ones.
pub struct ValueRedactor<'a> {
    secrets: &'a Redactor,
    /// The sensitive texts that were replaced.
    pub found: Vec<String>,
}

impl<'a> ValueRedactor<'a> {
    /// Replaces these secrets within harmless texts, too.
    pub fn new(secrets: &'a Redactor) -> Self {
        Self { secrets, found: Vec::new() }
    }

    /// An object with these fields.
    pub fn object(&mut self, fields: &[&'static [FieldInfo]], value: &Value) -> Value {
        let Value::Object(object) = value else { return placeholder(value) };
        let mut redacted = RedactedObject::default();
        for (key, value) in object {
            let field = fields.iter().find_map(|fields| field_named(fields, key));
            let value = match field {
                Some(field) => self.field(field, value),
                None => self.unknown(fields, value),
            };
            redacted.insert(&self.key(key), value);
        }
        Value::Object(redacted.object)
    }

    /// Parameters may stand one level deeper, under a key that is none of them.
    fn unknown(&mut self, fields: &[&'static [FieldInfo]], value: &Value) -> Value {
        let is_request = fields.len() > 1;
        match value {
            Value::Object(_) if is_request => self.object(fields, value),
            Value::String(text) if is_request && text.starts_with('{') => {
                match serde_json::from_str(text) {
                    Ok(inner) => Value::from(self.object(fields, &inner).to_string()),
                    Err(_) => placeholder(value),
                }
            }
            _ => placeholder(value),
        }
    }

    fn field(&mut self, field: &FieldInfo, value: &Value) -> Value {
        if field.sensitive {
            collect_texts(value, &mut self.found);
        }
        if field.sensitive || field.filled_by_client {
            return if matches!(
                field.kind,
                Kind::Count | Kind::Integer | Kind::Signed | Kind::Decimal
            ) {
                number_placeholder(value)
            } else {
                placeholder(value)
            };
        }
        match field.kind {
            Kind::File => Value::from("<file>"),
            Kind::Model(info) | Kind::Json(info) | Kind::List(info) => {
                self.nested(info.fields, value)
            }
            // Keys that no document lists may hold anything.
            Kind::Map(_) => placeholder(value),
            Kind::ListText | Kind::Scalars(_) => match value {
                Value::Array(list) => list.iter().map(|text| self.scalar(None, text)).collect(),
                other => self.scalar(None, other),
            },
            Kind::Enum(list) => self.scalar(Some(list), value),
            Kind::Text
            | Kind::Count
            | Kind::Date
            | Kind::Integer
            | Kind::Signed
            | Kind::Decimal
            | Kind::Boolean
            | Kind::JoinedText
            | Kind::JoinedEnum(_) => self.scalar(None, value),
        }
    }

    fn nested(&mut self, fields: &'static [FieldInfo], value: &Value) -> Value {
        match value {
            Value::Array(list) => list.iter().map(|value| self.nested(fields, value)).collect(),
            Value::Object(_) => self.object(&[fields], value),
            Value::String(text) => match serde_json::from_str(text) {
                Ok(inner @ (Value::Object(_) | Value::Array(_))) => {
                    Value::from(self.nested(fields, &inner).to_string())
                }
                _ => placeholder(value),
            },
            other => placeholder(other),
        }
    }

    fn scalar(&self, list: Option<&EnumInfo>, value: &Value) -> Value {
        match value {
            // JSON text in a field that is not documented as such.
            Value::String(text) if text.trim_start().starts_with(['{', '[']) => placeholder(value),
            Value::String(text) if list.is_some_and(|list| is_listed(list, text)) => value.clone(),
            Value::String(text) => Value::from(self.redacted(text)),
            Value::Number(number) => {
                let text = number.to_string();
                let is_listed = list.is_some_and(|list| is_listed(list, &text));
                if is_listed || self.redacted(&text) == text {
                    value.clone()
                } else {
                    Value::from(0)
                }
            }
            Value::Null | Value::Bool(_) => value.clone(),
            Value::Array(_) | Value::Object(_) => placeholder(value),
        }
    }

    fn key(&self, key: &str) -> String {
        let key = safe_key(key);
        self.redacted(&key)
    }

    fn redacted(&self, text: &str) -> String {
        let mut text = text.to_owned();
        self.secrets.redact(&mut text);
        text
    }
}

fn is_listed(list: &EnumInfo, text: &str) -> bool {
    list.values.iter().any(|value| value.wire == text || value.aliases.contains(&text))
}

/// The same structure with placeholders for its values.
pub fn placeholder(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(_) => Value::Bool(false),
        Value::Number(_) => Value::from(0),
        Value::String(text) if text.is_empty() => value.clone(),
        Value::String(text) if text.chars().nth(MAX_SHORT_CHARS).is_some() => {
            Value::from("<hidden, long>")
        }
        Value::String(_) => Value::from("<hidden>"),
        Value::Array(list) => list.iter().map(placeholder).collect(),
        Value::Object(object) => {
            let mut redacted = RedactedObject::default();
            for (key, value) in object {
                redacted.insert(&safe_key(key), placeholder(value));
            }
            Value::Object(redacted.object)
        }
    }
}

/// A number stays one when it is sent as text.
fn number_placeholder(value: &Value) -> Value {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match value {
        Value::String(text) if is_number(text) => Value::from("0"),
        other => placeholder(other),
    }
}

/// A key, unless it may be a phone number, a contact or a token instead of a name.
fn safe_key(key: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    let digits = key.chars().filter(char::is_ascii_digit).count();
    if key.len() <= MAX_KEY_BYTES && key.chars().all(is_name) && digits < 6 {
        return key.to_owned();
    }
    "<hidden>".to_owned()
}

/// An object under construction, in which hidden keys do not replace each other.
#[derive(Default)]
struct RedactedObject {
    object: Map<String, Value>,
    /// The last number that a key got: an object may have a great many hidden ones.
    numbers: HashMap<String, usize>,
}

impl RedactedObject {
    fn insert(&mut self, key: &str, value: Value) {
        let mut free = key.to_owned();
        while self.object.contains_key(&free) {
            let number = self.numbers.entry(key.to_owned()).or_insert(1);
            *number += 1;
            free = format!("{key} {number}");
        }
        self.object.insert(free, value);
    }
}

fn collect_texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Number(number) => found.push(number.to_string()),
        Value::Array(list) => list.iter().for_each(|value| collect_texts(value, found)),
        Value::Object(object) => object.values().for_each(|value| collect_texts(value, found)),
        Value::Null | Value::Bool(_) => {}
    }
}
