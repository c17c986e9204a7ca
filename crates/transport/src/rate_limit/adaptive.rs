//! Additive increase, multiplicative decrease of the rate of calls.

use std::collections::VecDeque;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

/// Increase of the rate per second of responses, in calls per second.
const INCREASE: f64 = 1.0;

/// Lowest rate: one call in five seconds.
const MIN_RATE: f64 = 0.2;

/// The rate that the user set, or a lower one that the service asked for.
pub struct AdaptiveRate {
    /// Calls per second that the user set.
    configured: Option<f64>,
    reduced: Option<ReducedRate>,
    last: Option<Duration>,
    /// Beginnings of the calls of the last second.
    recent: VecDeque<Duration>,
}

/// A rate that the service asked for.
#[derive(Clone, Copy)]
struct ReducedRate {
    rate: f64,
    at: Duration,
}

impl AdaptiveRate {
    pub fn new(per_second: Option<u32>) -> Self {
        let configured = per_second.map(f64::from);
        Self { configured, reduced: None, last: None, recent: VecDeque::new() }
    }

    /// Time until the next call may begin.
    pub fn wait(&self, now: Duration) -> Duration {
        let (Some(rate), Some(last)) = (self.rate(), self.last) else { return Duration::ZERO };
        last.saturating_add(Duration::from_secs_f64(1.0 / rate)).saturating_sub(now)
    }

    /// Records the beginning of a call.
    pub fn begin(&mut self, now: Duration) {
        self.last = Some(now);
        self.forget_old(now);
        self.recent.push_back(now);
    }

    /// Halves the rate for a call that began at `began`. Calls that began before the last reduction
    /// change nothing: many concurrent calls reduce the rate once.
    pub fn slow_down(&mut self, now: Duration, began: Duration) {
        if self.reduced.is_some_and(|reduced| began <= reduced.at) {
            return;
        }
        self.forget_old(now);
        let measured = u32::try_from(self.recent.len()).map_or(f64::MAX, f64::from).max(1.0);
        let rate = self.rate().map_or(measured, |rate| rate.min(measured));
        self.reduced = Some(ReducedRate { rate: (rate / 2.0).max(MIN_RATE), at: now });
    }

    /// Raises a reduced rate: the responses of one second raise it by [`INCREASE`] together.
    pub fn speed_up(&mut self) {
        if let Some(reduced) = &mut self.reduced {
            reduced.rate += INCREASE / reduced.rate.max(1.0);
        }
    }

    /// Calls per second, if there is a limit.
    fn rate(&self) -> Option<f64> {
        let reduced = self.reduced.map(|reduced| reduced.rate);
        match (reduced, self.configured) {
            (Some(reduced), Some(configured)) => Some(reduced.min(configured)),
            (rate, None) | (None, rate) => rate,
        }
    }

    fn forget_old(&mut self, now: Duration) {
        while self.recent.front().is_some_and(|began| now.saturating_sub(*began) >= SECOND) {
            self.recent.pop_front();
        }
    }
}
