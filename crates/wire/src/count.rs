//! Counters, which the documents print as strings.

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
        crate::text::whole_number(&self.0)
    }
}

impl From<u64> for Count {
    fn from(number: u64) -> Self {
        Self(number.to_string())
    }
}

crate::text_value!(Count);
