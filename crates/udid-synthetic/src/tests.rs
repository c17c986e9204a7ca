//! What holds for whole records and whole days.

mod fields;
mod lookup;
mod rows;
mod versions;

use std::collections::HashSet;

use jiff::civil::{Date, date};
use udid_types::DeviceRecord;

use super::identity::PLACES_A_DAY;
use super::{Catalog, RecordId};

const SEED: u64 = 20_190_912;
const CATALOG: Catalog = Catalog::new(SEED);
const DAY: Date = date(2026, 8, 3);

fn id(day: Date, index: u32) -> RecordId {
    RecordId { day, index }
}

fn day(count: u32) -> impl Iterator<Item = DeviceRecord> {
    (0..count).map(|index| CATALOG.record(id(DAY, index)))
}

/// Identities all over the catalog.
fn everywhere(count: u32) -> impl Iterator<Item = RecordId> {
    let first = date(2019, 10, 1);
    (0..count).map(move |step| {
        let days = i64::from(step) * 14_701 / i64::from(count);
        let day = first.saturating_add(jiff::ToSpan::days(days));
        id(day, step.wrapping_mul(7919) % PLACES_A_DAY)
    })
}

fn text(value: Option<&String>) -> &str {
    value.map_or("", String::as_str)
}

fn primary_di(record: &DeviceRecord) -> String {
    record.device.primary_di.clone().unwrap()
}

#[test]
fn the_same_seed_gives_the_same_records() {
    for id in everywhere(300) {
        let again = Catalog::new(SEED);
        assert_eq!(CATALOG.record(id), again.record(id));
        assert_eq!(CATALOG.history(id), again.history(id));
        assert_ne!(CATALOG.record(id), Catalog::new(SEED + 1).record(id));
    }
}

#[test]
fn days_have_as_many_records_as_real_ones() {
    let mut weekday = 0;
    let mut counts = HashSet::new();
    for day in date(2019, 10, 1).series(jiff::ToSpan::day(1)).take(4000) {
        let count = CATALOG.records_on(day);
        assert!((3_600..=13_000).contains(&count), "{day}: {count}");
        weekday = weekday.max(count);
        counts.insert(count);
    }
    assert!(weekday > 12_000 && counts.len() > 2000);
    assert!(CATALOG.records_on(date(2026, 8, 1)) < CATALOG.records_on(DAY));
    assert_eq!(CATALOG.records_on(date(2019, 9, 30)), 0);
    assert_eq!(CATALOG.records_on(date(2060, 1, 1)), 0);
    assert_ne!(CATALOG.records_on(DAY), Catalog::new(1).records_on(DAY));
}

#[test]
fn nothing_stops_on_any_input() {
    for day in [Date::MIN, date(2019, 9, 30), date(2059, 12, 31), date(2060, 1, 1), Date::MAX] {
        for index in [0, 199_999, 200_000, u32::MAX] {
            let record = CATALOG.record(id(day, index));
            let found = CATALOG.find_by_di(&primary_di(&record)).unwrap();
            assert_eq!(CATALOG.record(found), record);
            assert!(CATALOG.history(id(day, index)).len() < 5);
        }
    }
    for seed in [0, u64::MAX] {
        let record = Catalog::new(seed).record(id(DAY, 0));
        assert_eq!(Catalog::new(seed).find_by_di(&primary_di(&record)), Some(id(DAY, 0)));
    }
}
