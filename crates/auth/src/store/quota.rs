//! How many calls an account has made on a day of Beijing, and how many it may still make.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::private_file::PrivateFile;
use super::{StoreError, as_text};
use crate::beijing::{beijing_day, beijing_time, end_of_day};

/// Why a call may not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QuotaError {
    /// No calls are left on this day.
    #[error("no calls are left until {}", beijing_time(*until))]
    UsedUp {
        /// When the next day begins in Beijing.
        until: Timestamp,
    },
    /// The calls that are left on this day are kept for others.
    #[error("no more than {kept} calls are left until {}, and those are kept", beijing_time(*until))]
    Kept {
        /// Calls that are kept.
        kept: u64,
        /// When the next day begins in Beijing.
        until: Timestamp,
    },
    /// It is not known how many were made.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Counts the calls of one account by days of Beijing: of one process, or of all that share a
/// [`StoreFolder`](crate::StoreFolder).
///
/// ```
/// use auth::{QuotaError, QuotaLedger};
/// use jiff::Timestamp;
///
/// let ledger = QuotaLedger::in_memory();
/// let evening: Timestamp = "2026-08-20T23:59:00+08:00".parse()?;
/// let midnight = "2026-08-21T00:00:00+08:00".parse()?;
/// ledger.reserve(Some(1), evening)?;
/// let Err(QuotaError::UsedUp { until }) = ledger.reserve(Some(1), evening) else { panic!() };
/// assert_eq!(until, midnight);
/// ledger.reserve(Some(1), midnight)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct QuotaLedger(Place);

enum Place {
    Memory(Mutex<Option<Page>>),
    File(PrivateFile),
}

/// One day.
#[derive(Clone, Serialize, Deserialize)]
struct Page {
    #[serde(with = "as_text")]
    day: Date,
    /// Calls made, or about to be made.
    made: u64,
    /// What the service said to be left, less what was made since.
    left: Option<u64>,
    /// Whether the service said that the day's calls are used up.
    is_used_up: bool,
    /// Whether calls of the day may have been made that are not counted here: the count before could
    /// not be read. No limit can be kept then.
    #[serde(default)]
    is_uncertain: bool,
}

impl QuotaLedger {
    /// A ledger that ends with its process.
    pub fn in_memory() -> Self {
        Self(Place::Memory(Mutex::default()))
    }

    pub(super) fn in_file(file: PrivateFile) -> Self {
        Self(Place::File(file))
    }

    /// Counts a call that is about to be made, if the day has one left: of `limit` calls, if there
    /// is a limit, and of those that the service leaves. It is counted before the call is made, so
    /// that a killed process has counted too many rather than too few.
    ///
    /// With a limit, a count that is damaged, foreign or of a day to come stops calls: it would start
    /// again at none.
    ///
    /// # Errors
    /// [`QuotaError`]: the call must not be made.
    pub fn reserve(&self, limit: Option<u64>, now: Timestamp) -> Result<(), QuotaError> {
        self.reserve_above(0, limit, now)
    }

    /// Counts a call as [`reserve`](Self::reserve) does, if more than `kept` calls are left of the day:
    /// those are for others.
    ///
    /// # Errors
    /// [`QuotaError`]: the call must not be made.
    pub fn reserve_above(
        &self,
        kept: u64,
        limit: Option<u64>,
        now: Timestamp,
    ) -> Result<(), QuotaError> {
        let needs = if limit.is_some() { Needs::WholeCount } else { Needs::Nothing };
        self.change(now, needs, |page, until| {
            let is_over_limit = limit.is_some_and(|limit| page.made >= limit);
            if page.is_used_up || page.left == Some(0) || is_over_limit {
                return Err(QuotaError::UsedUp { until });
            }
            let left = limit.map(|limit| limit - page.made).into_iter().chain(page.left).min();
            if left.is_some_and(|left| left <= kept) {
                return Err(QuotaError::Kept { kept, until });
            }
            page.made = page.made.saturating_add(1);
            page.left = page.left.map(|left| left - 1);
            Ok(())
        })?
    }

    /// Notes how many calls the service says are left. A number above the one believed in changes
    /// nothing.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn lower(&self, left: u64, now: Timestamp) -> Result<(), StoreError> {
        self.change(now, Needs::Nothing, |page, _| {
            page.left = Some(page.left.map_or(left, |known| known.min(left)));
        })
    }

    /// Notes that the service refused a call made at `asked_at` since the calls of that day are used
    /// up. If that day is over at `now`, there is nothing to note.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn stop(&self, asked_at: Timestamp, now: Timestamp) -> Result<(), StoreError> {
        if beijing_day(asked_at) != beijing_day(now) {
            return Ok(());
        }
        self.change(now, Needs::Nothing, |page, _| page.is_used_up = true)
    }

    fn change<T>(
        &self,
        now: Timestamp,
        needs: Needs,
        change: impl FnOnce(&mut Page, Timestamp) -> T,
    ) -> Result<T, StoreError> {
        match &self.0 {
            Place::Memory(page) => {
                let mut held = page.lock().unwrap_or_else(PoisonError::into_inner);
                let mut page = Page::at(now, held.take());
                let until = end_of_day(page.day);
                let result = change(&mut page, until);
                *held = Some(page);
                Ok(result)
            }
            Place::File(file) => {
                let lock = file.lock()?;
                let loaded = file.load::<Page>(&lock);
                let is_readable = loaded.is_ok();
                if needs == Needs::WholeCount
                    && let Some(reason) = loaded?.and_then(|page| page.doubt(now))
                {
                    return Err(file.untrusted(&reason));
                }
                let mut page = Page::at(now, file.read(&lock));
                page.is_uncertain |= !is_readable;
                let until = end_of_day(page.day);
                let result = change(&mut page, until);
                file.write(&lock, &page)?;
                Ok(result)
            }
        }
    }
}

/// What a change needs to know.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// All calls of the day.
    WholeCount,
}

impl Page {
    /// Why it does not say how many calls were made today, if it does not.
    fn doubt(&self, now: Timestamp) -> Option<&'static str> {
        let today = beijing_day(now);
        if self.day > today.tomorrow().unwrap_or(today) {
            Some("it counts calls of a day to come")
        } else if self.is_uncertain && self.day >= today {
            Some("the count before it could not be read")
        } else {
            None
        }
    }

    /// The page to write on: that of the day before counts no longer. One of tomorrow was begun by
    /// a process whose clock is ahead and counts on, so that no call of it is forgotten; one of a
    /// day later than that would lock the account for long.
    fn at(now: Timestamp, held: Option<Self>) -> Self {
        let today = beijing_day(now);
        let latest = today.tomorrow().unwrap_or(today);
        let is_current = |page: &Self| (today..=latest).contains(&page.day);
        held.filter(is_current).unwrap_or(Self {
            day: today,
            made: 0,
            left: None,
            is_used_up: false,
            is_uncertain: false,
        })
    }
}

impl fmt::Debug for QuotaLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QuotaLedger").finish_non_exhaustive()
    }
}
