//! Calendar days and times of Beijing, where the services count calls and date records.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::{self, Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// Beijing's offset from UTC. There is no daylight saving time.
const BEIJING: Offset = tz::offset(8);

/// A moment with the date and the time of day that clocks in Beijing show.
pub fn in_beijing(moment: Timestamp) -> Zoned {
    moment.to_zoned(TimeZone::fixed(BEIJING))
}

/// The calendar day in Beijing.
pub fn beijing_day(moment: Timestamp) -> Date {
    in_beijing(moment).date()
}

/// When a calendar day begins in Beijing; `None` at the end of the calendar.
pub fn start_of_beijing_day(day: Date) -> Option<Timestamp> {
    Some(day.to_zoned(TimeZone::fixed(BEIJING)).ok()?.timestamp())
}

/// When the calendar day of a moment ends in Beijing.
pub fn end_of_beijing_day(moment: Timestamp) -> Timestamp {
    end_of_day(beijing_day(moment))
}

pub(crate) fn end_of_day(day: Date) -> Timestamp {
    let next = day.tomorrow().ok();
    next.and_then(start_of_beijing_day).unwrap_or(Timestamp::MAX)
}

/// Formats a moment with Beijing's offset: `2026-08-12T00:00:00+08:00`.
pub fn beijing_time(moment: Timestamp) -> impl fmt::Display {
    moment.display_with_offset(BEIJING)
}
