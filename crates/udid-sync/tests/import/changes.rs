//! The log of changes.

use std::path::Path;

use udid_sqlite::SqliteStore;
use udid_store::{ChangeKind, ChangeLog};

use crate::files::{load, record, release};

async fn log(database: &Path, after: u64) -> Vec<(u64, ChangeKind, String, String)> {
    let store = SqliteStore::open_existing(database).await.unwrap();
    let changes = store.changes(after, 100).await.unwrap();
    let rows = changes
        .into_iter()
        .map(|change| (change.sequence, change.kind, change.key, change.fields.join(" ")));
    rows.collect()
}

#[tokio::test]
async fn what_happens_to_records_is_logged_once_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let database = folder.join("registry.sqlite");
    let full = [record("a", 1, 0, "1"), record("b", 1, 0, "1"), record("gone", 1, 0, "1")];
    load(&database, &release(folder, "UDID_FULL_RELEASE_20260801", &full)).await;
    let row = |sequence, kind, key: &str, fields: &str| {
        (sequence, kind, key.to_owned(), fields.to_owned())
    };
    let baseline = row(1, ChangeKind::Baseline, "3", "");
    assert_eq!(log(&database, 0).await, [baseline], "the first load is one entry");

    let day = [record("a", 1, 1, "1"), record("b", 2, 0, "2"), record("c", 1, 0, "1")];
    let day = release(folder, "UDID_DAY_UPDATE_20260804", &day);
    load(&database, &day).await;
    let expected = [
        row(2, ChangeKind::Correction, "a", "correction_number"),
        row(3, ChangeKind::Update, "b", "version_number primary_di model package"),
        row(4, ChangeKind::Insert, "c", ""),
    ];
    assert_eq!(log(&database, 1).await, expected);
    // Read again, it says nothing new.
    crate::files::load_again(&database, &day, true).await;
    assert_eq!(log(&database, 4).await, []);

    let later = [record("a", 1, 1, "1"), record("b", 2, 0, "2"), record("c", 1, 0, "1")];
    load(&database, &release(folder, "UDID_FULL_RELEASE_20260901", &later)).await;
    assert_eq!(log(&database, 4).await, [row(5, ChangeKind::Delisting, "gone", "")]);
    let back = [record("gone", 1, 0, "1")];
    load(&database, &release(folder, "UDID_DAY_UPDATE_20260910", &back)).await;
    assert_eq!(log(&database, 5).await, [row(6, ChangeKind::Relisting, "gone", "")]);
}
