//! Objects whose keys come in any case, twice, or from nobody's document.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use crate::{
    Field, FieldRef, FindingKind, ModelInfo, UnknownFields, exact, finding, number, path, room,
};

/// An object of the wire, generated from a spec. [`impl_model!`](crate::impl_model) adds serde,
/// `Debug` and [`Value`](crate::Value) to it.
pub trait Model: Sized + Default + Send + Sync {
    /// What the document says of it.
    const INFO: &'static ModelInfo;

    /// Position in [`ModelInfo::fields`] of the field whose key or alias is exactly `key`.
    fn index_of(key: &str) -> Option<usize>;

    /// Reads the next value of `map` into the field at `index`. Returns whether it takes the place of
    /// another value, as [`read_field`] does.
    fn read<'de, A: MapAccess<'de>>(&mut self, index: usize, map: &mut A)
    -> Result<bool, A::Error>;

    /// Writes the documented fields that hold something.
    fn write<S: SerializeMap>(&self, map: &mut S) -> Result<(), S::Error>;

    /// The field at `index`.
    fn get(&self, index: usize) -> FieldRef<'_>;

    /// Fields that no document names.
    fn unknown_fields(&self) -> &UnknownFields;

    /// Fields that no document names, to be changed.
    fn unknown_fields_mut(&mut self) -> &mut UnknownFields;
}

/// Reads the next value of `map` into `field`. A value that says nothing leaves the field as it is.
/// Returns whether the value takes the place of a different one.
pub fn read_field<'de, A: MapAccess<'de>, F: Field>(
    map: &mut A,
    field: &mut F,
) -> Result<bool, A::Error> {
    let value: F = map.next_value_seed(FieldSeed(PhantomData))?;
    if !field.is_present() {
        *field = value;
        return Ok(false);
    }
    if !value.is_present() {
        return Ok(false);
    }
    let is_other = text_of(field) != text_of(&value);
    *field = value;
    Ok(is_other)
}

fn text_of<F: Field>(field: &F) -> String {
    match field.get() {
        FieldRef::Absent => String::new(),
        FieldRef::Text(text) => text.into_owned(),
        FieldRef::Nested(nested) => nested.to_json(),
    }
}

struct FieldSeed<F>(PhantomData<F>);

impl<'de, F: Field> DeserializeSeed<'de> for FieldSeed<F> {
    type Value = F;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<F, D::Error> {
        F::read(deserializer)
    }
}

/// Reads an object; `null`, `""`, `"{}"` and `"[]"` are read as none.
pub fn read_model<'de, M: Model, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<M>, D::Error> {
    deserializer.deserialize_any(ModelVisitor(PhantomData))
}

struct ModelVisitor<M>(PhantomData<M>);

