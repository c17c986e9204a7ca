//! Calls that an account has left today.

use std::sync::Arc;
use std::time::Duration;

use auth::{QuotaLedger, end_of_beijing_day};
use jiff::Timestamp;
use transport::Timing;
use wire::Class;

use crate::{Error, OwnError};

/// A computer that was asleep looks at its clock this often.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Days that a call waits for at most: where the limit is a single call, each day may go to the token.
pub const MOST_DAYS: u32 = 7;

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

/// The count of an account's calls, and what to do when it is at its end.
pub struct Quota {
    ledger: QuotaLedger,
    daily_limit: Option<u64>,
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
        Self { ledger, daily_limit, at_end, timing }
    }

    /// Counts a call that is about to be made.
    pub fn admit(&self, now: Timestamp) -> Result<(), Error> {
        let reserved = self.ledger.reserve(self.daily_limit, now);
        reserved.map_err(|error| Error::Own(OwnError::from(error)))
    }

    /// Notes what the service says to be left.
    pub fn left(&self, left: u64, now: Timestamp) {
        if let Err(error) = self.ledger.lower(left, now) {
            tracing::warn!(%error, "the calls left today cannot be noted");
        }
    }

    /// Notes code 11 in the answer to a call made at `asked_at`.
    pub fn learn(&self, error: &Error, asked_at: Timestamp, now: Timestamp) {
        if !matches!(error, Error::Service(_)) || error.class() != Some(Class::QuotaUsedUp) {
            return;
        }
        tracing::warn!(until = %end_of_beijing_day(asked_at), "no calls are left today");
        if let Err(error) = self.ledger.stop(asked_at, now) {
            tracing::warn!(%error, "that no calls are left cannot be noted");
        }
    }

    /// Waits for the day after `asked_at` where that helps and is wanted, else gives the error back.
    pub async fn wait(
        &self,
        error: Error,
        asked_at: Timestamp,
        now: impl Fn() -> Timestamp,
    ) -> Result<(), Error> {
        if self.at_end == OnQuota::Fail || error.class() != Some(Class::QuotaUsedUp) {
            return Err(error);
        }
        let until = match error {
            Error::Own(OwnError::QuotaUsedUp { until }) => until,
            _ => end_of_beijing_day(asked_at),
        };
        while let Ok(left) = Duration::try_from(until.duration_since(now())) {
            if left.is_zero() {
                break;
            }
            self.timing.sleep(left.min(LONGEST_PAUSE)).await;
        }
        Ok(())
    }
}
