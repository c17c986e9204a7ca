//! Counters, which the documents print as strings.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{FieldRef, Value, text};

/// A counter as it was sent, with a checked number on demand.
///
/// ```
/// let total = wire::Count::from(1480);
/// assert_eq!(total.get(), Some(1480));
/// assert_eq!(wire::Count::from("1,480").get(), None);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Count(String);

impl Count {
    /// The number, when the text is one: decimal digits, blanks around them and `.0` allowed.
    pub fn get(&self) -> Option<u64> {
        text::whole_number(&self.0)
    }

    /// The text as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<u64> for Count {
    fn from(number: u64) -> Self {
        Self(number.to_string())
    }
}

impl From<&str> for Count {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text::text_value!(Count);
