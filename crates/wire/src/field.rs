//! A field of a model: a value that may be there, or a list.

use std::borrow::Cow;
use std::fmt;

use serde::de::Deserializer;
use serde::ser::{Serialize, SerializeMap};

use crate::{FieldInfo, Rule, Unlisted};

/// What a field can hold. Reading is lenient; writing is serde's.
pub trait Value: Sized + Serialize + fmt::Debug {
    /// Reads a value; `null` and its kin are none.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error>;

    /// The value, to be shown or stored.
    fn get(&self) -> FieldRef<'_>;
}

/// A field as seen from outside.
pub enum FieldRef<'a> {
    /// Nothing was sent, or `null`.
    Absent,
    /// A scalar, as the text that goes on the wire.
    Text(Cow<'a, str>),
    /// An object or a list of objects.
    Nested(&'a dyn Nested),
}

impl std::fmt::Debug for FieldRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FieldRef").finish_non_exhaustive()
    }
}

/// What is not a scalar: an object, or a list.
pub trait Nested: fmt::Debug {
    /// The first field in it that breaks a rule of its document.
    fn broken_rule(&self) -> Option<(&'static FieldInfo, Rule)>;

    /// It as JSON text.
    fn to_json(&self) -> String;

    /// Adds what is in it that its document does not list. `path` leads to it.
    fn add_unlisted(&self, path: &str, found: &mut Vec<Unlisted>);
}

impl<V: Value> Nested for Vec<V> {
    fn broken_rule(&self) -> Option<(&'static FieldInfo, Rule)> {
        self.iter().find_map(|value| match value.get() {
            FieldRef::Nested(nested) => nested.broken_rule(),
            FieldRef::Absent | FieldRef::Text(_) => None,
        })
    }

    fn to_json(&self) -> String {
        to_json(self)
    }

    fn add_unlisted(&self, path: &str, found: &mut Vec<Unlisted>) {
        for (index, value) in self.iter().enumerate() {
            if let FieldRef::Nested(nested) = value.get() {
                nested.add_unlisted(&format!("{path}[{index}]"), found);
            }
        }
    }
}

/// Models of texts, numbers and lists always have a JSON text.
pub fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl<'a> FieldRef<'a> {
    /// The text of a scalar.
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Absent | Self::Nested(_) => None,
        }
    }
}

/// A place in a model: `Option<V>`, or `Vec<V>` for a list.
pub trait Field: Sized {
    /// Reads the field from whatever was sent.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes key and value when there is something to write.
    fn write<S: SerializeMap>(&self, key: &'static str, map: &mut S) -> Result<(), S::Error>;

    /// Whether it holds something.
    fn is_present(&self) -> bool;

    /// The field, to be shown or stored.
    fn get(&self) -> FieldRef<'_>;
}

impl<V: Value> Field for Option<V> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        V::read(deserializer)
    }

    fn write<S: SerializeMap>(&self, key: &'static str, map: &mut S) -> Result<(), S::Error> {
        self.as_ref().map_or(Ok(()), |value| map.serialize_entry(key, value))
    }

    fn is_present(&self) -> bool {
        self.is_some()
    }

    fn get(&self) -> FieldRef<'_> {
        self.as_ref().map_or(FieldRef::Absent, Value::get)
    }
}
