//! The rules for the parameters of requests.

use std::fmt;

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
    /// It must be what its type says, such as `true or false`.
    Kind(&'static str),
    /// It must be at least this.
    AtLeast(u64),
    /// It must be at most this.
    AtMost(u64),
    /// It must have at least so many characters.
    AtLeastCharacters(u64),
    /// It must have at most so many characters.
    AtMostCharacters(u64),
    /// The file must have at most so many bytes.
    AtMostBytes(u64),
    /// The file must be of one of these formats.
    Format(&'static [&'static str]),
    /// A rule between this parameter and others.
    Constraint(&'static str),
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => f.write_str("is required and must not be empty"),
            Self::Listed(values) => {
                write!(f, "must be one of")?;
                values
                    .values
                    .iter()
                    .try_for_each(|value| write!(f, " {} ({})", value.wire, value.zh))
            }
            Self::WholeNumber => f.write_str("must be a whole number"),
            Self::Kind(expected) => write!(f, "must be {expected}"),
            Self::AtLeast(least) => write!(f, "must be at least {least}"),
            Self::AtMost(most) => write!(f, "must be at most {most}"),
            Self::AtLeastCharacters(least) => write!(f, "must have at least {least} characters"),
            Self::AtMostCharacters(most) => write!(f, "must have at most {most} characters"),
            Self::AtMostBytes(most) if most % MEBIBYTE == 0 => {
                write!(f, "must have at most {} MiB", most / MEBIBYTE)
            }
            Self::AtMostBytes(most) => write!(f, "must have at most {most} bytes"),
            Self::Format(formats) => write!(f, "must be a file of one of {}", formats.join(" ")),
            Self::Constraint(text) => write!(f, "breaks a rule: {text}"),
        }
    }
}

const MEBIBYTE: u64 = 1024 * 1024;
