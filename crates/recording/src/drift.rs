//! Differences of a response from its specification.

mod yaml;

use std::collections::HashSet;
use std::fmt;

use serde_json::{Map, Value};
use wire::{EndpointInfo, EnumInfo, EnumValue, FieldInfo, Kind, ModelInfo};

use crate::documented::field_named;

/// A difference of a response from its specification.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Drift {
    /// JSON path, like `.dataSet.deviceInfo[].CPLX`.
    pub path: String,
    /// The difference.
    pub change: Change,
}

/// How a response differs from its specification.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Change {
    /// An undocumented field.
    UnknownField {
        /// Model of the field.
        model: &'static str,
        /// Key of the field.
        key: String,
        /// Type of its value.
        found: Shape,
    },
    /// An undocumented value of an enumeration.
    UnlistedValue {
        /// Name of the enumeration.
        list: &'static str,
        /// The value.
        value: String,
    },
    /// A field with another type than documented.
    ChangedType {
        /// Model of the field.
        model: &'static str,
        /// Documented type.
        expected: &'static str,
        /// Type of its value.
        found: Shape,
    },
    /// The return code is missing.
    MissingCode {
        /// Model without it.
        model: &'static str,
        /// Key of the field.
        key: &'static str,
    },
}

/// Type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list of objects.
    ObjectList,
    /// A list of anything else.
    List,
    /// An object.
    Object,
}

impl Shape {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Truth,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(list) if list.first().is_some_and(Value::is_object) => Self::ObjectList,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Truth => "truth value",
            Self::Number => "number",
            Self::Text => "text",
            Self::ObjectList => "list of objects",
            Self::List => "list",
            Self::Object => "object",
        })
    }
}

/// Lists how a response of an endpoint differs from its specification, each difference once: the
/// elements of a list share one path. `codes` is the protocol's table of return codes. A redacted
/// response is sufficient.
pub fn drift(endpoint: &EndpointInfo, codes: &EnumInfo, response: &Value) -> Vec<Drift> {
    let mut found = Found::default();
    found.nested(endpoint.reply, "an object", "", response);
    let is_code = |field: &&FieldInfo| matches!(field.kind, Kind::Enum(list) if list == codes);
    if let (Some(field), Value::Object(object)) =
        (endpoint.reply.fields.iter().find(is_code), response)
        && !object.iter().any(|(key, value)| field.is_named(key) && !value.is_null())
    {
        let change = Change::MissingCode { model: endpoint.reply.name, key: field.wire };
        found.add(&format!(".{}", field.wire), change);
    }
    found.list
}

#[derive(Default)]
struct Found {
    list: Vec<Drift>,
    /// The same for fast lookup: a response may have many.
    seen: HashSet<Drift>,
}

impl Found {
    fn add(&mut self, path: &str, change: Change) {
        let path = if path.is_empty() { "." } else { path }.to_owned();
        let drift = Drift { path, change };
        if self.seen.insert(drift.clone()) {
            self.list.push(drift);
        }
    }

    fn changed(&mut self, model: &ModelInfo, path: &str, expected: &'static str, value: &Value) {
        let change = Change::ChangedType { model: model.name, expected, found: Shape::of(value) };
        self.add(path, change);
    }

    fn object(&mut self, model: &ModelInfo, path: &str, object: &Map<String, Value>) {
        for (key, value) in object {
            if let Some(field) = field_named(model.fields, key) {
                self.field(model, field, &format!("{path}.{}", field.wire), value);
                continue;
            }
            let found = Shape::of(value);
            let change = Change::UnknownField { model: model.name, key: key.clone(), found };
            self.add(&format!("{path}.{key}"), change);
        }
    }

    fn field(&mut self, model: &ModelInfo, field: &FieldInfo, path: &str, value: &Value) {
        match field.kind {
            Kind::Model(info) | Kind::Json(info) => self.nested(info, "an object", path, value),
            Kind::List(info) => self.nested(info, "a list of objects", path, value),
            Kind::Map(_) => match value {
                Value::Array(list) if list.is_empty() => {}
                Value::Null | Value::Object(_) => {}
                _ => self.changed(model, path, "an object with any keys", value),
            },
            Kind::ListText | Kind::Scalars(_) => match value {
                Value::Array(list) if list.iter().any(is_nested) => {
                    self.changed(model, path, "a list of texts", value);
                }
                Value::Object(object) if !object.is_empty() => {
                    self.changed(model, path, "a list of texts", value);
                }
                _ => {}
            },
            _ if is_nested(value) => self.changed(model, path, expected(field.kind), value),
            Kind::Integer | Kind::Count | Kind::Signed | Kind::Decimal
                if !is_number_or_nothing(value) && !field.sensitive =>
            {
                self.changed(model, path, expected(field.kind), value);
            }
            Kind::Enum(_) | Kind::JoinedEnum(_) if field.sensitive || names_others(field) => {}
            Kind::Enum(list) => self.listed(list, path, &text(value)),
            Kind::JoinedEnum(list) => {
                for part in text(value).split([',', '，']) {
                    self.listed(list, path, part.trim());
                }
            }
            _ => {}
        }
    }

    fn listed(&mut self, list: &EnumInfo, path: &str, value: &str) {
        let is_listed = |known: &EnumValue| known.wire == value || known.aliases.contains(&value);
        if !value.is_empty() && !list.values.iter().any(is_listed) {
            self.add(path, Change::UnlistedValue { list: list.name, value: value.to_owned() });
        }
    }

    /// An object or a list of them, or JSON text of one; services send either for the other when
    /// there is one of them or none.
    fn nested(&mut self, info: &ModelInfo, expected: &'static str, path: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::Object(object) => self.object(info, path, object),
            Value::Array(list) if list.is_empty() => {}
            Value::Array(list) if expected != "an object" => {
                let path = format!("{path}[]");
                for value in list {
                    self.nested(info, "an object", &path, value);
                }
            }
            Value::String(text) => match serde_json::from_str(text.trim()) {
                Ok(inner @ (Value::Object(_) | Value::Array(_) | Value::Null)) => {
                    self.nested(info, expected, path, &inner);
                }
                _ if text.trim().is_empty() => {}
                _ => self.changed(info, path, expected, value),
            },
            other => self.changed(info, path, expected, other),
        }
    }
}

/// Whether the document gives a meaning to all unlisted values (`其他：审核中`).
fn names_others(field: &FieldInfo) -> bool {
    field.zh.contains("其他：")
}

fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer | Kind::Count | Kind::Signed | Kind::Decimal => "a number",
        Kind::Boolean => "true or false",
        _ => "a text",
    }
}

fn is_nested(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

fn is_number_or_nothing(value: &Value) -> bool {
    let text = text(value);
    text.trim().is_empty() || text.trim().parse::<f64>().is_ok()
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
