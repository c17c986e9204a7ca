//! What goes into the database comes out as it was.

use udid_sqlite::SqliteStore;
use udid_types::{DataSet, DeviceRecord};

use crate::{find, write};

fn records(data_set: &str) -> Vec<DeviceRecord> {
    let data_set: DataSet = wire::from_slice(data_set.as_bytes()).unwrap();
    let joined = data_set.into_records();
    assert_eq!(joined.orphans, []);
    joined.records
}

/// Writes a data set to a database and reads it back.
async fn assert_survives(data_set: &str, di: &str) {
    let given = records(data_set);
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(&folder.path().join("one.sqlite")).await.unwrap();
    write(&mut store, 1, given.clone()).await;
    let found = find(&store, di).await;
    assert_eq!(found, given);
    let json = |records: &[DeviceRecord]| serde_json::to_string(records).unwrap();
    assert_eq!(json(&found), json(&given));
}

/// A data set of one device.
fn device(fields: &str) -> String {
    format!(r#"{{"deviceInfo": [{{"deviceRecordKey": "k", "ZXXSDYCPBS": "d", {fields}}}]}}"#)
}

#[tokio::test]
async fn unknown_fields_survive() {
    for fields in [
        r#""neu": "值""#,
        r#""a": null, "b": true, "c": -1, "d": 1.5, "e": [], "f": {}, "g": {"h": [1, {"i": "}"}]}"#,
        r#""number": 123456789012345678901234567890, "exact": 1.10"#,
        r#""{": "{", "}": "}", "\"quoted\\": "\u0000 \n ' ; DROP TABLE device""#,
        r#""twice": 1, "twice": 2, "": "no name""#,
        r#""id": "1", "record": "2", "key": "3", "unknown_fields": {"a": 1}"#,
    ] {
        assert_survives(&device(fields), "d").await;
    }
}

#[tokio::test]
async fn values_that_no_document_lists_survive() {
    for fields in [
        r#""CPLX": "3", "CPBSBMTXMC": "HIBCC", "CGZMRAQXGXX": "unbekannt", "SFBJWYCXSY": "maybe""#,
        r#""BSZT": "1,9，二维码", "ZDCFSYCS": "1,000", "versionNumber": "V2", "TSRQ": "长期""#,
        r#""CPLX": "器械", "SFBJWYCXSY": "是", "YBBM": " a , b,,""#,
    ] {
        assert_survives(&device(fields), "d").await;
    }
}

#[tokio::test]
async fn what_is_empty_stays_empty_and_what_is_absent_stays_absent() {
    let given = device(r#""CPMCTYMC": "", "SPMC": null, "CPHHHBH": " ", "CPMS": "", "BSZT": """#);
    let device = &records(&given)[0].device;
    assert_eq!(device.product_name.as_deref(), Some(""));
    assert_eq!((device.brand_name.as_deref(), device.model.as_deref()), (None, None));
    assert_survives(&given, "d").await;
}

#[tokio::test]
async fn contacts_survive() {
    for fields in [
        r#""contactList": [{"QYLXRYX": "a@example.org", "QYLXRDH": ""}, {"QYLXRCZ": "1", "neu": [1]}]"#,
        r#""contactList": {"QYLXRYX": "a@example.org"}"#,
        r#""contactList": "[]""#,
        r#""contactList": [{}, {"QYLXRDH": "2"}]"#,
    ] {
        assert_survives(&device(fields), "d").await;
    }
}

#[tokio::test]
async fn keys_that_come_twice_survive() {
    for fields in [
        r#""CPMCTYMC": "first", "CPMCTYMC": "second", "cpmctymc": "third""#,
        r#""CPMCTYMC": "", "CPMCTYMC": "second""#,
        r#""CPLX": "", "CPLX": "2", "qxlb": "1""#,
        r#""contactList": [{"QYLXRYX": "a"}], "contactList": [{"QYLXRYX": "b"}]"#,
        r#""contactList": [], "contactList": [{"QYLXRYX": "b"}]"#,
    ] {
        assert_survives(&device(fields), "d").await;
    }
}

#[tokio::test]
async fn rows_of_all_lists_survive_in_their_order() {
    let given = r#"{
        "deviceInfo": [{"deviceRecordKey": "k", "ZXXSDYCPBS": "d"}],
        "packingInfo": [
            {"deviceRecordKey": "k", "BZCPBS": "p2", "BZNHXYJCPBSSL": 10, "CPBZJB": ""},
            {"devicerecordkey": "k", "BZCPBS": "p1", "BZCPBS": "again", "neu": 1.25}],
        "storageInfo": [
            {"deviceRecordKey": "k", "CCHCZTJ": "温度", "ZDZ": "-20", "ZGZ": 8, "JLDW": "℃"},
            {"deviceRecordKey": "k"}],
        "clinicalInfo": [
            {"deviceRecordKey": "k", "LCSYCCLX": "其他", "CCZ": "1.50", "CCDW": ""},
            {"deviceRecordKey": "k", "deviceHistoryKey": ""}]
    }"#;
    assert_survives(given, "d").await;
    assert_survives(given, "again").await;
}
