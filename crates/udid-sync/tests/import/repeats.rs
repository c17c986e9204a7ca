//! Records that come twice, and files that do not hold what they state.

use udid_sqlite::SqliteStore;
use udid_store::{Completion, Holdings, Shortfall};
use udid_sync::udid_release::Hashes;
use udid_sync::{ImportError, import, note_hash};
use udid_types::DeviceRecord;

use crate::files::{load, load_again, record, release};

#[tokio::test]
async fn of_a_key_that_comes_twice_the_newer_version_stays() {
    for reversed in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut records =
            vec![record("k", 1, 1, "corrected"), record("k", 1, 0, "old"), record("l", 1, 0, "l")];
        if reversed {
            records.reverse();
        }
        let file = release(folder.path(), "UDID_FULL_RELEASE_20260810", &records);
        let database = folder.path().join("registry.sqlite");
        let imported = load(&database, &file).await;
        assert!(imported.is_complete());
        assert_eq!((imported.rows, imported.report.records), (2, 3));
        assert!(imported.to_string().ends_with("complete; 1 repeated"), "{imported}");
        let connection = test_support::database::open(&database);
        let model = "SELECT model FROM device WHERE key = 'k'";
        let model: String = connection.query_row(model, [], |row| row.get(0)).unwrap();
        assert_eq!(model, "corrected");
    }
}

#[tokio::test]
async fn records_without_a_key_do_not_replace_one_another() {
    let folder = tempfile::tempdir().unwrap();
    let keyless = |model: &str| -> DeviceRecord {
        let json =
            format!(r#"{{"device": {{"ZXXSDYCPBS": "06900000000014", "GGXH": "{model}"}}}}"#);
        serde_json::from_str(&json).unwrap()
    };
    let records = [keyless("a"), keyless("b"), record("k", 1, 0, "c")];
    let file = release(folder.path(), "UDID_DAY_UPDATE_20260810", &records);
    let database = folder.path().join("registry.sqlite");
    assert_eq!(load(&database, &file).await.rows, 3);
    assert_eq!(load_again(&database, &file, true).await.counts.inserted, 0, "stable");
}

#[tokio::test]
async fn a_file_that_counts_wrong_is_stored_named_and_disputed_at_the_second_time() {
    let folder = tempfile::tempdir().unwrap();
    let good = release(folder.path(), "UDID_DAY_UPDATE_20260810", &[record("k", 1, 0, "a")]);
    // The same archive, whose header states one record more.
    let bad = folder.path().join("UDID_DAY_UPDATE_20260811.zip");
    let names = ("UDID_INCREMENTAL_DOWNLOAD", "2026-08-11");
    let change = &mut |_, xml: String| xml.replace("XML>1<", "XML>2<").into_bytes();
    let records = [record("k", 1, 0, "a")].into_iter();
    let out = std::fs::File::create(&bad).unwrap();
    udid_synthetic::archive::write_parts(out, names, records, 1, "tests", change).unwrap();
    let database = folder.path().join("registry.sqlite");
    assert!(load(&database, &good).await.is_complete());

    let first = load(&database, &bad).await;
    let reason = Shortfall::Members {
        members: 1,
        first: "UDID_INCREMENTAL_DOWNLOAD_PART1_Of_1_2026-08-11.xml: its header states 2 records; \
                it has 1"
            .to_owned(),
    };
    assert_eq!(first.completion, Some(Completion::Incomplete(reason.clone())));
    assert_eq!(first.rows, 1, "what is there is stored");
    assert_eq!(load(&database, &bad).await.completion, Some(Completion::Disputed(reason)));
    let third = load(&database, &bad).await;
    assert!(third.completion.is_none() && !third.is_complete(), "it is not read a third time");
}

#[tokio::test]
async fn a_loose_file_is_stored_and_never_complete() {
    let folder = tempfile::tempdir().unwrap();
    let xml = udid_synthetic::release_xml(&[record("k", 1, 0, "a")], 1, "tests");
    let file = folder.path().join("PART1.xml");
    std::fs::write(&file, xml).unwrap();
    let imported = load(&folder.path().join("registry.sqlite"), &file).await;
    assert_eq!(imported.completion, Some(Completion::Incomplete(Shortfall::Undated)));
    assert_eq!(imported.rows, 1);
}

#[tokio::test]
async fn another_file_of_the_same_name_is_read_from_its_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("registry.sqlite");
    let title = "UDID_DAY_UPDATE_20260810";
    let records: Vec<_> = (0..3).map(|n| record(&format!("k{n}"), 1, 0, "a")).collect();
    let file = release(folder.path(), title, &records);
    {
        // A run that stops behind its first batch, before it says that it is complete.
        use udid_store::{RecordSink, RecordSource};
        let mut source = udid_release::ReleaseSource::open(&file).unwrap();
        let mut store = udid_sqlite::SqliteStore::open(&database).await.unwrap();
        let pass = store.begin(&source.listing()).await.unwrap();
        source.start(pass.cursor);
        let batch = source.next_batch().await.unwrap().unwrap();
        store.write(pass.pass, batch).await.unwrap();
    }
    let other = release(folder.path(), title, &[record("x", 1, 0, "b"), record("y", 1, 0, "b")]);
    let imported = load(&database, &other).await;
    assert!(imported.is_complete(), "{imported}");
    assert_eq!(imported.rows, 2);
}

#[tokio::test]
async fn a_file_that_was_changed_since_its_download_is_refused_and_an_equal_one_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let file = release(folder.path(), "UDID_DAY_UPDATE_20260810", &[record("k", 1, 0, "A")]);
    let database = folder.path().join("copy.sqlite");
    note_hash(&file, &Hashes::of(&file).unwrap()).unwrap();
    let noted = std::fs::read_to_string(folder.path().join("UDID_DAY_UPDATE_20260810.zip.sha256"));
    assert!(noted.unwrap().ends_with("  UDID_DAY_UPDATE_20260810.zip\n"));
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, [whole.as_slice(), b"x"].concat()).unwrap();
    let mut store = SqliteStore::open(&database).await.unwrap();
    let error = import(&file, &mut store, false, |_| {}).await.unwrap_err();
    assert!(matches!(error, ImportError::Changed(_)), "{error}");
    assert_eq!(store.inventory().await.unwrap().records, 0);
    std::fs::write(&file, whole).unwrap();
    assert!(import(&file, &mut store, false, |_| {}).await.unwrap().is_complete());
}
