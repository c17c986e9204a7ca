//! What a reply holds that its document does not list.

use std::fmt;

use crate::{EnumInfo, FieldRef, Kind, Model, check};

/// A value or a field of a model that its document does not list. It may be new, or a slip of the
/// service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unlisted {
    /// JSON path, like `.deviceInfo[3].CPLX`.
    pub path: String,
    /// What is there: an unlisted value as it was sent, an unknown field as JSON.
    pub value: String,
    /// Whether the field itself is unknown, not its value.
    pub is_field: bool,
}

impl fmt::Display for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, value, is_field } = self;
        if *is_field {
            write!(f, "{path}: unknown field, holds {value}")
        } else {
            write!(f, "{path}: unlisted value {value:?}")
        }
    }
}

/// Adds what a model holds that is not listed, and what is nested in it.
#[doc(hidden)]
pub fn add_unlisted<M: Model>(model: &M, path: &str, found: &mut Vec<Unlisted>) {
    for (index, field) in M::INFO.fields.iter().enumerate() {
        match (model.get(index), field.kind) {
            (FieldRef::Nested(nested), _) => {
                nested.add_unlisted(&format!("{path}.{}", field.wire), found);
            }
            (FieldRef::Text(text), Kind::Enum(list)) if !check::is_listed(list, &text) => {
                found.push(unlisted_value(path, field.wire, &text));
            }
            (FieldRef::Text(text), Kind::JoinedEnum(list)) => {
                let parts = text.split([',', '，']).map(str::trim);
                let unlisted = parts.filter(|part| !part.is_empty() && !is_read(list, part));
                found.extend(unlisted.map(|part| unlisted_value(path, field.wire, part)));
            }
            _ => {}
        }
    }
    found.extend(model.unknown_fields().iter().map(|(key, value)| Unlisted {
        path: format!("{path}.{key}"),
        value: value.to_string(),
        is_field: true,
    }));
}

/// A list in one string is kept as it was sent: a part may be in another spelling.
fn is_read(list: &EnumInfo, part: &str) -> bool {
    list.values.iter().any(|value| value.wire == part || value.aliases.contains(&part))
}

fn unlisted_value(path: &str, wire: &str, value: &str) -> Unlisted {
    Unlisted { path: format!("{path}.{wire}"), value: value.to_owned(), is_field: false }
}
