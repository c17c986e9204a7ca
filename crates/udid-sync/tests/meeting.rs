//! Records of release files meet those of the API in one database, or are kept out of it.

use std::fs::File;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sandbox::{Sandbox, Settings, UdidSettings};
use udid_client::{Allowance, Client, Credentials};
use udid_sqlite::SqliteStore;
use udid_store::Holdings;
use udid_sync::{
    MeetingError, PullOptions, compare_with_api, compare_with_release, compare_with_service,
    import, pull,
};
use udid_synthetic::archive::write_parts;
use udid_types::DeviceRecord;

const DAY: &str = "2026-08-10";

async fn sandbox() -> (Sandbox, Client) {
    let udid = UdidSettings::with_records_per_day(40);
    let sandbox = Sandbox::builder(Settings { udid, ..Settings::default() }).start().await.unwrap();
    let credentials =
        Credentials::new(sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code());
    let client = Client::builder(sandbox.udid_url()).credentials(credentials).build().unwrap();
    // The service names its registry in a response.
    client.get_token().await.unwrap();
    (sandbox, client)
}

fn records(sandbox: &Sandbox) -> Vec<DeviceRecord> {
    let day: Date = DAY.parse().unwrap();
    sandbox.udid().records(day)
}

/// A release of the sandbox's day, with keys as `key` changes them.
fn release(
    folder: &Path,
    registry: &str,
    records: &[DeviceRecord],
    key: fn(String) -> String,
) -> PathBuf {
    let path = folder.join("UDID_DAY_UPDATE_20260810.zip");
    let names = ("UDID_INCREMENTAL_DOWNLOAD", DAY);
    let records = records.iter().cloned().map(|mut record| {
        record.device.device_record_key = record.device.device_record_key.map(key);
        record
    });
    let keep = &mut |_, xml: String| xml.into_bytes();
    write_parts(File::create(&path).unwrap(), names, records, 100, registry, keep).unwrap();
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn records_with_other_keys_are_not_mixed() {
    let (sandbox, client) = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let records = records(&sandbox);
    let other = release(folder.path(), client.registry(), &records, |key| format!("{key}-2026"));

    let mut store = SqliteStore::open(&folder.path().join("files.sqlite")).await.unwrap();
    assert_eq!(compare_with_release(&other, &store).await.unwrap().compared, 0, "nothing to meet");
    import(&other, &mut store, false, |_| {}).await.unwrap();
    let error = compare_with_api(&client, &store).await.unwrap_err();
    let MeetingError::OtherKeys(comparison) = error else { panic!("{error}") };
    assert_eq!((comparison.compared, comparison.different), (20, 20));

    let mut store = SqliteStore::open(&folder.path().join("api.sqlite")).await.unwrap();
    compare_with_api(&client, &store).await.unwrap();
    let day = DAY.parse().unwrap();
    pull(&client, &mut store, day, PullOptions::default(), |_| {}).await.unwrap();
    let error = compare_with_release(&other, &store).await.unwrap_err();
    assert!(error.to_string().starts_with("of 20 devices that release files and API have in"));
    let same = release(folder.path(), client.registry(), &records, |key| key);
    let comparison = compare_with_release(&same, &store).await.unwrap();
    assert_eq!((comparison.compared, comparison.different), (20, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn records_with_the_same_keys_are_compared_once_and_meet() {
    let (sandbox, client) = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let file = release(folder.path(), client.registry(), &records(&sandbox), |key| key);
    let mut store = SqliteStore::open(&folder.path().join("copy.sqlite")).await.unwrap();
    import(&file, &mut store, false, |_| {}).await.unwrap();
    let before = client.counts().calls;
    let comparison = compare_with_api(&client, &store).await.unwrap();
    assert_eq!((comparison.compared, comparison.different), (20, 0));
    // Twenty devices and a token.
    assert!(client.counts().calls - before <= 21);
    let day = "2026-08-11".parse().unwrap();
    pull(&client, &mut store, day, PullOptions::default(), |_| {}).await.unwrap();
    client.allow(Allowance { calls: Some(0), kept: 0 });
    assert_eq!(compare_with_api(&client, &store).await.unwrap().compared, 0, "they have met");
}

/// The service says the same of records from release files as these do, but for one that was changed.
#[tokio::test(flavor = "multi_thread")]
async fn a_sample_is_compared_with_the_service() {
    let (sandbox, client) = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let mut records = records(&sandbox);
    records[3].device.product_name = Some("another name".to_owned());
    records[7].packages.clear();
    let with_packages = records.iter().position(|record| !record.packages.is_empty()).unwrap();
    records[with_packages].packages.clear();
    let file = release(folder.path(), client.registry(), &records, |key| key);
    let mut store = SqliteStore::open(&folder.path().join("copy.sqlite")).await.unwrap();
    import(&file, &mut store, false, |_| {}).await.unwrap();
    assert_eq!(store.sample(7).await.unwrap().len(), 7);
    let report = compare_with_service(&store, &client, 1_000).await.unwrap();
    assert!(!report.is_sound());
    let fields: Vec<_> = report.different.iter().map(|deviation| &deviation.fields).collect();
    assert!(fields.iter().any(|fields| **fields == ["product_name"]), "{report}");
    assert!(fields.iter().any(|fields| **fields == ["package"]), "{report}");
    assert_eq!(report.equal + report.different.len() as u64, records.len() as u64, "{report}");
}
