//! Lists of values that may grow: a value that no document names is kept, not refused.

use std::borrow::Cow;
use std::fmt;

use serde::de::Deserializer;
use serde::ser::Serializer;

use crate::exact::Reading;
use crate::{EnumInfo, EnumValue, FieldRef, number, text};

/// An enum with the documented values and room for others, generated from a spec.
pub trait OpenEnum: Sized {
    /// What the document says of it.
    const INFO: &'static EnumInfo;

    /// Whether it is sent as a JSON number.
    const IS_NUMBER: bool;

    /// The variant of a value, of one of its aliases, or the unknown one.
    fn from_wire(value: Cow<'_, str>) -> Self;

    /// The value on the wire.
    fn as_str(&self) -> &str;

    /// Position in [`EnumInfo::values`], if the value is documented.
    fn index(&self) -> Option<usize>;
}

/// A value that no document names. Opaque, so that code which matches on it keeps compiling when
/// the value gets a variant of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownValue(String);

impl UnknownValue {
    /// Keeps a value that no document names.
    pub fn new(value: Cow<'_, str>) -> Self {
        Self(value.into_owned())
    }

    /// The value as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The error of a strict parse: a value that the document does not list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnlistedValue {
    /// The enum.
    pub of: &'static EnumInfo,
    /// The value that it does not list.
    pub value: String,
}

impl PartialEq for EnumInfo {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for EnumInfo {}

impl fmt::Display for UnlistedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is not a value of {} ({}); listed are",
            self.value, self.of.name, self.of.zh
        )?;
        for value in self.of.values {
            write!(f, " {} {}", value.wire, value.zh)?;
        }
        Ok(())
    }
}

impl std::error::Error for UnlistedValue {}

/// Reads a value of an open enum; `""` is none.
#[doc(hidden)]
pub fn read_enum<'de, T: OpenEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let read = text::read_scalar(deserializer, Reading::Number, |value| {
        (!value.is_empty()).then(|| leniently(&value))
    })?;
    Ok(read.flatten())
}

/// The variant of a value that was sent with blanks around it, or of a number in another form (`01`,
/// `1.0`). A value that is not listed in any form is kept as it was sent.
fn leniently<T: OpenEnum>(value: &str) -> T {
    let exact = T::from_wire(Cow::Borrowed(value));
    if exact.index().is_some() {
        return exact;
    }
    let trimmed = value.trim();
    let number = number::whole_number(trimmed).map(|number| number.to_string());
    let others = [Some(trimmed.to_owned()), number].into_iter().flatten();
    let listed = others.map(|other| T::from_wire(Cow::Owned(other)));
    listed.into_iter().find(|value| value.index().is_some()).unwrap_or(exact)
}

/// Writes a value of an open enum as its list wants it.
#[doc(hidden)]
pub fn write_enum<T: OpenEnum, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let text = value.as_str();
    match text.parse::<i64>() {
        // `007` would come back as 7.
        Ok(number) if T::IS_NUMBER && number.to_string() == text => {
            serializer.serialize_i64(number)
        }
        _ => serializer.serialize_str(text),
    }
}

/// The variant of a listed value, or the error that lists them all.
#[doc(hidden)]
pub fn parse_listed<T: OpenEnum>(text: &str) -> Result<T, UnlistedValue> {
    let value = T::from_wire(Cow::Borrowed(text));
    if value.index().is_some() {
        return Ok(value);
    }
    Err(UnlistedValue { of: T::INFO, value: text.to_owned() })
}

/// The listed value of a variant.
#[doc(hidden)]
pub fn listed<T: OpenEnum>(value: &T) -> Option<&'static EnumValue> {
    T::INFO.values.get(value.index()?)
}

/// Prints what a person reads.
#[doc(hidden)]
pub fn display_enum<T: OpenEnum>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let text = match listed(value) {
        None => value.as_str(),
        Some(listed) if f.alternate() => listed.zh,
        Some(listed) => listed.en,
    };
    f.pad(text)
}

/// The view of an enum as a field.
#[doc(hidden)]
pub fn get_enum<T: OpenEnum>(value: &T) -> FieldRef<'_> {
    FieldRef::Text(Cow::Borrowed(value.as_str()))
}

/// Adds serde, parsing, printing and [`Value`](crate::Value) to an [`OpenEnum`].
#[macro_export]
macro_rules! impl_open_enum {
    ($name:ident) => {
        impl $name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                $crate::OpenEnum::as_str(self)
            }

            /// The value's Chinese text in the document; none for an unlisted value.
            pub fn zh(&self) -> ::core::option::Option<&'static str> {
                $crate::__private::listed(self).map(|value| value.zh)
            }

            /// The value's English text; none for an unlisted value.
            pub fn en(&self) -> ::core::option::Option<&'static str> {
                $crate::__private::listed(self).map(|value| value.en)
            }
        }

        /// Reads a value that the document lists, on the wire or in words; the error says what is
        /// listed. `From<&str>` keeps any other value as well.
        impl ::core::str::FromStr for $name {
            type Err = $crate::UnlistedValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::UnlistedValue> {
                $crate::__private::parse_listed(text)
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                $crate::OpenEnum::from_wire(::std::borrow::Cow::Borrowed(value))
            }
        }

        /// The English text; an unlisted value as it was sent. `{:#}` is the Chinese text.
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::display_enum(self, f)
            }
        }

        impl $crate::Value for $name {
            fn read<'de, D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                $crate::__private::read_enum(deserializer)
            }

            fn get(&self) -> $crate::FieldRef<'_> {
                $crate::__private::get_enum(self)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::write_enum(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let read: ::core::option::Option<Self> =
                    $crate::__private::read_enum(deserializer)?;
                ::core::option::Option::ok_or_else(read, || {
                    $crate::__private::serde::de::Error::custom("a value was expected, not null")
                })
            }
        }
    };
}
