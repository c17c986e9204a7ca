//! When a copy of a listing is complete: the one invariant, which each store checks in the transaction
//! that says so.

use std::fmt;

/// Time after which a second pass that saw neither rows nor a total makes an empty listing.
const EMPTY_AFTER: i64 = 60 * 60 * 1000;

/// What a database holds of a pass that was read to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassFacts {
    /// Different rows of the listing that are stored.
    pub rows: u64,
    /// The total that the source stated.
    pub total: Option<u64>,
    /// Whether the total, or the first page, changed while it was read.
    pub has_moved: bool,
    /// Batches that could not be read, as numbers with commas.
    pub unreadable: String,
    /// Records in several versions whose rows could not be told apart.
    pub unsettled: u64,
    /// Packages, storage conditions and sizes that belong to no device.
    pub orphans: u64,
    /// The time for which the pass holds, in milliseconds since 1970.
    pub as_of: i64,
    /// Whether rows of the listing were stored before.
    pub had_rows: bool,
    /// When an earlier pass saw neither rows nor a total.
    pub empty_since: Option<i64>,
}

/// Why a copy of a listing is not complete.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shortfall {
    /// The source was not read to its end.
    NotEnded,
    /// The source states no total.
    NoTotal,
    /// The listing changed while it was read.
    Moved,
    /// The source counts other rows than it gave.
    Rows {
        /// The total that it states.
        stated: u64,
        /// The rows that are stored.
        stored: u64,
    },
    /// Batches could not be read: their numbers.
    Unreadable(String),
    /// Records in several versions whose rows could not be told apart: how many.
    Unsettled(u64),
    /// Packages, storage conditions and sizes that belong to no device: how many.
    Orphans(u64),
    /// Members of a release are not complete.
    Members {
        /// How many.
        members: u64,
        /// The first of them, and what is wrong with it.
        first: String,
    },
    /// The name of a release file does not say what it covers.
    Undated,
}

/// What a pass that was read to its end amounts to.
///
/// It is complete when it saw one unchanged total, as many different rows are stored, and each row
/// belongs to a device. No evidence, no completeness: without a total nothing is complete, and a total
/// of 0 for a listing with stored rows counts as none.
///
/// # Errors
/// The first reason why it is not complete.
pub fn judge(pass: &PassFacts) -> Result<(), Shortfall> {
    let has_rows = pass.rows > 0 || pass.had_rows;
    let total = pass.total.filter(|total| *total > 0 || !has_rows);
    if !pass.unreadable.is_empty() {
        return Err(Shortfall::Unreadable(pass.unreadable.clone()));
    }
    if pass.has_moved {
        return Err(Shortfall::Moved);
    }
    let Some(stated) = total else {
        let was_empty =
            pass.empty_since.is_some_and(|since| pass.as_of.saturating_sub(since) >= EMPTY_AFTER);
        return if was_empty && !has_rows { Ok(()) } else { Err(Shortfall::NoTotal) };
    };
    if stated != pass.rows {
        return Err(Shortfall::Rows { stated, stored: pass.rows });
    }
    if pass.unsettled > 0 {
        return Err(Shortfall::Unsettled(pass.unsettled));
    }
    if pass.orphans > 0 {
        return Err(Shortfall::Orphans(pass.orphans));
    }
    Ok(())
}

impl Shortfall {
    /// Whether two passes that end with it and the same rows are a lasting disagreement with the source.
    pub fn may_last(&self) -> bool {
        !matches!(self, Self::NotEnded | Self::Moved | Self::Unsettled(_) | Self::Undated)
    }
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEnded => f.write_str("it was not read to its end"),
            Self::NoTotal => f.write_str("the service states no total"),
            Self::Moved => f.write_str("it changed while it was read"),
            Self::Rows { stated, stored } if stated > stored => {
                let missing = stated - stored;
                write!(
                    f,
                    "{missing} records are missing: the service counts {stated}, {stored} came"
                )
            }
            Self::Rows { stated, stored } => {
                write!(f, "the service counts {stated} records, {stored} came")
            }
            Self::Unreadable(pages) => write!(f, "pages that cannot be read: {pages}"),
            Self::Unsettled(records) => write!(
                f,
                "{records} records are listed in several versions, and their packages, storage \
                 conditions and sizes cannot be told apart"
            ),
            Self::Orphans(rows) => {
                write!(f, "{rows} packages, storage conditions or sizes belong to no device")
            }
            Self::Members { members: 1, first } => f.write_str(first),
            Self::Members { members, first } => {
                write!(f, "{members} members are not complete, the first is {first}")
            }
            Self::Undated => f.write_str("the name of the file does not say what it covers"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(rows: u64, total: Option<u64>) -> PassFacts {
        PassFacts { rows, total, as_of: EMPTY_AFTER * 10, ..PassFacts::default() }
    }

    #[test]
    fn one_unchanged_total_and_as_many_rows_are_complete() {
        assert_eq!(judge(&facts(95, Some(95))), Ok(()));
        assert_eq!(judge(&facts(0, Some(0))), Ok(()));
        let rows = |stated, stored| Err(Shortfall::Rows { stated, stored });
        assert_eq!(judge(&facts(94, Some(95))), rows(95, 94));
        assert_eq!(judge(&facts(96, Some(95))), rows(95, 96));
        let moved = PassFacts { has_moved: true, ..facts(95, Some(95)) };
        assert_eq!(judge(&moved), Err(Shortfall::Moved));
    }

    #[test]
    fn nothing_is_complete_without_evidence() {
        assert_eq!(judge(&facts(95, None)), Err(Shortfall::NoTotal));
        assert_eq!(judge(&facts(0, None)), Err(Shortfall::NoTotal));
        assert_eq!(judge(&facts(5, Some(0))), Err(Shortfall::NoTotal));
        let had_rows = PassFacts { had_rows: true, ..facts(0, Some(0)) };
        assert_eq!(judge(&had_rows), Err(Shortfall::NoTotal));
    }

    #[test]
    fn no_rows_and_no_total_twice_an_hour_apart_are_an_empty_listing() {
        let again = |since, had_rows| {
            judge(&PassFacts { empty_since: Some(since), had_rows, ..facts(0, None) })
        };
        assert_eq!(again(EMPTY_AFTER * 9, false), Ok(()));
        assert_eq!(again(EMPTY_AFTER * 9 + 1, false), Err(Shortfall::NoTotal));
        assert_eq!(again(EMPTY_AFTER * 9, true), Err(Shortfall::NoTotal));
        let rows = PassFacts { empty_since: Some(0), ..facts(1, None) };
        assert_eq!(judge(&rows), Err(Shortfall::NoTotal));
    }

    #[test]
    fn what_was_not_read_or_not_placed_is_named() {
        let whole = facts(95, Some(95));
        let unreadable = PassFacts { unreadable: "2,7".to_owned(), ..whole.clone() };
        assert_eq!(judge(&unreadable), Err(Shortfall::Unreadable("2,7".to_owned())));
        let unsettled = PassFacts { unsettled: 2, ..whole.clone() };
        assert_eq!(judge(&unsettled), Err(Shortfall::Unsettled(2)));
        let orphans = PassFacts { orphans: 3, ..whole };
        assert_eq!(judge(&orphans), Err(Shortfall::Orphans(3)));
    }
}
