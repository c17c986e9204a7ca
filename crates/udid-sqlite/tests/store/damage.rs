//! Databases that are damaged, and copies of sound ones.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;
use udid_sqlite::SqliteStore;
use udid_store::{Batch, Cursor, RecordSink, StoreError};
use udid_types::{DeviceRecord, Period};

use crate::find;

/// A database with a complete day of 300 records.
async fn sound() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("registry.sqlite");
    let mut store = SqliteStore::open(&file).await.unwrap();
    let period: Period = "2026-08-10".parse().unwrap();
    let pass = store.begin(&period.into()).await.unwrap().pass;
    let records = (0..300).map(|number| {
        let mut record = DeviceRecord::default();
        record.device.device_record_key = Some(format!("k{number}"));
        record.device.primary_di = Some(format!("di {number}"));
        record.device.product_name = Some(format!("product {number}"));
        record
    });
    let mut batch = Batch::new(records.collect(), Cursor::START, 1);
    batch.total = Some(300);
    store.write(pass, batch).await.unwrap();
    _ = store.complete(pass, true).await.unwrap();
    (folder, file)
}

async fn problems(file: &Path) -> Vec<String> {
    udid_sqlite::check(file).await.unwrap()
}

fn change(file: &Path, sql: &str) {
    let connection = Connection::open(file).unwrap();
    connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
}

#[tokio::test]
async fn a_sound_database_has_no_problems_and_is_not_changed() {
    let (_folder, file) = sound().await;
    let before = fs::read(&file).unwrap();
    assert_eq!(problems(&file).await, Vec::<String>::new());
    assert!(fs::read(&file).unwrap() == before);
}

#[tokio::test]
async fn what_does_not_hold_is_named() {
    for (sql, expected) in [
        ("DELETE FROM listed WHERE record = 7", "300 rows were complete, 299 are stored"),
        ("DELETE FROM record WHERE id = 7", "a row of listed refers to a row of record"),
        (
            "UPDATE record SET model = 'other' WHERE key = 'k3'",
            "record k3 does not say what it said",
        ),
        ("UPDATE family SET product_name = 'x' WHERE id = 5", "does not say what it said"),
        ("UPDATE record SET family = 1", "family without records"),
        ("UPDATE record SET as_sent = '{' WHERE key = 'k4'", "record k4: "),
    ] {
        let (_folder, file) = sound().await;
        change(&file, sql);
        let problems = problems(&file).await.join("\n");
        assert!(problems.contains(expected), "{sql}: {problems}");
    }
}

#[tokio::test]
async fn a_damaged_file_is_named_with_the_way_on() {
    let (_folder, file) = sound().await;
    let mut bytes = fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    for byte in &mut bytes[4096..half] {
        *byte = 0x5a;
    }
    fs::write(&file, &bytes).unwrap();
    assert!(!problems(&file).await.is_empty());
    let opened = SqliteStore::open_existing(&file).await;
    let error = match opened {
        Ok(store) => {
            use udid_store::Registry;
            store.find_by_di("di 7").await.unwrap_err()
        }
        Err(error) => error,
    };
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
    assert!(error.to_string().contains("yima db check --db "), "{error}");
}

#[tokio::test]
async fn a_copy_holds_the_same_and_overwrites_nothing() {
    let (folder, file) = sound().await;
    let copy = folder.path().join("copy.sqlite");
    // While another process has the file open and its log is not empty.
    let open = SqliteStore::open(&file).await.unwrap();
    udid_sqlite::back_up(&file, &copy).await.unwrap();
    drop(open);
    assert_eq!(problems(&copy).await, Vec::<String>::new());
    let store = SqliteStore::open_existing(&copy).await.unwrap();
    assert_eq!(find(&store, "di 7").await.len(), 1);
    drop(store);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let error = udid_sqlite::back_up(&file, &copy).await.unwrap_err();
    assert!(error.to_string().contains("copy.sqlite: the file exists"), "{error}");
}

#[tokio::test]
async fn names_with_a_meaning_of_their_own_are_refused() {
    for name in [":memory:", "file:x.sqlite", "file:x?mode=memory", ""] {
        let Err(error) = SqliteStore::open(Path::new(name)).await else { panic!("{name}") };
        assert!(matches!(error, StoreError::NoFileName { .. }), "{error:?}");
    }
}
