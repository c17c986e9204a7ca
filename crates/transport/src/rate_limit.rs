//! How fast a client calls.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Timing;

mod adaptive;

use adaptive::AdaptiveRate;

/// How many calls a client and its clones make in a second and at a time. Repetitions count as
/// calls.
///
/// Calls that have to wait begin in the order in which they came. When the service says that calls
/// come too fast, it gets half as many, and with each
/// answer a few more: one more a second each second.
///
/// ```
/// use transport::RateLimit;
///
/// let limits = RateLimit::default().per_second(5).concurrent(2);
/// # let _ = limits;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "settings do nothing until a client is built with them"]
pub struct RateLimit {
    per_second: Option<u32>,
    concurrent: Option<usize>,
    slows_down: bool,
}

impl Default for RateLimit {
    /// As fast as the service takes it.
    fn default() -> Self {
        Self { per_second: None, concurrent: None, slows_down: true }
    }
}

impl RateLimit {
    /// None at all, whatever the service says of it.
    pub fn unlimited() -> Self {
        Self { slows_down: false, ..Self::default() }
    }

    /// Calls in a second, evenly spread; at least one.
    pub fn per_second(mut self, calls: u32) -> Self {
        self.per_second = Some(calls.max(1));
        self
    }

    /// Calls at a time; at least one.
    pub fn concurrent(mut self, calls: usize) -> Self {
        self.concurrent = Some(calls.clamp(1, Semaphore::MAX_PERMITS));
        self
    }
}

/// Lets calls begin as the limits allow.
pub(crate) struct RateLimiter {
    slows_down: bool,
    places: Option<Arc<Semaphore>>,
    /// Held by the call that begins next, while it waits: the others queue up behind it.
    gate: tokio::sync::Mutex<()>,
    pace: Mutex<AdaptiveRate>,
    timing: Arc<dyn Timing>,
}

/// A call on its way. Its place is free when this is dropped.
pub(crate) struct RateLimitPermit {
    began: Duration,
    _place: Option<OwnedSemaphorePermit>,
}

impl RateLimiter {
    pub fn new(limits: RateLimit, timing: Arc<dyn Timing>) -> Self {
        Self {
            slows_down: limits.slows_down,
            places: limits.concurrent.map(|places| Arc::new(Semaphore::new(places))),
            gate: tokio::sync::Mutex::new(()),
            pace: Mutex::new(AdaptiveRate::new(limits.per_second)),
            timing,
        }
    }

    /// Waits until a call may begin. Both queues are served in order, and whoever leaves one by
    /// dropping this future is not waited for.
    pub async fn enter(&self) -> RateLimitPermit {
        let place = match &self.places {
            // It is never closed.
            Some(places) => places.clone().acquire_owned().await.ok(),
            None => None,
        };
        let _gate = self.gate.lock().await;
        loop {
            let wait = self.pace().wait(self.timing.now());
            if wait.is_zero() {
                break;
            }
            self.timing.sleep(wait).await;
        }
        let began = self.timing.now();
        self.pace().begin(began);
        RateLimitPermit { began, _place: place }
    }

    /// Notes that this call came too soon after others.
    pub fn slow_down(&self, permit: &RateLimitPermit) {
        if self.slows_down {
            self.pace().slow_down(self.timing.now(), permit.began);
        }
    }

    /// Notes that the service answered a call as it does when it has time.
    pub fn speed_up(&self) {
        self.pace().speed_up();
    }

    fn pace(&self) -> MutexGuard<'_, AdaptiveRate> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