impl<'de, M: Model> Visitor<'de> for ModelVisitor<M> {
    type Value = Option<M>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "an object ({})", M::INFO.name)
    }

    fn visit_unit<E>(self) -> Result<Option<M>, E> {
        Ok(None)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Option<M>, E> {
        match text.trim() {
            "" | "[]" | "{}" | "null" => Ok(None),
            json if json.starts_with('{') => exact::read_embedded(json, self),
            _ => Err(E::invalid_type(serde::de::Unexpected::Str(text), &self)),
        }
    }

    /// PHP and some Java mappers write an empty object as an empty list.
    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Option<M>, A::Error> {
        match seq.next_element::<serde::de::IgnoredAny>()? {
            None => Ok(None),
            Some(_) => Err(serde::de::Error::invalid_type(serde::de::Unexpected::Seq, &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<M>, A::Error> {
        let mut model = M::default();
        while let Some(key) = map.next_key_seed(KeySeed::<M>(PhantomData))? {
            match key {
                Key::Known(index) => {
                    let wire = M::INFO.fields[index].wire;
                    let before = finding::so_far();
                    let replaces_other =
                        model.read(index, &mut map).map_err(|error| path::in_key(wire, &error))?;
                    if replaces_other {
                        finding::note(FindingKind::RepeatedKey);
                    }
                    for text in number::take_refused() {
                        room::take::<(String, serde_json::Value), _>()?;
                        model.unknown_fields_mut().push(wire, text.into());
                    }
                    finding::prefix(before, || format!(".{wire}"));
                }
                Key::Unknown(key) => model.unknown_fields_mut().read(key, &mut map)?,
            }
        }
        Ok(Some(model))
    }
}

enum Key {
    Known(usize),
    Unknown(String),
}

struct KeySeed<M>(PhantomData<M>);

impl<'de, M: Model> DeserializeSeed<'de> for KeySeed<M> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<M: Model> Visitor<'_> for KeySeed<M> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        if let Some(index) = M::index_of(key) {
            return Ok(Key::Known(index));
        }
        // Lower case is common, blanks around a key are not: the cheap comparison comes first.
        let fields = M::INFO.fields;
        let found = fields
            .iter()
            .position(|field| field.wire.eq_ignore_ascii_case(key))
            .or_else(|| fields.iter().position(|field| field.is_named(key)));
        Ok(found.map_or_else(|| Key::Unknown(key.to_owned()), Key::Known))
    }
}

/// Writes the documented fields, then the unknown ones.
pub fn write_model<M: Model, S: Serializer>(model: &M, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    model.write(&mut map)?;
    for (key, value) in model.unknown_fields().iter() {
        map.serialize_entry(key, value)?;
    }
    map.end()
}

/// A method that sets a field from what can be turned into its value. Belongs into an `impl` block.
#[macro_export]
macro_rules! with_value {
    ($with:ident, $field:ident: $value:ty) => {
        #[doc = ::core::concat!("With `", ::core::stringify!($field), "`.")]
        #[must_use]
        pub fn $with(mut self, $field: impl ::core::convert::Into<$value>) -> Self {
            self.$field = ::core::option::Option::Some(::core::convert::Into::into($field));
            self
        }
    };
}

/// A method that sets a field that holds a number. Belongs into an `impl` block.
#[macro_export]
macro_rules! with_number {
    ($with:ident, $field:ident) => {
        #[doc = ::core::concat!("With `", ::core::stringify!($field), "`.")]
        #[must_use]
        pub fn $with(mut self, $field: u64) -> Self {
            self.$field = ::core::option::Option::Some($field);
            self
        }
    };
}

/// A method that sets a field that holds a list. Belongs into an `impl` block.
#[macro_export]
macro_rules! with_list {
    ($with:ident, $field:ident: $item:ty) => {
        #[doc = ::core::concat!("With `", ::core::stringify!($field), "`.")]
        #[must_use]
        pub fn $with(mut self, $field: ::std::vec::Vec<$item>) -> Self {
            self.$field = $field;
            self
        }
    };
}

/// Adds serde, `Debug` (sensitive fields hidden) and [`Value`](crate::Value) to a [`Model`].
#[macro_export]
macro_rules! impl_model {
    ($model:ty) => {
        impl<'de> $crate::__private::serde::Deserialize<'de> for $model {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::core::result::Result::map(
                    $crate::read_model(deserializer),
                    ::core::option::Option::unwrap_or_default,
                )
            }
        }

        impl $crate::__private::serde::Serialize for $model {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::write_model(self, serializer)
            }
        }

        impl $crate::Value for $model {
            fn read<'de, D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                $crate::read_model(deserializer)
            }

            fn get(&self) -> $crate::FieldRef<'_> {
                $crate::FieldRef::Nested(self)
            }
        }

        impl $crate::Nested for $model {
            fn broken_rule(
                &self,
            ) -> ::core::option::Option<(&'static $crate::FieldInfo, $crate::Rule)> {
                $crate::__private::broken_rule(self)
            }

            fn to_json(&self) -> ::std::string::String {
                $crate::__private::to_json(self)
            }

            fn add_unlisted(&self, path: &str, found: &mut ::std::vec::Vec<$crate::Unlisted>) {
                $crate::__private::add_unlisted(self, path, found);
            }
        }

        impl $model {
            /// Every value and every field in it, and in what is nested in it, that its document
            /// does not list.
            pub fn unlisted(&self) -> ::std::vec::Vec<$crate::Unlisted> {
                let mut found = ::std::vec::Vec::new();
                $crate::__private::add_unlisted(self, "", &mut found);
                found
            }
        }

        impl ::core::fmt::Debug for $model {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::debug_model(self, f)
            }
        }
    };
}
