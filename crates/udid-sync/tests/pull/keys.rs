//! Records that share a DI, and records without a key.

use test_support::database::Content;
use test_support::pages;
use udid_types::{DataSet, DeviceRecord};

use crate::Bench;

fn records(data_set: &str) -> Vec<DeviceRecord> {
    let data_set: DataSet = wire::from_slice(data_set.as_bytes()).unwrap();
    data_set.into_records().records
}

#[tokio::test]
async fn records_with_one_di_are_all_found() {
    let data_set = r#"{"deviceInfo": [
        {"deviceRecordKey": "1", "ZXXSDYCPBS": "d", "versionNumber": "1"},
        {"deviceRecordKey": "2", "ZXXSDYCPBS": "d", "versionNumber": "1"}]}"#;
    let bench = Bench::made_up(|_| pages::page(data_set, 2));
    bench.pull("2026-08-10").await.unwrap();
    assert_eq!(bench.find_by_di("d").await, records(data_set));
}

#[tokio::test]
async fn records_without_a_key_go_by_their_di() {
    let data_set = r#"{"deviceInfo": [
        {"ZXXSDYCPBS": "a", "deviceRecordKey": " "}, {"ZXXSDYCPBS": "b"}]}"#;
    let bench = Bench::made_up(|_| pages::page(data_set, 2));
    for _ in 0..2 {
        let pulled = bench.pull_again("2026-08-10").await.unwrap();
        assert!(pulled.is_complete());
        assert_eq!(pulled.report.records, 2);
    }
    assert_eq!(Content::of(&bench.file).count("device"), 2);
    assert_eq!(bench.find_by_di("b").await, records(data_set)[1..]);
}
