//! Rate limits of a service: calls per second and per calendar day.

use std::collections::HashMap;

use auth::beijing_day;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How many calls a service allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimits {
    /// Calls in one second of the clock. Each service says whether of all callers or of each.
    pub per_second: u32,
    /// Calls of a caller in one calendar day of Beijing.
    pub per_day: u32,
}

impl RateLimits {
    /// Unlimited.
    pub const NONE: Self = Self { per_second: u32::MAX, per_day: u32::MAX };
}

impl Default for RateLimits {
    fn default() -> Self {
        Self::NONE
    }
}

/// Days that are kept for all callers: a clock that is moved can visit any number of them.
const MAX_DAYS: usize = 10_000;

/// Counts calls by second and by day, and rejects those above the limits.
#[derive(Debug, Default)]
pub struct RateLimiter {
    limits: RateLimits,
    /// The last second in which each caller called, and the calls in it.
    seconds: HashMap<String, (i64, u32)>,
    days: HashMap<(String, Date), u32>,
    /// The day whose quota is exhausted for every caller, whatever the limits.
    exhausted_on: Option<Date>,
}

impl RateLimiter {
    /// A limiter that has not counted any calls.
    pub fn new(limits: RateLimits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// The current limits.
    pub fn limits(&self) -> RateLimits {
        self.limits
    }

    /// Changes the limits; calls that were counted stay counted.
    pub fn set_limits(&mut self, limits: RateLimits) {
        self.limits = limits;
    }

    /// Exhausts today's quota for every caller.
    pub fn exhaust(&mut self, now: Timestamp) {
        self.exhausted_on = Some(beijing_day(now));
    }

    /// Whether today's quota is exhausted for every caller.
    pub fn is_exhausted(&self, now: Timestamp) -> bool {
        self.exhausted_on == Some(beijing_day(now))
    }

    /// Counts a call in this second and on this day; false if either limit is reached.
    pub fn admit(&mut self, caller: &str, now: Timestamp) -> bool {
        self.admit_in_second(caller, now) && self.admit_on_day(caller, now)
    }

    /// Counts a call in this second; false if its limit is reached.
    pub fn admit_in_second(&mut self, caller: &str, now: Timestamp) -> bool {
        let second = now.as_second();
        let counted = self.seconds.entry(caller.to_owned()).or_insert((second, 0));
        if counted.0 != second {
            *counted = (second, 0);
        }
        let is_allowed = counted.1 < self.limits.per_second;
        counted.1 += u32::from(is_allowed);
        is_allowed
    }

    /// Counts a call on this day; false if its limit is reached.
    pub fn admit_on_day(&mut self, caller: &str, now: Timestamp) -> bool {
        if self.is_exhausted(now) {
            return false;
        }
        if self.days.len() >= MAX_DAYS {
            self.forget_first_day();
        }
        let calls = self.days.entry((caller.to_owned(), beijing_day(now))).or_default();
        let is_allowed = *calls < self.limits.per_day;
        *calls += u32::from(is_allowed);
        is_allowed
    }

    /// Calls that a caller has left today.
    pub fn remaining_today(&self, caller: &str, now: Timestamp) -> u32 {
        if self.is_exhausted(now) {
            return 0;
        }
        let calls = self.days.get(&(caller.to_owned(), beijing_day(now))).copied();
        self.limits.per_day.saturating_sub(calls.unwrap_or_default())
    }

    fn forget_first_day(&mut self) {
        if let Some(first) = self.days.keys().map(|(_, day)| *day).min() {
            self.days.retain(|(_, day), _| *day > first);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn of_very_many_days_the_first_is_forgotten() {
        let mut limiter = RateLimiter::new(RateLimits { per_second: 1, per_day: 1 });
        let first: Timestamp = "2026-08-10T00:00:00+08:00".parse().unwrap();
        let day = |day: i64| first + SignedDuration::from_hours(24 * day);
        for count in 0..10_000 {
            assert!(limiter.admit_on_day("a", day(count)));
        }
        assert!(!limiter.admit_on_day("a", day(9_999)));
        assert!(limiter.admit_on_day("a", day(10_000)));
        assert_eq!(limiter.days.len(), 10_000);
    }
}
