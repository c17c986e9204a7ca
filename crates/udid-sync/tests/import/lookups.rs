//! Look-ups while another connection loads: each gives a record whole, in one version or the next.

use std::sync::atomic::{AtomicBool, Ordering};

use udid_sqlite::SqliteStore;
use udid_store::{Registry, content_hash};
use udid_sync::import;
use udid_types::DeviceRecord;

use crate::files::{record, release};

const RECORDS: usize = 400;

/// A record in a version, with as many packages.
fn in_version(number: usize, version: u64) -> DeviceRecord {
    let key = format!("key {number}");
    let mut record = record(&key, version, 0, &format!("{number:06}"));
    let package = record.packages[0].clone();
    record.packages.clear();
    for level in 0..version * 3 {
        let mut package = package.clone();
        package.package_di = Some(format!("{level}0690{number:06}"));
        record.packages.push(package);
    }
    record
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn look_ups_see_whole_records_while_they_are_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("copy.sqlite");
    let versions = [1, 2, 3, 4];
    let files = versions.map(|version| {
        let records: Vec<_> = (0..RECORDS).map(|number| in_version(number, version)).collect();
        release(folder.path(), &format!("UDID_DAY_UPDATE_2026081{version}"), &records)
    });
    let mut store = SqliteStore::open(&database).await.unwrap();
    import(&files[0], &mut store, false, |_| {}).await.unwrap();
    let reader = SqliteStore::open_existing(&database).await.unwrap();
    let has_ended = AtomicBool::new(false);
    let look_up = async {
        let mut looked_up = 0;
        while !has_ended.load(Ordering::Relaxed) || looked_up < RECORDS {
            let number = looked_up * 37 % RECORDS;
            let di = format!("069000{number:06}");
            let found = reader.find_by_di(&di).await.unwrap();
            assert_eq!(found.len(), 1, "{di}");
            let whole = versions.map(|version| content_hash(&in_version(number, version)));
            assert!(whole.contains(&content_hash(&found[0])), "{di}: {:?}", found[0].packages);
            looked_up += 1;
        }
    };
    let load = async {
        for file in &files[1..] {
            assert!(import(file, &mut store, false, |_| {}).await.unwrap().is_complete());
        }
        has_ended.store(true, Ordering::Relaxed);
    };
    tokio::join!(look_up, load);
}
