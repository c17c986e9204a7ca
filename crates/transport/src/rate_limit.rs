//! Limits how fast a client calls.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Timing;

mod adaptive;

use adaptive::AdaptiveRate;

/// Maximum rate and concurrency of the calls of a client and its clones. Retries count as calls.
///
/// Calls that have to wait begin in the order in which they came. When the service reports that
/// calls come too fast, the rate is halved, and rises again by one call per second each second.
///
/// ```
/// use transport::RateLimit;
///
/// let limit = RateLimit::default().per_second(5).concurrent(2);
/// # let _ = limit;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "settings do nothing until a client is built with them"]
pub struct RateLimit {
    per_second: Option<u32>,
    concurrent: Option<usize>,
    adapts: bool,
}

impl Default for RateLimit {
    /// As fast as the service accepts.
    fn default() -> Self {
        Self { per_second: None, concurrent: None, adapts: true }
    }
}

impl RateLimit {
    /// No limit, even if the service asks to slow down.
    pub fn unlimited() -> Self {
        Self { adapts: false, ..Self::default() }
    }

    /// Calls per second, evenly spread; at least one.
    pub fn per_second(mut self, calls: u32) -> Self {
        self.per_second = Some(calls.max(1));
        self
    }

    /// Concurrent calls; at least one.
    pub fn concurrent(mut self, calls: usize) -> Self {
        self.concurrent = Some(calls.clamp(1, Semaphore::MAX_PERMITS));
        self
    }
}

/// Delays calls according to a [`RateLimit`].
pub struct RateLimiter {
    adapts: bool,
    slots: Option<Arc<Semaphore>>,
    /// Held by the call that begins next, while it waits: the others queue up behind it.
    gate: tokio::sync::Mutex<()>,
    rate: Mutex<AdaptiveRate>,
    timing: Arc<dyn Timing>,
}

impl std::fmt::Debug for RateLimiter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RateLimiter").finish_non_exhaustive()
    }
}

/// A call that was admitted. Dropping it frees its slot.
pub struct RateLimitPermit {
    began: Duration,
    _slot: Option<OwnedSemaphorePermit>,
}

impl std::fmt::Debug for RateLimitPermit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RateLimitPermit").finish_non_exhaustive()
    }
}

impl RateLimiter {
    /// A limiter that no call has passed yet.
    pub fn new(limit: RateLimit, timing: Arc<dyn Timing>) -> Self {
        Self {
            adapts: limit.adapts,
            slots: limit.concurrent.map(|slots| Arc::new(Semaphore::new(slots))),
            gate: tokio::sync::Mutex::new(()),
            rate: Mutex::new(AdaptiveRate::new(limit.per_second)),
            timing,
        }
    }

    /// Waits until a call may begin, first come, first served. Dropping the future leaves the queue.
    pub async fn acquire(&self) -> RateLimitPermit {
        let slot = match &self.slots {
            // The semaphore is never closed.
            Some(slots) => slots.clone().acquire_owned().await.ok(),
            None => None,
        };
        let _gate = self.gate.lock().await;
        loop {
            let wait = self.rate().wait(self.timing.now());
            if wait.is_zero() {
                break;
            }
            self.timing.sleep(wait).await;
        }
        let began = self.timing.now();
        self.rate().begin(began);
        RateLimitPermit { began, _slot: slot }
    }

    /// Records that the service was called too fast with this call.
    pub fn slow_down(&self, permit: &RateLimitPermit) {
        if self.adapts {
            self.rate().slow_down(self.timing.now(), permit.began);
        }
    }

    /// Records that the service responded without complaint about the rate.
    pub fn speed_up(&self) {
        self.rate().speed_up();
    }

    fn rate(&self) -> MutexGuard<'_, AdaptiveRate> {
        self.rate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
