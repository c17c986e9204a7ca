//! The records that a sandbox must give, straight from its catalogue.

use std::collections::BTreeSet;

use jiff::civil::Date;
use sandbox::udid::{Catalog, RecordId};
use udid_client::types::{DeviceRecord, Period};
use udid_client::{Walk, WalkPage};

/// The catalogue of a sandbox with the usual seed.
pub fn catalog() -> Catalog {
    Catalog::new(1)
}

/// The date of a day.
pub fn date(day: Period) -> Date {
    day.to_string().parse().unwrap()
}

/// The newest `count` records of a day that has `total`, newest first.
pub fn newest(day: Period, total: u32, count: u32) -> Vec<DeviceRecord> {
    let day = date(day);
    let ids = (total - count..total).rev().map(|index| RecordId { day, index });
    ids.map(|id| catalog().record(id)).collect()
}

/// The keys of records, in their order.
pub fn keys<'a>(records: impl IntoIterator<Item = &'a DeviceRecord>) -> Vec<String> {
    records.into_iter().map(key).collect()
}

/// The key of a record.
pub fn key(record: &DeviceRecord) -> String {
    record.device.device_record_key.clone().unwrap()
}

/// All records that a walk still has to give.
pub async fn rest(walk: &mut Walk) -> Vec<DeviceRecord> {
    let mut records = Vec::new();
    while let Some(page) = next(walk).await {
        records.extend(page.records);
    }
    records
}

/// The next page of a walk that nothing hinders.
pub async fn next(walk: &mut Walk) -> Option<WalkPage> {
    walk.next_page().await.unwrap()
}

/// Checks that all records of a day that has `total` are there, whatever their order, and that
/// none is there twice.
pub fn assert_all(given: &[DeviceRecord], day: Period, total: u32, case: &str) {
    assert_contains(given, day, total, case);
    assert_eq!(given.len(), total as usize, "{case}");
}

/// Checks that all records of a day that has `total` are there, perhaps with others, and that none
/// is there twice.
pub fn assert_contains(given: &[DeviceRecord], day: Period, total: u32, case: &str) {
    let different: BTreeSet<_> = keys(given).into_iter().collect();
    assert_eq!(different.len(), given.len(), "{case}: records came twice");
    let expected = keys(&newest(day, total, total));
    let missing = expected.iter().filter(|key| !different.contains(*key)).count();
    assert_eq!(missing, 0, "{case}: records are missing");
}
