//! Placeholders for what must not be shown.

use std::collections::HashMap;

use auth::Redactor;
use serde_json::{Map, Value};
use wire::{EnumInfo, FieldInfo, Kind};

use crate::documented::field_named;

/// Longer texts get a placeholder that says so.
const SHORT: usize = 64;

/// Longer keys are no names.
const LONGEST_KEY: usize = 48;

/// Hides what is not documented as harmless, and notes what is sensitive.
pub struct Hide<'a> {
    secrets: &'a Redactor,
    /// The sensitive texts that were met.
    pub found: Vec<String>,
}

impl<'a> Hide<'a> {
    /// Hides these wherever they stand, too.
    pub fn new(secrets: &'a Redactor) -> Self {
        Self { secrets, found: Vec::new() }
    }

    /// An object with these fields.
    pub fn object(&mut self, fields: &[&'static [FieldInfo]], value: &Value) -> Value {
        let Value::Object(object) = value else { return blank(value) };
        let mut shown = Shown::default();
        for (key, value) in object {
            let field = fields.iter().find_map(|fields| field_named(fields, key));
            let value = match field {
                Some(field) => self.field(field, value),
                None => self.unknown(fields, value),
            };
            shown.insert(&self.key(key), value);
        }
        Value::Object(shown.object)
    }

    /// Parameters may stand one level deeper, under a key that is none of them.
    fn unknown(&mut self, fields: &[&'static [FieldInfo]], value: &Value) -> Value {
        let is_request = fields.len() > 1;
        match value {
            Value::Object(_) if is_request => self.object(fields, value),
            Value::String(text) if is_request && text.starts_with('{') => {
                match serde_json::from_str(text) {
                    Ok(inner) => Value::from(self.object(fields, &inner).to_string()),
                    Err(_) => blank(value),
                }
            }
            _ => blank(value),
        }
    }

    fn field(&mut self, field: &FieldInfo, value: &Value) -> Value {
        if field.sensitive {
            gather(value, &mut self.found);
        }
        if field.sensitive || field.filled_by_client {
            return if matches!(field.kind, Kind::Count | Kind::Integer) {
                blank_number(value)
            } else {
                blank(value)
            };
        }
        match field.kind {
            Kind::File => Value::from("<file>"),
            Kind::Model(info) | Kind::Json(info) | Kind::List(info) => {
                self.nested(info.fields, value)
            }
            Kind::ListText => match value {
                Value::Array(list) => list.iter().map(|text| self.scalar(None, text)).collect(),
                other => self.scalar(None, other),
            },
            Kind::Enum(list) => self.scalar(Some(list), value),
            Kind::Text
            | Kind::Count
            | Kind::Date
            | Kind::Integer
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
                _ => blank(value),
            },
            other => blank(other),
        }
    }

    fn scalar(&self, list: Option<&EnumInfo>, value: &Value) -> Value {
        match value {
            // JSON where no document has any.
            Value::String(text) if text.trim_start().starts_with(['{', '[']) => blank(value),
            Value::String(text) if list.is_some_and(|list| is_listed(list, text)) => value.clone(),
            Value::String(text) => Value::from(self.shown(text)),
            Value::Number(number) => {
                let text = number.to_string();
                let is_listed = list.is_some_and(|list| is_listed(list, &text));
                if is_listed || self.shown(&text) == text { value.clone() } else { Value::from(0) }
            }
            Value::Null | Value::Bool(_) => value.clone(),
            Value::Array(_) | Value::Object(_) => blank(value),
        }
    }

    fn key(&self, key: &str) -> String {
        let key = safe_key(key);
        self.shown(&key)
    }

    fn shown(&self, text: &str) -> String {
        let mut shown = text.to_owned();
        self.secrets.redact(&mut shown);
        shown
    }
}

fn is_listed(list: &EnumInfo, text: &str) -> bool {
    list.values.iter().any(|value| value.wire == text || value.aliases.contains(&text))
}

/// The same shape without its values.
pub fn blank(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(_) => Value::Bool(false),
        Value::Number(_) => Value::from(0),
        Value::String(text) if text.is_empty() => value.clone(),
        Value::String(text) if text.chars().nth(SHORT).is_some() => Value::from("<hidden, long>"),
        Value::String(_) => Value::from("<hidden>"),
        Value::Array(list) => list.iter().map(blank).collect(),
        Value::Object(object) => {
            let mut shown = Shown::default();
            for (key, value) in object {
                shown.insert(&safe_key(key), blank(value));
            }
            Value::Object(shown.object)
        }
    }
}

/// A number stays one when it is sent as text.
fn blank_number(value: &Value) -> Value {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match value {
        Value::String(text) if is_number(text) => Value::from("0"),
        other => blank(other),
    }
}

/// Keys are names; one that may be a number, a contact or a token is none.
fn safe_key(key: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    let digits = key.chars().filter(char::is_ascii_digit).count();
    if key.len() <= LONGEST_KEY && key.chars().all(is_name) && digits < 6 {
        return key.to_owned();
    }
    "<hidden>".to_owned()
}

/// An object that is being shown. Hidden keys do not replace each other.
#[derive(Default)]
struct Shown {
    object: Map<String, Value>,
    /// The last number that a key got: an object may have a great many hidden ones.
    numbers: HashMap<String, usize>,
}

impl Shown {
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

fn gather(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Number(number) => found.push(number.to_string()),
        Value::Array(list) => list.iter().for_each(|value| gather(value, found)),
        Value::Object(object) => object.values().for_each(|value| gather(value, found)),
        Value::Null | Value::Bool(_) => {}
    }
}
