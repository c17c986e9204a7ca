//! What a source lists, and how far a pass over it has come.

use std::fmt;

use udid_types::{Period, VersionOrder};

use crate::Origin;

/// What a source lists. Its text is its name in a database.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Listing {
    /// The records of a day or a month.
    Period(Period),
}

impl Listing {
    /// Where its records come from.
    pub fn origin(&self) -> Origin {
        match self {
            Self::Period(_) => Origin::Api,
        }
    }
}

impl fmt::Display for Listing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Period(period) => period.fmt(f),
        }
    }
}

impl From<Period> for Listing {
    fn from(period: Period) -> Self {
        Self::Period(period)
    }
}

/// Position of a batch in its source, from 1: a page of the API, a member of a release.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassState {
    /// The pass.
    pub pass: Pass,
    /// The batch at which a run continues.
    pub cursor: Cursor,
    /// Total stated with the batch that was stored last.
    pub total: Option<u64>,
    /// Records of the listing that are stored.
    pub records: u64,
    /// Whether the listing is complete.
    pub is_complete: bool,
}

impl PassState {
    /// A pass that has stored nothing.
    pub fn new(pass: Pass) -> Self {
        Self { pass, cursor: Cursor::START, total: None, records: 0, is_complete: false }
    }
}

/// A row of a listing that is stored, as a source recognizes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedRow {
    /// Its key in the listing ([`listing_key`](crate::listing_key)).
    pub key: String,
    /// Its place among the versions of its record.
    pub order: VersionOrder,
}

impl ListedRow {
    /// A row.
    pub fn new(key: String, order: VersionOrder) -> Self {
        Self { key, order }
    }
}
