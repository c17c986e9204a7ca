//! Which version of a record stays.

use std::slice::from_ref;

use serde_json::{Value, json};
use test_support::database::Content;
use udid_sqlite::SqliteStore;
use udid_store::BatchCounts;
use udid_types::DeviceRecord;
use wire::Count;

use crate::{find, write, write_in_new_pass};

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
    for table in ["device", "contact", "package", "clinical"] {
        assert_eq!(content.count(table), 1, "{table}");
    }
    assert_eq!(content.count("listed"), 2, "each version is a row of the listing");
}

#[tokio::test]
async fn an_older_version_does_not_replace_a_newer_one() {
    let (old, new) = (version(&json!("9"), "old"), version(&json!(10), "new"));
    let (found, counted, content) = stored(&[&new, &old]).await;
    assert_eq!(found, [new]);
    assert_eq!(counted, counts(1, 0, 1));
    assert_eq!(content.count("package"), 1);
    assert_eq!(content.count("listed"), 2);
}

/// A version with a number of corrections and without rows.
fn correction(version: u64, corrections: u64, status: &str) -> DeviceRecord {
    let mut record = DeviceRecord::default();
    let device = json!({
        "deviceRecordKey": "k", "ZXXSDYCPBS": "06900000000014", "versionNumber": version,
        "correctionNumber": corrections, "versionStatus": status
    });
    record.device = wire::from_slice(device.to_string().as_bytes()).unwrap();
    record
}

#[tokio::test]
async fn the_same_version_read_later_replaces_because_it_may_be_corrected() {
    let (first, second) = (version(&json!("2"), "first"), version(&json!("2"), "second"));
    for (first, second) in [(&first, &second), (&second, &first)] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(&folder.path().join("later.sqlite")).await.unwrap();
        let mut counted = write(&mut store, 1, vec![first.clone()]).await;
        counted += write_in_new_pass(&mut store, vec![second.clone()]).await;
        assert_eq!(find(&store, "06900000000014").await, from_ref(second));
        assert_eq!(counted, counts(1, 1, 0));
    }
}

#[tokio::test]
async fn of_two_contents_in_one_pass_the_same_one_stays_in_either_order() {
    let (one, other) = (version(&json!("2"), "one"), version(&json!("2"), "other"));
    let (stays, ..) = stored(&[&one, &other]).await;
    assert_eq!(stored(&[&other, &one]).await.0, stays);
}

#[tokio::test]
async fn corrections_stay_in_any_order_of_arrival() {
    let versions = [
        correction(1, 0, "新增"),
        correction(1, 1, "纠错"),
        correction(1, 2, "纠错"),
        correction(2, 0, "新增"),
    ];
    for (older, newer) in [(0, 1), (1, 2), (2, 3), (0, 3)] {
        let (older, newer) = (&versions[older], &versions[newer]);
        let (found, counted, _) = stored(&[newer, older]).await;
        assert_eq!((found, counted), (vec![newer.clone()], counts(1, 0, 1)));
        let (found, counted, _) = stored(&[older, newer]).await;
        assert_eq!((found, counted), (vec![newer.clone()], counts(1, 1, 0)));
    }
}

#[tokio::test]
async fn a_change_of_an_unknown_record_and_a_new_one_that_is_known_are_stored() {
    let (change, new) = (correction(2, 1, "变更"), correction(3, 0, "新增"));
    assert_eq!(stored(&[&change]).await.0, from_ref(&change));
    assert_eq!(stored(&[&change, &new]).await.0, [new]);
}

#[tokio::test]
async fn records_without_a_key_are_all_stored_once() {
    let devices = [
        json!({"ZXXSDYCPBS": "06900000000014", "GGXH": "a"}),
        json!({"ZXXSDYCPBS": "06900000000014", "GGXH": "b", "deviceRecordKey": " "}),
        json!({"CPMCTYMC": "neither key nor DI"}),
        json!({"CPMCTYMC": "another"}),
        json!({"ZXXSDYCPBS": "06900000000014", "GGXH": "a", "deviceRecordKey": "k"}),
    ];
    let records = devices.map(|device| DeviceRecord {
        device: wire::from_slice(device.to_string().as_bytes()).unwrap(),
        ..DeviceRecord::default()
    });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keyless.sqlite");
    let mut store = SqliteStore::open(&file).await.unwrap();
    assert_eq!(write(&mut store, 1, records.to_vec()).await, counts(5, 0, 0));
    assert_eq!(write_in_new_pass(&mut store, records.to_vec()).await, counts(0, 5, 0));
    assert_eq!(find(&store, "06900000000014").await.len(), 3);
    drop(store);
    assert_eq!(Content::of(&file).count("device"), 5);
    assert_eq!(Content::of(&file).count("listed"), 5);
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
