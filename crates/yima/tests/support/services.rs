//! A sandbox in the test's process, what it must give, and a client of it.

use jiff::civil::Date;
use sandbox::udid::{Catalog, RecordId};
use sandbox::{Sandbox, Settings};
use udid_types::DeviceRecord;

/// Starts a sandbox with so many records a day.
pub async fn sandbox(records_per_day: u32) -> Sandbox {
    start(Settings { records_per_day: Some(records_per_day), ..Settings::default() }).await
}

pub async fn start(settings: Settings) -> Sandbox {
    Sandbox::builder(settings).start().await.expect("a free port")
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// The records of a day as the sandbox makes them up, without asking it over the network.
pub fn records_of(day: Date, count: u32) -> Vec<DeviceRecord> {
    let catalog = Catalog::new(Settings::default().seed);
    (0..count).map(|index| catalog.record(RecordId { day, index })).collect()
}
