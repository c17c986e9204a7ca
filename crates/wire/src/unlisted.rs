//! What a reply holds that its document does not list.

use std::fmt;

/// A value or a field of a model that its document does not list. It may be new, or a slip of the
/// service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unlisted {
    /// JSON path, like `.deviceInfo[3].CPLX`.
    pub path: String,
    /// What is there: an unlisted value as it was sent, an unknown field as JSON.
    pub value: String,
    /// Whether the field itself is unknown, not its value.
    pub is_field: bool,
    /// What the document says that is there, such as `a whole number`, where the value is something
    /// else.
    pub expected: Option<&'static str>,
}

impl fmt::Display for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, value, is_field, expected } = self;
        if let Some(expected) = expected {
            write!(f, "{path}: not {expected}: {value}")
        } else if *is_field {
            write!(f, "{path}: unknown field, holds {value}")
        } else {
            write!(f, "{path}: unlisted value {value:?}")
        }
    }
}
