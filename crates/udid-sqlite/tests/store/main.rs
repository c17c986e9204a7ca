//! What a database holds after records were written to it, and which files are refused.

mod damage;
mod fidelity;
mod files;
mod migration;
mod passes;
mod reading;
mod versions;

use udid_sqlite::SqliteStore;
use udid_store::{Batch, BatchCounts, Cursor, RecordSink, Registry};
use udid_types::{DeviceRecord, Period};

/// Writes a batch of a day.
async fn write(store: &mut SqliteStore, position: u64, records: Vec<DeviceRecord>) -> BatchCounts {
    let period: Period = "2026-08-10".parse().unwrap();
    let pass = store.begin(&period.into()).await.unwrap().pass;
    store.write(pass, Batch::new(records, Cursor(position), 1)).await.unwrap()
}

/// Writes a batch of the same day in a pass that begins later.
async fn write_in_new_pass(store: &mut SqliteStore, records: Vec<DeviceRecord>) -> BatchCounts {
    let period: Period = "2026-08-10".parse().unwrap();
    let pass = store.begin(&period.into()).await.unwrap().pass;
    let pass = store.restart(pass).await.unwrap().pass;
    store.write(pass, Batch::new(records, Cursor::START, 2)).await.unwrap()
}

async fn find(store: &SqliteStore, di: &str) -> Vec<DeviceRecord> {
    store.find_by_di(di).await.unwrap()
}
