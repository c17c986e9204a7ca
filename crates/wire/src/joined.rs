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
/// for part in &built {
///     assert_eq!(part.len(), 1);
/// }
/// ```
pub struct Joined<T> {
    text: String,
    part: PhantomData<fn() -> T>,
}

impl<T: Part> Joined<T> {
    /// The parts that are not empty. The documents ask for an English comma; a Chinese one
    /// separates as well.
    pub fn iter(&self) -> Parts<'_, T> {
        Parts { rest: &self.text, part: PhantomData }
    }

    /// The parts as a list.
    pub fn to_vec(&self) -> Vec<T> {
        self.iter().collect()
    }
}

/// The parts of a [`Joined`] list.
#[derive(Clone, Debug)]
pub struct Parts<'a, T> {
    rest: &'a str,
    part: PhantomData<fn() -> T>,
}

impl<T: Part> Iterator for Parts<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        while !self.rest.is_empty() {
            let (part, rest) = self.rest.split_once([',', '，']).unwrap_or((self.rest, ""));
            self.rest = rest;
            let part = part.trim();
            if !part.is_empty() {
                return Some(T::from_part(part));
            }
        }
        None
    }
}

impl<'a, T: Part> IntoIterator for &'a Joined<T> {
    type Item = T;
    type IntoIter = Parts<'a, T>;

    fn into_iter(self) -> Parts<'a, T> {
        self.iter()
    }
}

impl<T> fmt::Display for Joined<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> std::str::FromStr for Joined<T> {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
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
