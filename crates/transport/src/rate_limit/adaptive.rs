//! How many calls may begin in a second.

use std::collections::VecDeque;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

/// By how much the pace rises in a second of answers, in calls per second.
const RISE: f64 = 1.0;

/// One call in five seconds is slow enough for anybody.
const SLOWEST: f64 = 0.2;

/// The pace of a client: the one that its user set, or a slower one that the service asked for.
pub struct AdaptiveRate {
    /// Calls per second that the user set.
    most: Option<f64>,
    slowed: Option<Slowed>,
    last: Option<Duration>,
    /// Beginnings of the calls of the last second.
    recent: VecDeque<Duration>,
}

/// A pace that the service asked for.
#[derive(Clone, Copy)]
struct Slowed {
    rate: f64,
    at: Duration,
}

impl AdaptiveRate {
    pub fn new(per_second: Option<u32>) -> Self {
        let most = per_second.map(f64::from);
        Self { most, slowed: None, last: None, recent: VecDeque::new() }
    }

    /// How long to wait until the next call may begin.
    pub fn wait(&self, now: Duration) -> Duration {
        let (Some(rate), Some(last)) = (self.rate(), self.last) else { return Duration::ZERO };
        last.saturating_add(Duration::from_secs_f64(1.0 / rate)).saturating_sub(now)
    }

    /// Notes that a call begins.
    pub fn begin(&mut self, now: Duration) {
        self.last = Some(now);
        self.forget(now);
        self.recent.push_back(now);
    }

    /// Halves the pace, for a call that began at `began` and came too soon. It says nothing of a
    /// pace that was slowed down after it began: many calls at a time slow down once.
    pub fn slow_down(&mut self, now: Duration, began: Duration) {
        if self.slowed.is_some_and(|slowed| began <= slowed.at) {
            return;
        }
        self.forget(now);
        let seen = u32::try_from(self.recent.len()).map_or(f64::MAX, f64::from).max(1.0);
        let rate = self.rate().map_or(seen, |rate| rate.min(seen));
        self.slowed = Some(Slowed { rate: (rate / 2.0).max(SLOWEST), at: now });
    }

    /// Raises a pace that was slowed down, for a call that was answered: all answers of a second
    /// together by [`RISE`].
    pub fn speed_up(&mut self) {
        if let Some(slowed) = &mut self.slowed {
            slowed.rate += RISE / slowed.rate.max(1.0);
        }
    }

    /// Calls per second, if there is a limit.
    fn rate(&self) -> Option<f64> {
        let slowed = self.slowed.map(|slowed| slowed.rate);
        match (slowed, self.most) {
            (Some(slowed), Some(most)) => Some(slowed.min(most)),
            (rate, None) | (None, rate) => rate,
        }
    }

    fn forget(&mut self, now: Duration) {
        while self.recent.front().is_some_and(|began| now.saturating_sub(*began) >= SECOND) {
            self.recent.pop_front();
        }
    }
}
