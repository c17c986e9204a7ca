//! What came of a run.

use std::error::Error;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::weather::MARKER;

/// Far more than any call may take: its time-outs on the clock, a few times over.
const DEADLINE: Duration = Duration::from_secs(60);

/// Lines of the log and texts of errors that show a secret, in the whole program.
pub static LEAKED: AtomicU64 = AtomicU64::new(0);

/// Lines of the log and texts of errors that were looked at.
pub static LOOKED_AT: AtomicU64 = AtomicU64::new(0);

/// Looks for secrets in what a program may show.
pub fn look_at(text: &str) {
    LOOKED_AT.fetch_add(1, Ordering::Relaxed);
    LEAKED.fetch_add(u64::from(text.contains(MARKER)), Ordering::Relaxed);
}

/// The figures of one client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Calls of the program.
    pub calls: u64,
    /// Of these, those whose answer was one.
    pub useful: u64,
    /// Requests that were sent for them.
    pub requests: u64,
    /// Records that were compared with the truth.
    pub records: u64,
    pub lost: u64,
    pub duplicated: u64,
    /// Stored, though reported as never sent.
    pub unexpected: u64,
    pub hangs: u64,
    pub panics: u64,
}

impl Tally {
    /// Notes a call; gives its answer, or whether it may have arrived.
    pub async fn call<T, E: Error>(
        &mut self,
        call: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Option<E>> {
        self.calls += 1;
        let Ok(outcome) = tokio::time::timeout(DEADLINE, call).await else {
            self.hangs += 1;
            return Err(None);
        };
        self.useful += u64::from(outcome.is_ok());
        outcome.map_err(|error| {
            look_at(&format!("{error} {error:?}"));
            let mut source = error.source();
            while let Some(cause) = source {
                look_at(&format!("{cause} {cause:?}"));
                source = cause.source();
            }
            Some(error)
        })
    }

    /// The last call was none: it told that there is no more to ask for.
    pub fn forget_call(&mut self) {
        self.calls -= 1;
        self.useful -= 1;
    }

    /// Notes what the truth has of something, and what a program was told of it.
    pub fn compare(&mut self, told: Told, times: u64) {
        self.records += 1;
        match told {
            Told::Stored => self.lost += u64::from(times == 0),
            Told::NotStored => self.unexpected += u64::from(times > 0),
            Told::Unknown => {}
        }
        self.duplicated += times.saturating_sub(1);
    }

    /// Whether nothing went wrong that must not.
    pub fn is_clean(&self) -> bool {
        [self.lost, self.duplicated, self.unexpected, self.hangs, self.panics] == [0; 5]
    }

    pub fn add(&mut self, other: &Self) {
        self.calls += other.calls;
        self.useful += other.useful;
        self.requests += other.requests;
        self.records += other.records;
        self.lost += other.lost;
        self.duplicated += other.duplicated;
        self.unexpected += other.unexpected;
        self.hangs += other.hangs;
        self.panics += other.panics;
    }
}

/// What a program knows of something that it sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Stored,
    NotStored,
    Unknown,
}

impl Told {
    /// What an outcome shows.
    pub fn of<T, E>(outcome: &Result<T, Option<E>>, may_have_arrived: fn(&E) -> bool) -> Self {
        match outcome {
            Ok(_) => Self::Stored,
            Err(Some(error)) if !may_have_arrived(error) => Self::NotStored,
            Err(_) => Self::Unknown,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
        let ratio = self.requests as f64 / self.useful.max(1) as f64;
        write!(
            f,
            "{:>7} {:>7} {:>8} {ratio:>8.3} {:>8} {:>5} {:>10} {:>10} {:>6} {:>6}",
            self.calls,
            self.useful,
            self.requests,
            self.records,
            self.lost,
            self.duplicated,
            self.unexpected,
            self.hangs,
            self.panics
        )
    }
}
