//! Scalars: text, read from a string, a number or a truth value.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value as Json};

use crate::exact::Reading;
use crate::{FieldRef, FindingKind, Value, exact, finding};

/// Reads any scalar as text and hands it to `take`, without copying where it need not.
pub(crate) fn read_scalar<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    reading: Reading,
    take: impl FnOnce(Cow<'_, str>) -> T,
) -> Result<Option<T>, D::Error> {
    read_expected(deserializer, reading, SCALAR, take)
}

/// The same, with the words for what is expected where there is no scalar.
pub(crate) fn read_expected<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    reading: Reading,
    expected: &'static str,
    take: impl FnOnce(Cow<'_, str>) -> T,
) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_any(ScalarVisitor { take, reading, expected })
}

/// What is expected of a text.
pub(crate) const SCALAR: &str = "a string or a number";

struct ScalarVisitor<F> {
    take: F,
    reading: Reading,
    expected: &'static str,
}

impl<T, F: FnOnce(Cow<'_, str>) -> T> Visitor<'_> for ScalarVisitor<F> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<T>, E> {
        Ok(Some((self.take)(Cow::Borrowed(text))))
    }

    fn visit_string<E>(self, text: String) -> Result<Option<T>, E> {
        Ok(Some((self.take)(Cow::Owned(text))))
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Option<T>, E> {
        Ok(Some((self.take)(Cow::Borrowed(if value { "true" } else { "false" }))))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Option<T>, E> {
        Ok(Some((self.take)(Cow::Owned(value.to_string()))))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Option<T>, E> {
        Ok(Some((self.take)(Cow::Owned(value.to_string()))))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Option<T>, E> {
        exact::take_float(value, self.reading)?;
        // As JSON writes it: `1.0`, not `1`.
        let text =
            Number::from_f64(value).map_or_else(|| value.to_string(), |json| json.to_string());
        Ok(Some((self.take)(Cow::Owned(text))))
    }
}

/// Reads a text, and whatever else may be sent where one belongs.
struct TextVisitor;

/// Passes the scalars on.
macro_rules! scalar {
    ($($visit:ident: $ty:ty),*) => {$(
        fn $visit<E: Error>(self, value: $ty) -> Result<Option<String>, E> {
            ScalarVisitor { take: |text: Cow<'_, str>| text.into_owned(), reading: Reading::Text, expected: SCALAR }.$visit(value)
        }
    )*};
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string or a number")
    }

    scalar!(visit_str: &str, visit_string: String, visit_bool: bool, visit_i64: i64, visit_u64: u64);
    scalar!(visit_f64: f64);

    fn visit_unit<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Option<String>, A::Error> {
        exact::ValueSeed.visit_seq(seq).map(nested_text)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<String>, A::Error> {
        exact::ValueSeed.visit_map(map).map(nested_text)
    }
}

/// The only text of a list, or the JSON of what is sent in place of a text: a message that is an
/// object must not make a failure of a success.
fn nested_text(value: Json) -> Option<String> {
    let text = match value {
        Json::Array(mut list) if list.len() <= 1 => match list.pop()? {
            Json::Null => return None,
            Json::String(text) => text,
            other => other.to_string(),
        },
        Json::Object(object) if object.is_empty() => return None,
        other => other.to_string(),
    };
    finding::note(FindingKind::NestedText);
    Some(text)
}

impl Value for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }

    fn get(&self) -> FieldRef<'_> {
        FieldRef::Text(Cow::Borrowed(self))
    }
}

/// Makes a newtype over `String` an identifier as [`text_value`](crate::text_value) does, for identifiers
/// that are whole numbers: written as a number where it is one.
///
/// ```
/// #[derive(Default, PartialEq)]
/// pub struct RegionId(String);
///
/// wire::number_value!(RegionId);
///
/// let region: RegionId = serde_json::from_str("\"110105\"").unwrap();
/// assert_eq!(region, RegionId::from(110_105));
/// assert_eq!(region.number(), Some(110_105));
/// assert_eq!(serde_json::to_string(&region).unwrap(), "110105");
/// assert_eq!(RegionId::from("no number").number(), None);
/// ```
#[macro_export]
macro_rules! number_value {
    ($name:ident) => {
        $crate::text_value!(@identifier $name);

        impl $name {
            /// The number, if the text is one.
            pub fn number(&self) -> ::core::option::Option<u64> {
                $crate::Count::from(self.0.as_str()).get()
            }
        }

        impl ::core::convert::From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(::std::string::ToString::to_string(&number))
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self.0.parse::<u64>() {
                    ::core::result::Result::Ok(number) => serializer.serialize_u64(number),
                    ::core::result::Result::Err(_) => serializer.serialize_str(&self.0),
                }
            }
        }
    };
}

/// Makes a newtype over `String` an identifier: a text with a type of its own, read from a string or a
/// number without loss.
///
/// ```
/// #[derive(Default, PartialEq)]
/// pub struct UnitId(String);
///
/// wire::text_value!(UnitId);
///
/// let unit: UnitId = serde_json::from_str("10030000000000001923").unwrap();
/// assert_eq!(unit, UnitId::from("10030000000000001923"));
/// ```
#[macro_export]
macro_rules! text_value {
    ($name:ident) => {
        $crate::text_value!(@identifier $name);

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
    (@identifier $name:ident) => {
        impl $name {
            /// The text as it was sent.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(::std::borrow::ToOwned::to_owned(text))
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::core::result::Result::map(
                    <Self as $crate::Value>::read(deserializer),
                    ::core::option::Option::unwrap_or_default,
                )
            }
        }

        impl $crate::Value for $name {
            fn read<'de, D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                ::core::result::Result::map(
                    <::std::string::String as $crate::Value>::read(deserializer),
                    |text| ::core::option::Option::map(text, Self),
                )
            }

            fn get(&self) -> $crate::FieldRef<'_> {
                $crate::FieldRef::Text(::std::borrow::Cow::Borrowed(&self.0))
            }
        }
    };
}
