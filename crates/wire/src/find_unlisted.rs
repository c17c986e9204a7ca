//! Finds what a model holds that its document does not list.

use crate::{EnumInfo, FieldRef, Kind, Model, Unlisted};

/// Adds what a model holds that is not listed, and what is nested in it.
#[doc(hidden)]
pub fn add_unlisted<M: Model>(model: &M, path: &str, found: &mut Vec<Unlisted>) {
    for (index, field) in M::INFO.fields.iter().enumerate() {
        match (model.get(index), field.kind) {
            (FieldRef::Nested(nested), _) => {
                nested.add_unlisted(&format!("{path}.{}", field.wire), found);
            }
            (FieldRef::Text(text), Kind::Enum(list)) if !list.lists(&text) => {
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
    found.extend(model.unknown_fields().iter().map(|(key, value)| {
        let expected = expected::<M>(key, value);
        Unlisted {
            path: format!("{path}.{key}"),
            value: value.to_string(),
            is_field: expected.is_none(),
            expected,
        }
    }));
}

/// What the document says of a key whose value could not be read as that.
fn expected<M: Model>(key: &str, value: &serde_json::Value) -> Option<&'static str> {
    let field = M::INFO.fields.iter().find(|field| field.is_named(key))?;
    let text = value.as_str()?;
    let kind = match field.kind {
        Kind::Scalars(kind) | Kind::Map(kind) => *kind,
        kind => kind,
    };
    // What a number says was read if it stands here for the second time.
    kind.expected().filter(|_| !kind.takes(text))
}

/// A list in one string is kept as it was sent: a part may be in another spelling.
fn is_read(list: &EnumInfo, part: &str) -> bool {
    list.lists(part) || list.values.iter().any(|value| value.aliases.contains(&part))
}

fn unlisted_value(path: &str, wire: &str, value: &str) -> Unlisted {
    Unlisted {
        path: format!("{path}.{wire}"),
        value: value.to_owned(),
        is_field: false,
        expected: None,
    }
}
