//! Room and time that records take in a database, indexes and memberships included.
//!
//! Run with `cargo bench -p udid-sqlite --bench size`; a number of records may follow `--`. Prints bytes a
//! record for the whole file and for each table and index, and records a second.
//!
//! Families are those that `udid_synthetic::family_record` assumes.

use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;
use udid_sqlite::SqliteStore;
use udid_store::{Batch, Completion, Cursor, RecordSink};
use udid_synthetic::family_record;
use udid_types::Period;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

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
        let on_page = on_page.map(|number| family_record(number, records)).collect();
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
