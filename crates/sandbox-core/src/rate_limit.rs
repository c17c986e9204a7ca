//! How many calls a service allows, and how many there were.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{self, TimeZone};
use serde::{Deserialize, Serialize};

/// How many calls are allowed.
///
/// What more are answered with: UDID return codes 10 and 11, DBHS 400, IDcode -1, the cloud
/// manufacturing platform 100100. No document has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Calls in one second of the clock: of all accounts of the UDID service, of each account of the
    /// others.
    pub per_second: u32,
    /// Calls of an account in one day of Beijing.
    pub per_day: u32,
}

impl Limits {
    /// As many as are sent.
    pub const NONE: Self = Self { per_second: u32::MAX, per_day: u32::MAX };
}

/// Days that are kept of all callers; a clock that is moved comes to ever more.
const MOST_DAYS: usize = 10_000;

/// Counts calls, by second and by day.
#[derive(Default)]
pub struct Limiter {
    /// Calls of each caller in its last second with any.
    seconds: HashMap<String, (i64, u32)>,
    days: HashMap<(String, Date), u32>,
    /// The day on which no calls are left, whatever the limits say.
    used_up_on: Option<Date>,
}

/// The day of a service.
pub fn beijing_day(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::fixed(tz::offset(8))).date()
}

impl Limiter {
    /// Counts a call of this second, if it is allowed.
    pub fn admit_in_second(&mut self, limits: Limits, caller: &str, now: Timestamp) -> bool {
        let second = now.as_second();
        let counted = self.seconds.entry(caller.to_owned()).or_insert((second, 0));
        if counted.0 != second {
            *counted = (second, 0);
        }
        let is_allowed = counted.1 < limits.per_second;
        counted.1 += u32::from(is_allowed);
        is_allowed
    }

    /// Leaves nobody a call on this day.
    pub fn use_up(&mut self, now: Timestamp) {
        self.used_up_on = Some(beijing_day(now));
    }

    /// Whether nobody has a call left on this day, whatever the limits say.
    pub fn is_used_up(&self, now: Timestamp) -> bool {
        self.used_up_on == Some(beijing_day(now))
    }

    /// Counts a call of this day, if it is allowed.
    pub fn admit_on_day(&mut self, limits: Limits, caller: &str, now: Timestamp) -> bool {
        if self.is_used_up(now) {
            return false;
        }
        if self.days.len() >= MOST_DAYS {
            self.forget_first_day();
        }
        let calls = self.days.entry((caller.to_owned(), beijing_day(now))).or_default();
        let is_allowed = *calls < limits.per_day;
        *calls += u32::from(is_allowed);
        is_allowed
    }

    fn forget_first_day(&mut self) {
        if let Some(first) = self.days.keys().map(|(_, day)| *day).min() {
            self.days.retain(|(_, day), _| *day > first);
        }
    }

    /// Counts a call of this second and day, if both are allowed.
    pub fn admit(&mut self, limits: Limits, caller: &str, now: Timestamp) -> bool {
        self.admit_in_second(limits, caller, now) && self.admit_on_day(limits, caller, now)
    }

    /// Calls that a caller has left on this day.
    pub fn left_on_day(&self, limits: Limits, caller: &str, now: Timestamp) -> u32 {
        if self.is_used_up(now) {
            return 0;
        }
        let calls = self.days.get(&(caller.to_owned(), beijing_day(now))).copied();
        limits.per_day.saturating_sub(calls.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn of_very_many_days_the_first_is_forgotten() {
        let (mut limiter, limits) = (Limiter::default(), Limits { per_second: 1, per_day: 1 });
        let first: Timestamp = "2026-08-10T00:00:00+08:00".parse().unwrap();
        let day = |day: i64| first + SignedDuration::from_hours(24 * day);
        for count in 0..10_000 {
            assert!(limiter.admit_on_day(limits, "a", day(count)));
        }
        assert!(!limiter.admit_on_day(limits, "a", day(9_999)));
        assert!(limiter.admit_on_day(limits, "a", day(10_000)));
        assert_eq!(limiter.days.len(), 10_000);
    }
}
