//! Which version of a record stays.

use serde_json::{Value, json};
use test_support::database::Content;
use udid_sqlite::SqliteStore;
use udid_store::BatchCounts;
use udid_types::DeviceRecord;
use wire::Count;

use crate::{find, write};

/// A record with a package, a contact and a size in each version, all named after the version.
fn version(number: &Value, name: &str) -> DeviceRecord {
    let data_set = json!({
        "deviceInfo": [{
            "deviceRecordKey": "k", "versionNumber": number, "ZXXSDYCPBS": "06900000000014",
            "CPMCTYMC": name, "contactList": [{"QYLXRYX": format!("{name}@example.org")}]
        }],
        "packingInfo": [{"deviceRecordKey": "k", "BZCPBS": format!("package of {name}")}],
        "clinicalInfo": [{"deviceRecordKey": "k", "CCZ": name}]
    });
    let data_set: udid_types::DataSet = wire::from_slice(data_set.to_string().as_bytes()).unwrap();
    data_set.into_records().records.remove(0)
}

/// Stores the versions one after another, each as a batch of its own.
async fn stored(versions: &[&DeviceRecord]) -> (Vec<DeviceRecord>, BatchCounts, Content) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("versions.sqlite");
    let mut store = SqliteStore::open(&file).await.unwrap();
    let mut counts = BatchCounts::default();
    for (position, record) in (1..).zip(versions) {
        counts += write(&mut store, position, vec![(*record).clone()]).await;
    }
    let found = find(&store, "06900000000014").await;
    drop(store);
    (found, counts, Content::of(&file))
}

fn counts(inserted: u64, replaced: u64, kept: u64) -> BatchCounts {
    BatchCounts { inserted, replaced, kept }
}

#[tokio::test]
async fn a_newer_version_replaces_an_older_one_with_all_its_rows() {
    let (old, new) = (version(&json!("9"), "old"), version(&json!("10"), "new"));
    let (found, counted, content) = stored(&[&old, &new]).await;
    assert_eq!(found, [new]);
    assert_eq!(counted, counts(1, 1, 0));
    for table in ["device", "contact", "package", "clinical", "pull_record"] {
        assert_eq!(content.count(table), 1, "{table}");
    }
}

#[tokio::test]
async fn an_older_version_does_not_replace_a_newer_one() {
    let (old, new) = (version(&json!("9"), "old"), version(&json!(10), "new"));
    let (found, counted, content) = stored(&[&new, &old]).await;
    assert_eq!(found, [new]);
    assert_eq!(counted, counts(1, 0, 1));
    assert_eq!(content.count("package"), 1);
    assert_eq!(content.count("pull_record"), 1);
}

#[tokio::test]
async fn the_same_version_is_written_again_because_it_may_be_corrected() {
    let (first, corrected) = (version(&json!("2"), "first"), version(&json!("2"), "corrected"));
    let (found, counted, _) = stored(&[&first, &corrected]).await;
    assert_eq!(found, [corrected]);
    assert_eq!(counted, counts(1, 1, 0));
}

#[tokio::test]
async fn versions_that_are_no_numbers_count_as_the_oldest() {
    for odd in [json!("1,480"), json!("V9"), json!("9 ausgesetzt"), json!(""), Value::Null] {
        let (odd_one, numbered) = (version(&odd, "odd"), version(&json!("1"), "numbered"));
        assert_eq!(odd_one.device.version_number.as_ref().and_then(Count::get), None);
        let (found, counted, _) = stored(&[&odd_one, &numbered]).await;
        assert_eq!((found, counted), (vec![numbered.clone()], counts(1, 1, 0)), "{odd}");
        let (found, counted, _) = stored(&[&numbered, &odd_one]).await;
        assert_eq!((found, counted), (vec![numbered], counts(1, 0, 1)), "{odd}");
        let (found, counted, _) = stored(&[&odd_one, &odd_one]).await;
        assert_eq!((found, counted), (vec![odd_one], counts(1, 1, 0)), "{odd}");
    }
}
