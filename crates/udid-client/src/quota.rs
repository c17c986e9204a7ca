//! Calls that an account has left today.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use auth::{QuotaError, QuotaLedger, StoreError, beijing_time, end_of_beijing_day};
use jiff::Timestamp;
use transport::Timing;
use wire::Class;

use crate::{ClientError, Error};

/// A computer that was asleep looks at its clock this often.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Days that a call waits for at most: where the limit is a single call, each day may go to the token.
pub const MAX_DAYS: u32 = 7;

/// What a client does when no calls are left today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OnQuota {
    /// The call fails, with the time at which the next day begins.
    #[default]
    Fail,
    /// The call waits for the next day of Beijing, and if that day's calls are gone as well when its
    /// turn comes, for the next one; after seven days it fails.
    Wait,
}

/// How many calls a long task may make, so that other users of the account find some left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    /// Calls that the client may still make, those for a token and retries included; all if not set.
    pub calls: Option<u64>,
    /// Calls of the day that are left to others: of those that the service says are left, and of the
    /// client's daily limit.
    pub kept: u64,
}

/// The count of an account's calls, and what to do when it is at its end.
pub struct Quota {
    ledger: QuotaLedger,
    /// Counts where the ledger cannot be written and no limit depends on it.
    alone: QuotaLedger,
    /// Whether it was said that the ledger cannot be written.
    is_told: AtomicBool,
    daily_limit: Option<u64>,
    allowance: Mutex<Allowance>,
    at_end: OnQuota,
    timing: Arc<dyn Timing>,
}

impl Quota {
    pub fn new(
        ledger: QuotaLedger,
        daily_limit: Option<u64>,
        at_end: OnQuota,
        timing: Arc<dyn Timing>,
    ) -> Self {
        let (alone, is_told) = (QuotaLedger::in_memory(), AtomicBool::new(false));
        let allowance = Mutex::default();
        Self { ledger, alone, is_told, daily_limit, allowance, at_end, timing }
    }

    pub fn allow(&self, allowance: Allowance) {
        *self.allowance.lock().unwrap_or_else(PoisonError::into_inner) = allowance;
    }

    /// Counts a call that is about to be made. A daily limit that cannot be kept stops calls.
    pub fn admit(&self, now: Timestamp) -> Result<(), Error> {
        let mut allowance = self.allowance.lock().unwrap_or_else(PoisonError::into_inner);
        if allowance.calls == Some(0) {
            return Err(Error::Client(ClientError::AllowanceUsedUp));
        }
        let kept = allowance.kept;
        let reserved = match self.ledger.reserve_above(kept, self.daily_limit, now) {
            Err(QuotaError::Store(error)) if self.daily_limit.is_none() => {
                self.warn(&error);
                self.alone.reserve_above(kept, None, now)
            }
            reserved => reserved,
        };
        if reserved.is_ok() {
            allowance.calls = allowance.calls.map(|calls| calls - 1);
        }
        reserved.map_err(|error| Error::Client(ClientError::from(error)))
    }

    /// Notes what the service says to be left.
    pub fn left(&self, left: u64, now: Timestamp) {
        self.note(|ledger| ledger.lower(left, now));
    }

    /// Notes code 11 in the answer to a call made at `asked_at`.
    pub fn learn(&self, error: &mut Error, asked_at: Timestamp, now: Timestamp) {
        let Error::Service(error) = error else { return };
        if error.class() != Class::QuotaUsedUp {
            return;
        }
        let until = end_of_beijing_day(asked_at);
        error.retry_at = Some(until.into());
        tracing::warn!(until = %beijing_time(until), "no calls are left today");
        self.note(|ledger| ledger.stop(asked_at, now));
    }

    fn note(&self, change: impl Fn(&QuotaLedger) -> Result<(), StoreError>) {
        // The one in memory takes everything.
        if let Err(error) = change(&self.ledger).and(change(&self.alone)) {
            self.warn(&error);
        }
    }

    /// Says it once: it is the same for every call.
    fn warn(&self, error: &StoreError) {
        if !self.is_told.swap(true, Ordering::Relaxed) {
            tracing::warn!(%error, "calls cannot be counted for other processes");
        }
    }

    /// Waits for the day after `asked_at` where that helps and is wanted, else gives the error back.
    pub async fn wait(
        &self,
        error: Error,
        asked_at: Timestamp,
        now: impl Fn() -> Timestamp,
    ) -> Result<(), Error> {
        let is_own =
            matches!(error, Error::Client(ClientError::AllowanceUsedUp | ClientError::Kept { .. }));
        if self.at_end == OnQuota::Fail || is_own || error.class() != Class::QuotaUsedUp {
            return Err(error);
        }
        let until = match error {
            Error::Client(ClientError::QuotaUsedUp { until }) => until,
            _ => end_of_beijing_day(asked_at),
        };
        tracing::warn!(until = %beijing_time(until), "waiting: no calls are left today");
        while let Ok(left) = Duration::try_from(until.duration_since(now())) {
            if left.is_zero() {
                break;
            }
            self.timing.sleep(left.min(LONGEST_PAUSE)).await;
        }
        Ok(())
    }
}
