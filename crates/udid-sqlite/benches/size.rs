//! Room and time that records take in a database, indexes and memberships included.
//!
//! Run with `cargo bench -p udid-sqlite --bench size`; a number of records may follow `--`. Prints bytes a
//! record for the whole file and for each table and index, and records a second.
//!
//! Families as they are assumed to be (no official file is at hand): 21 % of the records in families of
//! 10,000 that share everything but model, identifiers and dates, the rest in families of 20; a record
//! has 1.1 contacts, 0.6 packages, 0.5 storage rows and 0.1 clinical rows in the mean.

use std::path::Path;
use std::time::Instant;

use jiff::civil::date;
use rusqlite::Connection;
use udid_sqlite::SqliteStore;
use udid_store::{Batch, Completion, Cursor, RecordSink};
use udid_synthetic::{Catalog, RecordId};
use udid_types::{ClinicalSize, DeviceRecord, Package, Period, StorageCondition};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const LARGE: u64 = 10_000;
const SMALL: u64 = 20;

#[tokio::main]
async fn main() -> Result<()> {
    let given = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let records: u64 = given.unwrap_or(400_000);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("size.sqlite");
    let mut store = SqliteStore::open(&file).await?;
    let period: Period = "2026-08".parse()?;
    let pass = store.begin(&period.into()).await?.pass;
    let started = Instant::now();
    for page in 0..records.div_ceil(20) {
        let on_page = page * 20..(page * 20 + 20).min(records);
        let on_page = on_page.map(|number| record(number, records)).collect();
        let mut batch = Batch::new(on_page, Cursor(page + 1), 1);
        batch.total = Some(records);
        store.write(pass, batch).await?;
    }
    assert_eq!(store.complete(pass, true).await?, Completion::Complete);
    let seconds = started.elapsed().as_secs_f64();
    drop(store);
    print(&file, records, seconds)
}

fn print(file: &Path, records: u64, seconds: f64) -> Result<()> {
    let bytes = std::fs::metadata(file)?.len();
    println!("{records} records: {} bytes a record (bar 550)", bytes / records);
    println!(
        "{:.0} records/s, inventing them included",
        f64::from(u32::try_from(records)?) / seconds
    );
    let connection = Connection::open(file)?;
    let select = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC";
    let Ok(mut statement) = connection.prepare(select) else { return Ok(()) };
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let size = row.get::<_, f64>(1)? / f64::from(u32::try_from(records)?);
        println!("  {:<40} {size:>7.1}", row.get::<_, String>(0)?);
    }
    Ok(())
}

/// The record of a number: one of its family.
fn record(number: u64, records: u64) -> DeviceRecord {
    let in_large = records * 21 / 100;
    let family = if number < in_large { number / LARGE } else { in_large + number / SMALL };
    let index = u32::try_from(family % 200_000).unwrap_or(0);
    let template = Catalog::new(1).record(RecordId { day: date(2026, 8, 10), index });
    let mut record = DeviceRecord { device: template.device, ..DeviceRecord::default() };
    let device = &mut record.device;
    let di = gtin(690_000_000_000 + number);
    let key = format!("{di}2026{number:029}");
    device.device_record_key = Some(key.clone());
    device.model = Some(format!("SM{number:06}-{:04}", number % 7919));
    device.catalog_number = None;
    device.registered_di = device.registered_di.take().map(|_| di.clone());
    device.unit_of_use_di = device.unit_of_use_di.take().map(|_| di.clone());
    device.direct_marking_di = device.direct_marking_di.take().map(|_| di.clone());
    let day = format!("2026-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
    device.published_on = Some(day.clone().into());
    device.version_time = Some(day.into());
    device.contacts.truncate(1);
    if family.is_multiple_of(10)
        && let Some(mut contact) = device.contacts.first().cloned()
    {
        contact.phone = Some("010-12345678".to_owned());
        device.contacts.push(contact);
    }
    if number % 10 < 6 {
        let mut package = Package::default();
        package.device_record_key = Some(key.clone());
        package.package_di = Some(gtin(1_690_000_000_000 + number));
        package.contained_di = Some(di.clone());
        package.contained_count = Some(10_u64.into());
        package.level = Some("箱".to_owned());
        record.packages.push(package);
    }
    if number % 10 < 5 {
        let mut condition = StorageCondition::default();
        condition.device_record_key = Some(key.clone());
        condition.condition = Some("温度".to_owned());
        condition.min_value = Some("5".to_owned());
        condition.max_value = Some("40".to_owned());
        condition.unit = Some("℃".to_owned());
        record.storage_conditions.push(condition);
    }
    if number.is_multiple_of(10) {
        let mut size = ClinicalSize::default();
        size.device_record_key = Some(key);
        size.value = Some(format!("{}", number % 400));
        record.clinical_sizes.push(size);
    }
    record.device.primary_di = Some(di);
    record
}

/// A GTIN-14 of 13 digits: with its check digit.
fn gtin(number: u64) -> String {
    let digits = format!("{number:013}");
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}
