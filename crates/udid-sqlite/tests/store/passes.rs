//! Several passes over one listing at a time.

use udid_sqlite::SqliteStore;
use udid_store::{Batch, Completion, Cursor, Listing, Pass, RecordSink};
use udid_types::{DeviceRecord, Period};

fn listing() -> Listing {
    "2026-08-10".parse::<Period>().unwrap().into()
}

fn batch(keys: std::ops::Range<u32>, as_of: i64) -> Batch {
    let records = keys.map(|key| {
        let mut record = DeviceRecord::default();
        record.device.device_record_key = Some(key.to_string());
        record
    });
    let mut batch = Batch::new(records.collect(), Cursor::START, as_of);
    batch.total = Some(batch.records.len() as u64);
    batch
}

/// A sink with a pass of its own that has stored everything.
async fn read(file: &std::path::Path, count: u32, as_of: i64) -> (SqliteStore, Pass) {
    let mut store = SqliteStore::open(file).await.unwrap();
    let pass = store.begin(&listing()).await.unwrap().pass;
    store.write(pass, batch(0..count, as_of)).await.unwrap();
    (store, pass)
}

#[tokio::test]
async fn of_two_passes_the_one_that_began_later_is_the_copy_whichever_ends_first() {
    for (first_is_later, ends_first) in [(true, 0), (true, 1), (false, 0), (false, 1)] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("two.sqlite");
        let times = if first_is_later { [2, 1] } else { [1, 2] };
        let one = read(&file, 5, times[0]).await;
        let other = read(&file, 9, times[1]).await;
        assert_ne!(one.1, other.1, "each has a pass of its own");
        let mut both = if ends_first == 0 { [one, other] } else { [other, one] };
        for (store, pass) in &mut both {
            assert_eq!(store.complete(*pass, true).await.unwrap(), Completion::Complete);
        }
        let copy = both[0].0.state(&listing()).await.unwrap().copy.unwrap();
        let expected = if first_is_later { 5 } else { 9 };
        assert_eq!((copy.rows, copy.as_of), (expected, 2), "{first_is_later} {ends_first}");
        drop(both);
        assert_eq!(udid_sqlite::check(&file).await.unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_pass_that_is_written_belongs_to_its_sink_until_that_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("owned.sqlite");
    let (owner, pass) = read(&file, 5, 1).await;
    let mut other = SqliteStore::open(&file).await.unwrap();
    let begun = other.begin(&listing()).await.unwrap();
    assert!(begun.pass != pass && begun.rows == 0);
    drop(owner);
    drop(other);
    let mut heir = SqliteStore::open(&file).await.unwrap();
    // The newest that nobody owns, and it is gone when a newer one ends.
    assert_eq!(heir.begin(&listing()).await.unwrap(), begun);
    heir.write(begun.pass, batch(0..7, 1)).await.unwrap();
    assert_eq!(heir.complete(begun.pass, true).await.unwrap(), Completion::Complete);
    let state = heir.state(&listing()).await.unwrap();
    assert_eq!((state.copy.unwrap().rows, state.unfinished), (7, None));
}

#[tokio::test]
async fn a_pass_that_has_ended_takes_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ended.sqlite");
    let (mut store, pass) = read(&file, 5, 1).await;
    _ = store.complete(pass, true).await.unwrap();
    let error = store.write(pass, batch(0..9, 1)).await.unwrap_err();
    assert!(error.to_string().contains("has ended"), "{error}");
}
