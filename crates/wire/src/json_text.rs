//! An object that travels as JSON text in one parameter.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{FieldRef, Model, Nested, Value, field, read_model};

/// A model that is sent as its JSON text. Read from the text, or from an object.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct JsonText<M>(pub M);

impl<M> Deref for JsonText<M> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.0
    }
}

impl<M> From<M> for JsonText<M> {
    fn from(model: M) -> Self {
        Self(model)
    }
}

impl<M: fmt::Debug> fmt::Debug for JsonText<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<M: Serialize> Serialize for JsonText<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&field::to_json(&self.0))
    }
}

impl<'de, M: Model> Deserialize<'de> for JsonText<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_model(deserializer).map(|model| Self(model.unwrap_or_default()))
    }
}

impl<M: Model + Nested + Serialize> Value for JsonText<M> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        // An object without fields is none, as its text is.
        read_model(deserializer).map(|model| model.filter(holds_something).map(Self))
    }

    fn get(&self) -> FieldRef<'_> {
        FieldRef::Nested(&self.0)
    }
}

fn holds_something<M: Model>(model: &M) -> bool {
    let is_there = |index| !matches!(model.get(index), FieldRef::Absent);
    !model.unknown_fields().is_empty() || (0..M::INFO.fields.len()).any(is_there)
}
