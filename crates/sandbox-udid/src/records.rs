//! Which records exist, and in which order a listing returns them.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use auth::{Clock, beijing_day, start_of_beijing_day};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use sandbox_core::{Context, VirtualClock};
use udid_synthetic::{Catalog, Counts, RecordId, Releases};
use udid_types::{DeviceRecord, Period};

use crate::releases::{DayCounts, Register};
use crate::settings::UdidSettings;

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// The invented records, with what was published or withdrawn since the start.
pub struct Records {
    pub catalog: Catalog,
    per_day: Option<u32>,
    counts: BTreeMap<Date, u32>,
    withdrawn: HashSet<String>,
    /// Set if records appear in the course of their day.
    growing: Option<Arc<VirtualClock>>,
    clock: Arc<VirtualClock>,
    /// Age of the register of the release files, if there are any.
    release_days: Option<u32>,
}

impl Records {
    pub fn new(settings: &UdidSettings, context: &Context) -> Self {
        Self {
            catalog: Catalog::new(context.seed()),
            per_day: settings.records_per_day,
            counts: BTreeMap::new(),
            withdrawn: HashSet::new(),
            growing: settings.records_grow.then(|| Arc::clone(context.clock())),
            clock: Arc::clone(context.clock()),
            release_days: settings.releases.as_ref().map(|releases| releases.days),
        }
    }

    /// Number of records of a day. Future days have records too, unless records grow, so that examples
    /// with a fixed day work on a computer whose clock is behind it.
    pub fn count(&self, day: Date) -> u32 {
        let counts = self.day_counts();
        let whole = counts.count(day);
        let whole = whole - u32::from(self.has_delisted(&counts, day, whole));
        self.growing.as_ref().map_or(whole, |clock| published(whole, day, clock.now()))
    }

    /// Whether the last record of a day has left the register.
    fn has_delisted(&self, counts: &DayCounts, day: Date, whole: u32) -> bool {
        let Some(first) = self.first_day() else { return false };
        let releases = Releases::new(self.catalog, first, counts);
        let last = whole.checked_sub(1).map(|index| RecordId { day, index });
        last.is_some_and(|id| day >= first && releases.has_left(id, beijing_day(self.clock.now())))
    }

    /// The first day of the register as release files show it.
    fn first_day(&self) -> Option<Date> {
        let today = beijing_day(self.clock.now());
        Some(today.saturating_sub(i64::from(self.release_days?).days()))
    }

    /// The register as release files show it now.
    pub fn register(&self, registry: String) -> Option<Register> {
        let first = self.first_day()?;
        let last = beijing_day(self.clock.now()).yesterday().ok()?;
        Some(Register { catalog: self.catalog, first, last, counts: self.day_counts(), registry })
    }

    fn day_counts(&self) -> DayCounts {
        let (per_day, set) = (self.per_day, self.counts.clone());
        DayCounts { catalog: self.catalog, per_day, set }
    }

    /// Sets the number of records of a day: adds newer ones, or removes the newest.
    pub fn set_count(&mut self, day: Date, count: u32) {
        self.counts.insert(day, count);
    }

    /// Puts a device into a state in which it is not returned.
    pub fn withdraw(&mut self, primary_di: &str) {
        self.withdrawn.insert(primary_di.to_owned());
    }

    pub fn is_withdrawn(&self, primary_di: &str) -> bool {
        self.withdrawn.contains(primary_di)
    }

    /// Whether a record of the catalog has been published.
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
        // Skips whole days before the position.
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

    pub fn record(&self, id: RecordId) -> DeviceRecord {
        self.catalog.record(id)
    }
}

/// How many of a day's records have appeared, evenly from midnight to midnight.
fn published(whole: u32, day: Date, now: Timestamp) -> u32 {
    let Some(midnight) = start_of_beijing_day(day) else { return whole };
    let seconds = now.duration_since(midnight).as_secs().clamp(0, DAY);
    u32::try_from(i64::from(whole) * seconds / DAY).unwrap_or(whole)
}

fn days(period: Period) -> impl Iterator<Item = Date> {
    period.days().filter_map(|day| {
        let (year, month, day) = day.parts();
        let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, day?);
        Date::new(year, month, i8::try_from(day).ok()?).ok()
    })
}
