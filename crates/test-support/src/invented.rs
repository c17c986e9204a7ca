//! Sandboxes in the process of a test, and the records that they must give.

use jiff::civil::Date;
use sandbox::udid::{Catalog, RecordId};
use sandbox::{Sandbox, Settings, UdidSettings};
use udid_types::DeviceRecord;

/// Starts a sandbox with this number of records a day.
pub async fn sandbox(records_per_day: u32) -> Sandbox {
    start(Settings {
        udid: UdidSettings::with_records_per_day(records_per_day),
        ..Settings::default()
    })
    .await
}

/// Starts a sandbox with these settings.
pub async fn start(settings: Settings) -> Sandbox {
    Sandbox::builder(settings).start().await.expect("a free port")
}

/// A day of the calendar.
pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// The records of a day as the sandbox makes them up, without asking it over the network.
pub fn records_of(day: Date, count: u32) -> Vec<DeviceRecord> {
    let catalog = Catalog::new(Settings::default().seed);
    (0..count).map(|index| catalog.record(RecordId { day, index })).collect()
}
