//! What a source lists, and what is stored of it.

use std::fmt;

use udid_types::Period;

use crate::{Origin, ReleaseName};

/// What a source lists. Its text is its name in a database.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Listing {
    /// The records of a day or a month, through the API.
    Period(Period),
    /// An official release file.
    Release(ReleaseName),
    /// A file of the same form without a name that says what it covers.
    File(String),
}

impl Listing {
    /// Where its records come from.
    pub fn origin(&self) -> Origin {
        match self {
            Self::Period(_) => Origin::Api,
            Self::Release(_) | Self::File(_) => Origin::Release,
        }
    }

    /// When it stops to change, in milliseconds since 1970: the end of its last day in Beijing. A file
    /// without a date holds for no time.
    pub fn closes_at(&self) -> i64 {
        match self {
            Self::Period(period) => period.end_in_beijing(),
            Self::Release(release) => release.as_of(),
            Self::File(_) => 0,
        }
    }
}

impl Listing {
    /// The listing of a name in a database.
    pub fn from_name(name: &str) -> Self {
        let release = || {
            let (kind, dates) = name.split_once(" release ")?;
            ReleaseName::from_parts(kind, dates)
        };
        if let Ok(period) = name.parse() {
            Self::Period(period)
        } else if let Some(release) = release() {
            Self::Release(release)
        } else {
            Self::File(name.strip_prefix("file ").unwrap_or(name).to_owned())
        }
    }
}

impl fmt::Display for Listing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Period(period) => period.fmt(f),
            Self::Release(release) => release.fmt(f),
            Self::File(name) => write!(f, "file {name}"),
        }
    }
}

impl From<ReleaseName> for Listing {
    fn from(release: ReleaseName) -> Self {
        Self::Release(release)
    }
}

impl From<Period> for Listing {
    fn from(period: Period) -> Self {
        Self::Period(period)
    }
}

/// Position of a batch in its source, from 1: a page of the API, a batch of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor(pub u64);

impl Cursor {
    /// The first batch.
    pub const START: Self = Self(1);
}

/// A pass over a listing: its number in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pass(pub i64);

/// How far a pass has come.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassState {
    /// The pass.
    pub pass: Pass,
    /// The batch at which a run continues.
    pub cursor: Cursor,
    /// Total that it saw first.
    pub total: Option<u64>,
    /// Different rows of the listing that it has stored.
    pub rows: u64,
    /// Hash of the release file that it reads.
    pub archive: Option<String>,
}

impl PassState {
    /// A pass that has stored nothing.
    pub fn new(pass: Pass) -> Self {
        Self { pass, cursor: Cursor::START, total: None, rows: 0, archive: None }
    }
}

/// What is stored of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListingState {
    /// The copy that counts: the last pass that ended well, or the same way twice.
    pub copy: Option<StoredCopy>,
    /// The newest pass that was broken off, or that ended with something missing.
    pub unfinished: Option<PassState>,
}

/// A copy of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredCopy {
    /// Different rows: records, each version by itself.
    pub rows: u64,
    /// The time for which it holds, in milliseconds since 1970.
    pub as_of: i64,
    /// Whether the listing had closed by then: the copy is final.
    pub is_closed: bool,
    /// What is wrong with it, if two passes ended with the same rows and this reason.
    pub dispute: Option<String>,
}

impl StoredCopy {
    /// A copy without dispute.
    pub fn new(rows: u64, as_of: i64, is_closed: bool) -> Self {
        Self { rows, as_of, is_closed, dispute: None }
    }
}

/// A record whose rows cannot be told apart by the listing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AmbiguousRecord {
    /// `deviceRecordKey`.
    pub key: String,
    /// Its primary DI (`ZXXSDYCPBS`), if it has one.
    pub primary_di: Option<String>,
}

impl AmbiguousRecord {
    /// A record.
    pub fn new(key: String, primary_di: Option<String>) -> Self {
        Self { key, primary_di }
    }
}
