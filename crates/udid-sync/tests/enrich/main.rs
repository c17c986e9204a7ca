//! Registrants of pulled records, looked up in DBHS: each once, whatever happens on the way.

mod answers;
mod interrupted;

use std::path::PathBuf;

use dbhs_client::{Client, Credentials};
use dbhs_types::Organization;
use rusqlite::Connection;
use sandbox::{Sandbox, Settings, UdidSettings};
use tempfile::TempDir;
use test_support::database::{organizations, registrants};
use test_support::invented;
use transport::RetryPolicy;
use udid_sqlite::SqliteStore;
use udid_store::RegistrantCounts;
use udid_sync::{EnrichError, EnrichOptions, Enriched, PullOptions, enrich, pull};
use wire::{FieldRef, Model};

const DAY: &str = "2026-08-10";
const RECORDS: u32 = 200;
const LOOK_UP: &str = "getOrganizationByName";

/// A sandbox, and a database with the records of a day.
struct Bench {
    sandbox: Sandbox,
    client: Client,
    _folder: TempDir,
    file: PathBuf,
}

impl Bench {
    async fn new(change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings =
            Settings { udid: UdidSettings::with_records_per_day(RECORDS), ..Settings::default() };
        change(&mut settings);
        let sandbox = invented::start(settings).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("day.sqlite");
        let (id, secret) = (sandbox.app_id(), sandbox.app_secret());
        let credentials = udid_client::Credentials::new(id, secret, sandbox.credit_code());
        let udid = udid_client::Client::builder(sandbox.udid_url())
            .credentials(credentials)
            .build()
            .unwrap();
        let (mut store, options) = (
            SqliteStore::open(&file).await.unwrap(),
            PullOptions { in_flight: 1, ..PullOptions::default() },
        );
        pull(&udid, &mut store, DAY.parse().unwrap(), options, |_| {}).await.unwrap();
        let client = client(&sandbox, RetryPolicy::default());
        Self { sandbox, client, _folder: folder, file }
    }

    async fn enrich(&self) -> Result<Enriched, EnrichError> {
        let mut store = SqliteStore::open(&self.file).await.unwrap();
        enrich(
            &self.client,
            &mut store,
            EnrichOptions { in_flight: 3, asked_before: None },
            |_, _| {},
        )
        .await
    }
}

fn client(sandbox: &Sandbox, retry: RetryPolicy) -> Client {
    let credentials = Credentials::new(sandbox.dbhs_app_key(), sandbox.dbhs_secret_key());
    let builder = Client::builder(sandbox.dbhs_url()).credentials(credentials);
    builder.retry(retry).build().unwrap()
}

#[tokio::test]
async fn every_registrant_is_asked_for_once_and_found_in_the_view() {
    let bench = Bench::new(|_| {}).await;
    let registrants = registrants(&bench.file);
    let enriched = bench.enrich().await.unwrap();
    assert_eq!(enriched.asked, registrants.len() as u64);
    assert_eq!(bench.sandbox.dbhs().calls(LOOK_UP), enriched.asked);
    let stored = organizations(&bench.file);
    assert!(stored.keys().eq(&registrants));
    let found = stored.values().filter(|(found, _)| *found).count() as u64;
    let not_found = enriched.asked - found;
    assert!(found > 0 && not_found > 0, "{found} and {not_found}: both kinds are tried");
    assert_eq!(enriched.counts, RegistrantCounts { found, not_found, failed: 0 });

    let connection = Connection::open(&bench.file).unwrap();
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM device_organization"), i64::from(RECORDS));
    let imports = "SELECT count(DISTINCT record) FROM registration_number 
                   WHERE number LIKE '国械注进%' OR number LIKE '国械备%'";
    assert!(count(imports) > 0);
    assert_eq!(count("SELECT count(*) FROM device_agent"), count(imports));
    let strangers =
        "SELECT count(*) FROM device JOIN device_organization AS o ON o.record = device.id
                     WHERE o.found AND o.name <> device.registrant_name";
    assert_eq!(count(strangers), 0);
}

/// What stands in the table is what the service sends when it is asked again.
#[tokio::test]
async fn every_field_is_stored() {
    let bench = Bench::new(|_| {}).await;
    bench.enrich().await.unwrap();
    for (key, (found, fields)) in organizations(&bench.file) {
        let sent = bench.client.find_organization(&key).await.unwrap();
        assert_eq!(sent.is_some(), found, "{key}");
        let sent = sent.unwrap_or_default();
        for (index, field) in Organization::INFO.fields.iter().enumerate() {
            let expected = match sent.get(index) {
                FieldRef::Absent => None,
                FieldRef::Text(text) => Some(text.into_owned()),
                FieldRef::Nested(nested) => Some(nested.to_json()),
            };
            assert_eq!(fields[index], expected, "{key} {}", field.name);
        }
    }
}

#[tokio::test]
async fn nobody_is_asked_for_twice_found_or_not() {
    let bench = Bench::new(|_| {}).await;
    let first = bench.enrich().await.unwrap();
    let before = organizations(&bench.file);
    let second = bench.enrich().await.unwrap();
    assert_eq!((second.asked, second.counts), (0, first.counts));
    assert_eq!(bench.sandbox.dbhs().calls(LOOK_UP), first.asked);
    assert_eq!(organizations(&bench.file), before);
}

/// The service allows fewer calls a second than there are registrants.
#[tokio::test]
async fn calls_that_come_too_often_are_repeated_later() {
    let bench = Bench::new(|settings| settings.dbhs.rate_limits.per_second = 40).await;
    let enriched = bench.enrich().await.unwrap();
    assert_eq!(enriched.asked, registrants(&bench.file).len() as u64);
    assert!(bench.sandbox.dbhs().calls(LOOK_UP) > enriched.asked, "some were refused");
}
