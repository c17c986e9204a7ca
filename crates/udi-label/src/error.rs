//! Why a text could not be read.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::agency::Agency;
use crate::draft::{Fault, FaultParts};
use crate::error_kind::ErrorKind;
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

    /// The folded text and the year that it was read in.
    pub(crate) fn source_and_year(&self) -> (&Arc<Source>, u16) {
        (&self.0.source, self.0.this_year)
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
