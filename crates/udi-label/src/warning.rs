//! What is odd about a label that could be read.

use std::fmt;
use std::ops::Range;

/// Something about a reading that its user should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub(crate) kind: WarningKind,
    pub(crate) place: Range<usize>,
    pub(crate) message: String,
}

/// The kind of a [`Warning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WarningKind {
    /// A date without a day was read as the last day of its month.
    DayNotGiven,
    /// An element requires another that is not in the text: it may be in a second code on the item.
    MissingCompanion,
    /// Two elements contradict each other.
    ExcludedCompanion,
    /// An advisory check digit is wrong (MA).
    WrongCheckDigit,
    /// Capital letters were expected.
    LowerCase,
    /// Characters were read as the keys behind which an input method produced them.
    InputMethod,
    /// A value may hold the elements after it, because a separator got lost; see the candidates.
    PossiblyMissingSeparator,
    /// A production part or a field whose meaning is not known, or whose text is not what the meaning
    /// asks for; it is kept as text.
    UnknownPart,
    /// The agency is recognized, its text is not parsed.
    NotParsed,
    /// The symbology identifier does not announce GS1 data.
    UnexpectedSymbology,
    /// A part is longer than its agency allows.
    UnusualLength,
}

impl Warning {
    /// Its kind.
    pub fn kind(&self) -> WarningKind {
        self.kind
    }

    /// The place in the input, in bytes.
    pub fn place(&self) -> Range<usize> {
        self.place.clone()
    }

    /// What is odd, in English.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
