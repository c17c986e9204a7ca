//! Which version of a record stays.

use serde_json::{Value, json};
use udid_types::DeviceRecord;
use wire::Count;
use yima::{PageCounts, Store};

use crate::database::Content;

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

/// Stores the versions one after the other, each as a page of its own.
fn stored(versions: &[&DeviceRecord]) -> (Vec<DeviceRecord>, PageCounts, Content) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("versions.sqlite");
    let mut store = Store::open(&file).unwrap();
    let (pull, _) = store.begin_pull("2026-08-10").unwrap();
    let mut counts = PageCounts::default();
    for (next_page, record) in (2..).zip(versions) {
        counts += store.write_page(pull, next_page, None, std::slice::from_ref(*record)).unwrap();
    }
    let found = store.find_by_di("06900000000014").unwrap();
    drop(store);
    (found, counts, Content::of(&file))
}

fn counts(inserted: u64, replaced: u64, kept: u64) -> PageCounts {
    PageCounts { inserted, replaced, kept }
}

#[test]
fn a_newer_version_replaces_an_older_one_with_all_its_rows() {
    let (old, new) = (version(&json!("9"), "old"), version(&json!("10"), "new"));
    let (found, counted, content) = stored(&[&old, &new]);
    assert_eq!(found, [new]);
    assert_eq!(counted, counts(1, 1, 0));
    for table in ["device", "contact", "package", "clinical", "pull_record"] {
        assert_eq!(content.count(table), 1, "{table}");
    }
}

#[test]
fn an_older_version_does_not_replace_a_newer_one() {
    let (old, new) = (version(&json!("9"), "old"), version(&json!(10), "new"));
    let (found, counted, content) = stored(&[&new, &old]);
    assert_eq!(found, [new]);
    assert_eq!(counted, counts(1, 0, 1));
    assert_eq!(content.count("package"), 1);
    assert_eq!(content.count("pull_record"), 1);
}

#[test]
fn the_same_version_is_written_again_because_it_may_be_corrected() {
    let (first, corrected) = (version(&json!("2"), "first"), version(&json!("2"), "corrected"));
    let (found, counted, _) = stored(&[&first, &corrected]);
    assert_eq!(found, [corrected]);
    assert_eq!(counted, counts(1, 1, 0));
}

#[test]
fn versions_that_are_no_numbers_count_as_the_oldest() {
    for odd in [json!("1,480"), json!("V9"), json!("9 ausgesetzt"), json!(""), Value::Null] {
        let (odd_one, numbered) = (version(&odd, "odd"), version(&json!("1"), "numbered"));
        assert_eq!(odd_one.device.version_number.as_ref().and_then(Count::get), None);
        let (found, counted, _) = stored(&[&odd_one, &numbered]);
        assert_eq!((found, counted), (vec![numbered.clone()], counts(1, 1, 0)), "{odd}");
        let (found, counted, _) = stored(&[&numbered, &odd_one]);
        assert_eq!((found, counted), (vec![numbered], counts(1, 0, 1)), "{odd}");
        let (found, counted, _) = stored(&[&odd_one, &odd_one]);
        assert_eq!((found, counted), (vec![odd_one], counts(1, 1, 0)), "{odd}");
    }
}
