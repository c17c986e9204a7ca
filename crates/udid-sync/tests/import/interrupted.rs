//! Loads that are broken off anywhere end like loads that are not.

use async_trait::async_trait;
use test_support::database::Content;
use udid_sqlite::SqliteStore;
use udid_store::{
    AmbiguousRecord, Batch, BatchCounts, Completion, Listing, ListingState, Pass, PassState,
    RecordSink, StoreError,
};
use udid_sync::import;
use udid_types::DeviceRecord;

use crate::files::{load, record};

/// A store whose process ends behind some batches.
struct Dying {
    store: SqliteStore,
    left: u32,
}

#[async_trait]
impl RecordSink for Dying {
    async fn state(&mut self, listing: &Listing) -> Result<ListingState, StoreError> {
        self.store.state(listing).await
    }

    async fn begin(&mut self, listing: &Listing) -> Result<PassState, StoreError> {
        self.store.begin(listing).await
    }

    async fn restart(&mut self, pass: Pass) -> Result<PassState, StoreError> {
        self.store.restart(pass).await
    }

    async fn write(&mut self, pass: Pass, batch: Batch) -> Result<BatchCounts, StoreError> {
        self.left = self.left.checked_sub(1).ok_or_else(died)?;
        self.store.write(pass, batch).await
    }

    async fn ambiguous_records(&mut self, pass: Pass) -> Result<Vec<AmbiguousRecord>, StoreError> {
        self.store.ambiguous_records(pass).await
    }

    async fn settle(&mut self, pass: Pass, record: DeviceRecord) -> Result<(), StoreError> {
        self.store.settle(pass, record).await
    }

    async fn complete(&mut self, pass: Pass, has_ended: bool) -> Result<Completion, StoreError> {
        self.left = self.left.checked_sub(1).ok_or_else(died)?;
        self.store.complete(pass, has_ended).await
    }
}

fn died() -> StoreError {
    let source = std::io::Error::other("the process has ended").into();
    StoreError::Database { database: "test".to_owned(), source }
}

#[tokio::test]
async fn a_load_that_is_broken_off_behind_any_batch_ends_with_the_same_content() {
    let folder = tempfile::tempdir().unwrap();
    // Two parts: 5,000 and 7 records, some of which come twice.
    let records = (0..5_007).map(|n| record(&format!("k{}", n % 4_990), 1 + n / 4_990, 0, "m"));
    let file = folder.path().join("UDID_FULL_RELEASE_20260810.zip");
    let out = std::fs::File::create(&file).unwrap();
    let names = ("UDID_FULL_DOWNLOAD", "2026-08-10");
    let keep = &mut |_, xml: String| xml.into_bytes();
    udid_synthetic::archive::write_parts(out, names, records, 5_007, "tests", keep).unwrap();

    let whole = folder.path().join("whole.sqlite");
    let undisturbed = load(&whole, &file).await;
    assert!(undisturbed.is_complete());
    assert_eq!(undisturbed.rows, 4_990);
    let expected = Content::of(&whole);
    // Batches: 5,000, an empty end, 7; then the verdict.
    for deaths in 0..=3 {
        let database = folder.path().join(format!("{deaths}.sqlite"));
        let store = SqliteStore::open(&database).await.unwrap();
        let mut dying = Dying { store, left: deaths };
        assert!(import(&file, &mut dying, false, |_| {}).await.is_err(), "{deaths}");
        drop(dying);
        let imported = load(&database, &file).await;
        assert!(imported.is_complete(), "{deaths}: {imported}");
        assert_eq!(imported.rows, undisturbed.rows, "{deaths}");
        Content::of(&database).assert_same(&expected);
        assert_eq!(udid_sqlite::check(&database).await.unwrap(), Vec::<String>::new());
    }
}
