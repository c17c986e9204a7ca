//! Counts calls, attempts and failures.

use std::sync::atomic::{AtomicU64, Ordering};

use transport::FailureKind;

/// Counters of the calls of a client and its clones.
#[derive(Debug, Default)]
pub struct CallCounters {
    calls: AtomicU64,
    attempts: AtomicU64,
    retries: AtomicU64,
    failed_calls: AtomicU64,
    failures: [AtomicU64; FailureKind::ALL.len()],
}

/// Calls, attempts and failures of a client and its clones so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallCounts {
    /// Calls that began.
    pub calls: u64,
    /// Requests that were sent.
    pub attempts: u64,
    /// Requests that were retries.
    pub retries: u64,
    /// Calls that failed after their last attempt.
    pub failed_calls: u64,
    failures: [u64; FailureKind::ALL.len()],
}

impl CallCounts {
    /// Requests that failed in this way, whatever the outcome of the call.
    pub fn failures(&self, kind: FailureKind) -> u64 {
        self.failures[kind as usize]
    }
}

impl CallCounters {
    pub fn call(&self) {
        add(&self.calls);
    }

    pub fn attempt(&self, number: u32) {
        add(&self.attempts);
        if number > 1 {
            add(&self.retries);
        }
    }

    pub fn failure(&self, kind: FailureKind) {
        add(&self.failures[kind as usize]);
    }

    pub fn failed_call(&self) {
        add(&self.failed_calls);
    }

    pub fn read(&self) -> CallCounts {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        CallCounts {
            calls: read(&self.calls),
            attempts: read(&self.attempts),
            retries: read(&self.retries),
            failed_calls: read(&self.failed_calls),
            failures: self.failures.each_ref().map(read),
        }
    }
}

fn add(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
