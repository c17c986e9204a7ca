//! The rules for the parameters of requests.

use crate::EnumInfo;

/// A rule that a parameter breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// It must be there and not be empty.
    Required,
    /// It must be one of the listed values.
    Listed(&'static EnumInfo),
    /// It must be a whole number.
    WholeNumber,
    /// It must be at least this.
    AtLeast(u64),
    /// It must be at most this.
    AtMost(u64),
    /// It must have at least so many characters.
    AtLeastCharacters(u64),
    /// It must have at most so many characters.
    AtMostCharacters(u64),
}
