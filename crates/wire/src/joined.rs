//! Several values in one string, separated by commas: `1,2,3`.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::exact::Reading;
use crate::{FieldRef, OpenEnum, Value, text};

/// Something that stands between the commas: a text, or a value of an [`OpenEnum`].
pub trait Part: Sized {
    /// Reads one part, blanks around it taken off.
    fn from_part(part: &str) -> Self;

    /// What stands between the commas.
    fn as_part(&self) -> &str;
}

impl Part for String {
    fn from_part(part: &str) -> Self {
        part.to_owned()
    }

    fn as_part(&self) -> &str {
        self
    }
}

impl<T: OpenEnum> Part for T {
    fn from_part(part: &str) -> Self {
        T::from_wire(Cow::Borrowed(part))
    }

    fn as_part(&self) -> &str {
        OpenEnum::as_str(self)
    }
}

/// A list in one string. Kept as it was sent, so that nothing is lost; typed when it is read.
///
/// ```
/// let numbers: wire::Joined<String> = "国械注准20193140123, 国械注准20193140124".into();
/// assert_eq!(numbers.to_vec(), ["国械注准20193140123", "国械注准20193140124"]);
/// assert_eq!(numbers.as_str(), "国械注准20193140123, 国械注准20193140124");
///
/// let built: wire::Joined<String> = ["a", "b"].map(String::from).into_iter().collect();
/// assert_eq!(built.as_str(), "a,b");
/// ```
pub struct Joined<T> {
    text: String,
    part: PhantomData<fn() -> T>,
}

impl<T: Part> Joined<T> {
    /// The parts that are not empty. The documents ask for an English comma; a Chinese one
    /// separates as well.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        let parts = self.text.split([',', '，']).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(T::from_part)
    }

    /// The parts as a list.
    pub fn to_vec(&self) -> Vec<T> {
        self.iter().collect()
    }
}

impl<T> Joined<T> {
    /// The text as it was sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T> From<String> for Joined<T> {
    fn from(text: String) -> Self {
        Self { text, part: PhantomData }
    }
}

impl<T> From<&str> for Joined<T> {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl<T: Part> FromIterator<T> for Joined<T> {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Self {
        let mut text = String::new();
        for part in parts {
            if !text.is_empty() {
                text.push(',');
            }
            text.push_str(part.as_part());
        }
        Self::from(text)
    }
}

impl<T> Clone for Joined<T> {
    fn clone(&self) -> Self {
        Self::from(self.text.clone())
    }
}

impl<T> Default for Joined<T> {
    fn default() -> Self {
        Self::from(String::new())
    }
}

impl<T> PartialEq for Joined<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Joined<T> {}

impl<T> fmt::Debug for Joined<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<T> Serialize for Joined<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, T> Deserialize<'de> for Joined<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Self as Value>::read(deserializer).map(Option::unwrap_or_default)
    }
}

impl<T> Value for Joined<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        text::read_scalar(deserializer, Reading::Text, |text| Self::from(text.into_owned()))
    }

    fn get(&self) -> FieldRef<'_> {
        FieldRef::Text(Cow::Borrowed(&self.text))
    }
}
