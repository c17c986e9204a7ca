use std::sync::atomic::{AtomicU64, Ordering};

use crate::FailureKind;

/// What a client and its clones have done so far.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    calls: AtomicU64,
    attempts: AtomicU64,
    retries: AtomicU64,
    failed_calls: AtomicU64,
    failures: [AtomicU64; FailureKind::ALL.len()],
}

/// What a client and its clones had done at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Calls that were begun.
    pub calls: u64,
    /// Requests that were sent for them.
    pub attempts: u64,
    /// Of these, those that repeated another.
    pub retries: u64,
    /// Calls that failed in the end.
    pub failed_calls: u64,
    failures: [u64; FailureKind::ALL.len()],
}

impl Counts {
    /// Requests that failed in this way, whatever became of the call.
    pub fn failures(&self, kind: FailureKind) -> u64 {
        self.failures[kind as usize]
    }
}

impl Counters {
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

    pub fn read(&self) -> Counts {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
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
