//! What a database holds, and as of which day it is complete.

use std::collections::BTreeSet;

use async_trait::async_trait;
use udid_types::{DeviceRecord, Period};

use crate::{Listing, ReleaseKind, ReleaseName, StoreError};

/// Days before the data date of a full release from which changes are applied: records that were published
/// late may be missing in it.
pub const DAYS_BEFORE_A_FULL_RELEASE: i64 = 2;

/// What a database holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inventory {
    /// Its registry, once records of one are stored.
    pub registry: Option<String>,
    /// Records, delisted ones included.
    pub records: u64,
    /// Records that the newest full release no longer has.
    pub delisted: u64,
    /// Corrected records without a correction number: which of their corrections is newer is not known.
    pub unordered: u64,
    /// Packages, storage conditions and sizes that belong to no device.
    pub orphans: u64,
    /// Number of the newest entry of the change log.
    pub last_change: u64,
    /// Bytes of the database.
    pub bytes: u64,
    /// The listings of which something is stored.
    pub listings: Vec<StoredListing>,
}

/// A listing of which something is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredListing {
    /// The listing.
    pub listing: Listing,
    /// How its last pass ended.
    pub state: CopyState,
    /// Different rows that are stored.
    pub rows: u64,
    /// Whether it had closed when the pass began.
    pub is_closed: bool,
    /// Why it is not complete.
    pub reason: Option<String>,
}

/// How a pass over a listing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CopyState {
    /// Every row that the source counts is stored.
    Complete,
    /// It ended twice with the same rows and the same reason.
    Disputed,
    /// Something is missing.
    Incomplete,
    /// It has not ended.
    Running,
}

impl StoredListing {
    /// A listing whose pass ended in this way.
    pub fn new(listing: Listing, state: CopyState, rows: u64, is_closed: bool) -> Self {
        Self { listing, state, rows, is_closed, reason: None }
    }

    /// Whether it is not to be fetched again.
    fn is_final(&self) -> bool {
        self.is_closed && matches!(self.state, CopyState::Complete | CopyState::Disputed)
    }
}

/// A store that says what it holds.
#[async_trait]
pub trait Holdings: Send + Sync {
    /// What is stored. Counting millions of records takes a moment.
    async fn inventory(&self) -> Result<Inventory, StoreError>;

    /// The listings of which something is stored.
    async fn listings(&self) -> Result<Vec<StoredListing>, StoreError>;

    /// Records drawn at random, each at most once; all if there are no more than `most`.
    async fn sample(&self, most: u32) -> Result<Vec<DeviceRecord>, StoreError>;
}

/// Which days a database covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// The newest complete full release.
    pub full: Option<ReleaseName>,
    /// Days of which all changes are stored.
    pub days: BTreeSet<Period>,
}

impl Coverage {
    /// What listings cover. A week or a month covers all of its days, whether or not there is a file of
    /// each.
    pub fn of(listings: &[StoredListing]) -> Self {
        let mut coverage = Self::default();
        for stored in listings.iter().filter(|stored| stored.is_final()) {
            match &stored.listing {
                Listing::Period(period) => coverage.days.extend(period.days()),
                Listing::Release(name) if name.kind == ReleaseKind::Full => {
                    if stored.state == CopyState::Complete {
                        coverage.full = coverage.full.max(Some(*name));
                    }
                }
                Listing::Release(name) => coverage.days.extend(days_between(name.first, name.last)),
                Listing::File(_) => {}
            }
        }
        coverage
    }

    /// The days up to `last` whose changes are not stored, oldest first: those since two days before the
    /// newest full release. None without a full release: there is nothing that they would complete.
    pub fn missing_days(&self, last: Period) -> Vec<Period> {
        let Some(full) = self.full else { return Vec::new() };
        let first = days_before(full.last, DAYS_BEFORE_A_FULL_RELEASE);
        days_between(first, last).filter(|day| !self.days.contains(day)).collect()
    }

    /// The day as of which the copy is complete: that of the full release, or the last one behind it up to
    /// which no day is missing.
    pub fn data_date(&self) -> Option<Period> {
        let full = self.full?;
        let mut date = full.last;
        while let Some(next) = next_day(date).filter(|next| self.days.contains(next)) {
            date = next;
        }
        Some(date)
    }
}

/// The days from one to another, both included.
pub fn days_between(first: Period, last: Period) -> impl Iterator<Item = Period> {
    std::iter::successors(Some(first), |day| next_day(*day)).take_while(move |day| *day <= last)
}

/// The day behind a day.
pub fn next_day(day: Period) -> Option<Period> {
    let (year, month, number) = day.parts();
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    Period::day(year, month, number? + 1).or_else(|_| Period::day(next_year, next_month, 1)).ok()
}

/// The day some days before a day; the first of the calendar if there is none.
fn days_before(day: Period, days: i64) -> Period {
    (0..days).fold(day, |day, _| day_before(day).unwrap_or(day))
}

fn day_before(day: Period) -> Option<Period> {
    let (year, month, number) = day.parts();
    let number = number?;
    if number > 1 {
        return Period::day(year, month, number - 1).ok();
    }
    let (year, month) = if month == 1 { (year.checked_sub(1)?, 12) } else { (year, month - 1) };
    Period::month(year, month).ok()?.days().last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn release(title: &str, state: CopyState) -> StoredListing {
        let name = ReleaseName::from_title(title).unwrap();
        StoredListing::new(name.into(), state, 1, true)
    }

    #[test]
    fn days_since_two_before_the_full_release_are_needed() {
        let mut listings = vec![
            release("UDID_FULL_RELEASE_20260301", CopyState::Complete),
            release("UDID_FULL_RELEASE_20260201", CopyState::Complete),
            release("UDID_FULL_RELEASE_20260401", CopyState::Incomplete),
            release("UDID_WEEKLY_UPDATE_20260223_20260301", CopyState::Complete),
            release("UDID_DAY_UPDATE_20260302", CopyState::Disputed),
            release("UDID_DAY_UPDATE_20260303", CopyState::Incomplete),
            StoredListing::new(day("2026-03-04").into(), CopyState::Complete, 1, true),
            StoredListing::new(day("2026-03-05").into(), CopyState::Complete, 1, false),
        ];
        let coverage = Coverage::of(&listings);
        assert_eq!(
            coverage.missing_days(day("2026-03-05")),
            [day("2026-03-03"), day("2026-03-05")]
        );
        assert_eq!(coverage.data_date(), Some(day("2026-03-02")));
        listings.remove(3);
        let missing = Coverage::of(&listings).missing_days(day("2026-03-02"));
        assert_eq!(missing, [day("2026-02-27"), day("2026-02-28"), day("2026-03-01")]);
    }

    #[test]
    fn without_a_full_release_there_is_no_data_date() {
        let day_only = [StoredListing::new(day("2026-03-04").into(), CopyState::Complete, 1, true)];
        let coverage = Coverage::of(&day_only);
        assert_eq!(
            (coverage.data_date(), coverage.missing_days(day("2026-03-09"))),
            (None, vec![])
        );
    }

    #[test]
    fn days_follow_one_another_over_months_and_years() {
        let days: Vec<_> = days_between(day("2023-12-30"), day("2024-03-01")).collect();
        assert_eq!((days.len(), days[2], days[61]), (63, day("2024-01-01"), day("2024-02-29")));
        assert_eq!(days_before(day("2024-03-01"), 2), day("2024-02-28"));
        assert_eq!(days_before(day("2026-01-01"), 1), day("2025-12-31"));
    }
}
