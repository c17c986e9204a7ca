//! Which records there are, and in which order a listing gives them.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use udid_types::Period;

use super::data::{Catalog, Record, RecordId};
use crate::Settings;

/// The catalogue with what was published or withdrawn since.
pub struct Shelf {
    pub catalog: Catalog,
    records_per_day: Option<u32>,
    counts: BTreeMap<Date, u32>,
    withdrawn: HashSet<String>,
}

impl Shelf {
    pub fn new(settings: &Settings) -> Self {
        Self {
            catalog: Catalog::new(settings.seed),
            records_per_day: settings.records_per_day,
            counts: BTreeMap::new(),
            withdrawn: HashSet::new(),
        }
    }

    /// Number of records of a day. Days to come have theirs as well, so that examples with a fixed
    /// day work on a computer whose clock is behind it.
    pub fn count(&self, day: Date) -> u32 {
        let given = self.counts.get(&day).copied().or(self.records_per_day);
        given.unwrap_or_else(|| self.catalog.records_on(day))
    }

    /// Sets the number of records of a day: more are put in front, fewer take the newest away.
    pub fn set_count(&mut self, day: Date, count: u32) {
        self.counts.insert(day, count);
    }

    /// Marks a device as being in a state in which it is not shown.
    pub fn withdraw(&mut self, primary_di: &str) {
        self.withdrawn.insert(primary_di.to_owned());
    }

    pub fn is_withdrawn(&self, primary_di: &str) -> bool {
        self.withdrawn.contains(primary_di)
    }

    /// Whether a record that the catalogue could make is there.
    pub fn holds(&self, id: RecordId) -> bool {
        id.index < self.count(id.day)
    }

    /// Number of records of a period.
    pub fn total(&self, period: Period) -> u64 {
        days(period).map(|day| u64::from(self.count(day))).sum()
    }

    /// Records of a period from a position on, newest first.
    pub fn newest_first(
        &self,
        period: Period,
        skip: u64,
        take: usize,
    ) -> impl Iterator<Item = RecordId> {
        let mut days: Vec<_> = days(period).map(|day| (day, self.count(day))).collect();
        days.reverse();
        let mut skip = skip;
        // Days before the position are passed over whole.
        days.retain(|(_, count)| {
            let passed = u64::from(*count).min(skip);
            let is_before = skip >= u64::from(*count);
            if is_before {
                skip -= passed;
            }
            !is_before
        });
        let ids = days
            .into_iter()
            .flat_map(|(day, count)| (0..count).rev().map(move |index| RecordId { day, index }));
        ids.skip(usize::try_from(skip).unwrap_or(usize::MAX)).take(take)
    }

    pub fn record(&self, id: RecordId) -> Record {
        self.catalog.record(id)
    }
}

fn days(period: Period) -> impl Iterator<Item = Date> {
    period.days().filter_map(|day| {
        let (year, month, day) = day.parts();
        let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, day?);
        Date::new(year, month, i8::try_from(day).ok()?).ok()
    })
}
