//! Why a text could not be read.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::agency::Agency;
use crate::candidates::{self, Candidates, LabelPromise};
use crate::draft::{Fault, FaultParts};
use crate::source::Source;
use crate::span::excerpt;

/// Why a text could not be read strictly, and where.
///
/// It keeps the scanned text. [`candidates`](Self::candidates) searches for readings that the text
/// would have if separators got lost on the way.
///
/// ```
/// let error = udi_label::scan("(01)06932992100754").unwrap_err();
/// assert_eq!(error.place(), 17..18);
/// assert_eq!(
///     error.to_string(),
///     "cannot read \"4\" at byte 17: (01) has check digit 4, computed 5"
/// );
/// ```
#[derive(Clone)]
pub struct ScanError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    source: Arc<Source>,
    this_year: u16,
    kind: ErrorKind,
    agency: Option<Agency>,
    place: Range<usize>,
    reason: String,
}

/// The kind of a [`ScanError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is empty.
    Empty,
    /// The text is longer than [`MAX_LENGTH`](crate::MAX_LENGTH).
    TextTooLong,
    /// The text is not a label of any agency: it may be a lot number scanned alone.
    NotALabel,
    /// The text reads as element strings, but without a device identifier, a symbology identifier, a
    /// separator or brackets there is no sign that it is meant so.
    NoDeviceIdentifier,
    /// There is no such application identifier, or it may not be used here.
    UnknownIdentifier,
    /// A value goes on after its greatest length: no separator follows it.
    MissingSeparator,
    /// A value ends too early.
    TooShort,
    /// A value is too long.
    TooLong,
    /// A character is not one of those allowed here.
    InvalidCharacter,
    /// A check digit, check character or check character pair is wrong.
    WrongCheckDigit,
    /// There is no such date.
    InvalidDate,
    /// A value breaks another rule of its agency.
    InvalidValue,
    /// An element is there twice, with different values.
    Repeated,
    /// A part is missing, or is not one that the agency knows.
    Malformed,
    /// A compressed GS1 Digital Link address.
    CompressedLink,
    /// An address that holds no code of a device.
    NoCodeInAddress,
    /// A code of an agency or kind that does not identify medical devices, or is not supported.
    Unsupported,
}

impl ScanError {
    pub(crate) fn new(source: Arc<Source>, this_year: u16, fault: Fault) -> Self {
        let FaultParts { kind, agency, span, reason } = *fault.0;
        let place = source.place(span);
        Self(Box::new(Inner { source, this_year, kind, agency, place, reason }))
    }

    /// Its kind.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The text as it was scanned.
    pub fn input(&self) -> &str {
        self.0.source.input()
    }

    /// The place in the input, in bytes. Inside an address it is a place of the code in it.
    pub fn place(&self) -> Range<usize> {
        self.0.place.clone()
    }

    /// What is wrong there, in English.
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The agency whose text it seems to be.
    pub fn agency(&self) -> Option<Agency> {
        self.0.agency
    }

    /// Every reading of the text in which all parts are valid, if separators are assumed to be lost
    /// or replaced by `|`, `_`, `^` or blanks; the best ones first. None of them is *the* reading:
    /// show them to a person, or use [`candidates_given`](Self::candidates_given).
    pub fn candidates(&self) -> Candidates {
        self.candidates_given(LabelPromise::default())
    }

    /// The same, given which production identifiers are on the label according to the register:
    /// contradicting candidates are left out if one agrees, and usually one is left.
    pub fn candidates_given(&self, promise: LabelPromise) -> Candidates {
        candidates::search(&self.0.source, self.0.this_year, promise)
    }
}

impl fmt::Display for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { source, place, reason, .. } = &*self.0;
        let excerpt = excerpt(source.input().get(place.clone()).unwrap_or_default());
        write!(f, "cannot read \"{excerpt}\" at byte {}: {reason}", place.start)
    }
}

impl fmt::Debug for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScanError")
            .field("input", &self.input())
            .field("kind", &self.kind())
            .field("place", &self.place())
            .field("reason", &self.reason())
            .finish_non_exhaustive()
    }
}

impl PartialEq for ScanError {
    fn eq(&self, other: &Self) -> bool {
        let parts = |error: &Self| (error.kind(), error.place(), error.0.agency);
        self.input() == other.input() && parts(self) == parts(other)
    }
}

impl Eq for ScanError {}

impl std::error::Error for ScanError {}
