//! What invented release files hold, consistent with the records of the catalog.
//!
//! A register begins on a day and has a number of records on each day since. A full release holds what was
//! there at the end of its day: records of days up to then in their current version, and those that changed
//! since in the version before, if there was one. A record of every seventh day leaves the register 30 days
//! later. Files of days, weeks and months hold the records of their days.

use jiff::ToSpan;
use jiff::civil::Date;
use udid_types::{DateText, DeviceRecord};

use crate::{Catalog, RecordId};

/// Days after which some records leave the register.
const DELISTED_AFTER: i64 = 30;

/// Days behind the date of a full release on which its records may have changed.
const CHANGED_WITHIN: i64 = 60;

/// An invented register: which records it has on which day.
#[derive(Clone, Copy, Debug)]
pub struct Releases<'a> {
    catalog: Catalog,
    first: Date,
    count: &'a dyn Counts,
}

/// How many records a register has on a day.
pub trait Counts: std::fmt::Debug + Sync {
    /// The number of a day.
    fn count(&self, day: Date) -> u32;
}

impl<'a> Releases<'a> {
    /// A register that begins on a day.
    pub fn new(catalog: Catalog, first: Date, count: &'a dyn Counts) -> Self {
        Self { catalog, first, count }
    }

    /// The records of the days from `first` to `last`, oldest first.
    pub fn of_days(self, first: Date, last: Date) -> impl Iterator<Item = DeviceRecord> + 'a {
        self.ids(first, last).map(move |id| self.catalog.record(id))
    }

    /// All records at the end of a day. `today` is the last day that has records.
    pub fn at_end_of(self, date: Date, today: Date) -> impl Iterator<Item = DeviceRecord> + 'a {
        let there = self.ids(self.first, date).filter(move |id| !self.has_left(*id, date));
        let there = there.map(move |id| self.catalog.record(id));
        let since = self.ids(later(date, 1), today.min(later(date, CHANGED_WITHIN)));
        there.chain(since.filter_map(move |id| self.version_at(id, date)))
    }

    /// Whether a record has left the register by the end of a day.
    pub fn has_left(self, id: RecordId, date: Date) -> bool {
        let is_chosen = days_since(self.first, id.day) % 7 == 0;
        let is_last = id.index + 1 == self.count.count(id.day);
        is_chosen && is_last && date >= later(id.day, DELISTED_AFTER)
    }

    /// All records of some days.
    pub fn ids(self, first: Date, last: Date) -> impl Iterator<Item = RecordId> + 'a {
        let first = first.max(self.first);
        let days = first.series(1.day()).take_while(move |day| *day <= last);
        days.flat_map(move |day| {
            (0..self.count.count(day)).map(move |index| RecordId { day, index })
        })
    }

    /// The newest version before the current one that was there at the end of a day.
    fn version_at(self, id: RecordId, date: Date) -> Option<DeviceRecord> {
        self.catalog.history(id).into_iter().find(|version| {
            let day = version.device.version_time.as_ref().and_then(DateText::year_month_day);
            let day = day.and_then(|(year, month, day)| {
                let (year, month) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?);
                Date::new(year, month, i8::try_from(day).ok()?).ok()
            });
            day.is_some_and(|day| self.first <= day && day <= date)
        })
    }
}

fn later(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

fn days_since(first: Date, day: Date) -> i64 {
    i64::from(first.until(day).map_or(0, |span| span.get_days()))
}
