//! Counters, which the documents print as strings.

/// A counter as it was sent, with a checked number on demand.
///
/// ```
/// let total = wire::Count::from(1480);
/// assert_eq!(total.get(), Some(1480));
/// for text in [" 1480 ", "01480", "1480.0", "1.48E+3", "148.0e1"] {
///     assert_eq!(wire::Count::from(text).get(), Some(1480), "{text}");
/// }
/// for text in ["1,480", "1480.5", "-1", "1e99", "", "1e-1"] {
///     assert_eq!(wire::Count::from(text).get(), None, "{text}");
/// }
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Count(String);

impl Count {
    /// The number, when the text is one: decimal digits, with blanks around
    /// them, zeros as decimals and a positive exponent allowed.
    pub fn get(&self) -> Option<u64> {
        crate::number::whole_number(&self.0)
    }
}

impl From<u64> for Count {
    fn from(number: u64) -> Self {
        Self(number.to_string())
    }
}

crate::text_value!(Count);
