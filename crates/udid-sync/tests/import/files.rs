//! Release files of a few records each.

use std::fs::File;
use std::path::{Path, PathBuf};

use udid_sqlite::SqliteStore;
use udid_sync::{Imported, import};
use udid_synthetic::archive::write_parts;
use udid_types::DeviceRecord;

/// A record with a key in a version.
pub fn record(key: &str, version: u64, correction: u64, model: &str) -> DeviceRecord {
    let json = format!(
        r#"{{"device": {{"deviceRecordKey": "{key}", "versionNumber": {version},
            "correctionNumber": {correction}, "GGXH": "{model}", "ZXXSDYCPBS": "069000{model}"}},
            "packages": [{{"BZCPBS": "1{model}", "deviceRecordKey": "{key}"}}]}}"#
    );
    serde_json::from_str(&json).unwrap()
}

/// A release file with these records, all in one part.
pub fn release(folder: &Path, title: &str, records: &[DeviceRecord]) -> PathBuf {
    let path = folder.join(format!("{title}.zip"));
    let file = File::create(&path).unwrap();
    let names = ("UDID_INCREMENTAL_DOWNLOAD", "2026-08-10");
    let keep = &mut |_, xml: String| xml.into_bytes();
    write_parts(file, names, records.iter().cloned(), records.len(), "tests", keep).unwrap();
    path
}

pub async fn load(database: &Path, file: &Path) -> Imported {
    load_again(database, file, false).await
}

pub async fn load_again(database: &Path, file: &Path, again: bool) -> Imported {
    let mut store = SqliteStore::open(database).await.unwrap();
    import(file, &mut store, again, |_| {}).await.unwrap()
}
