//! Full, month, week and day files and pulls through the API, in any order and some of them twice, end with
//! the register of the sandbox.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use sandbox::Sandbox;
use test_support::database::Content;
use udid_client::{Client, Credentials};
use udid_sqlite::SqliteStore;
use udid_store::{Holdings, content_hash, record_key};
use udid_sync::{
    PullOptions, ReleaseAddresses, ReleaseServer, download, import, pull, udid_release::udid_types,
};
use udid_types::{DateText, DeviceRecord};

/// The newest full release, and the last day that has ended.
const FULL: Date = date(2026, 9, 1);
const LAST: Date = date(2026, 9, 2);

/// Days of the files of single days.
const DAYS_OF_FILES: i64 = 14;

#[derive(Clone)]
enum Source {
    File(std::path::PathBuf),
    Day(Date),
}

async fn load(store: &mut SqliteStore, client: &Client, source: &Source, again: bool) {
    match source {
        Source::File(file) => {
            let imported = import(file, store, again, |_| {}).await.unwrap();
            assert!(imported.is_complete(), "{imported}");
        }
        Source::Day(day) => {
            let options = PullOptions { again, ..PullOptions::default() };
            let day = day.to_string().parse().unwrap();
            let pulled = pull(client, store, day, options, |_| {}).await.unwrap();
            assert!(pulled.is_complete(), "{pulled}");
        }
    }
}

/// All files that are offered, and every fourth day through the API.
async fn sources(sandbox: &Sandbox, folder: &Path) -> Vec<Source> {
    let addresses = ReleaseAddresses::at(&format!("http://{}", sandbox.address()));
    let server = ReleaseServer::new(addresses).unwrap();
    let mut sources = Vec::new();
    for offer in server.offers().await.unwrap() {
        sources.push(Source::File(download(&server, &offer, folder, |_, _| {}).await.unwrap()));
    }
    let days = LAST.saturating_sub(55.days()).series(4.days()).take_while(|day| *day <= LAST);
    sources.extend(days.map(Source::Day));
    sources
}

/// Draws that do not depend on the standard library: a linear congruential generator (Knuth's MMIX).
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// When the files that hold a record as published on a day say that it was there last.
fn last_sighting(day: Date) -> Date {
    let sunday =
        day.tomorrow().unwrap().nth_weekday(1, Weekday::Monday).unwrap().yesterday().unwrap();
    let sunday = if day.weekday() == Weekday::Sunday { day } else { sunday };
    let month = day.last_of_month();
    let is_of_day = day > LAST.saturating_sub(DAYS_OF_FILES.days());
    let files = [(sunday, sunday <= LAST), (month, month <= LAST), (day, is_of_day)];
    files.iter().filter(|(_, is_there)| *is_there).map(|(date, _)| *date).max().unwrap_or(day)
}

fn published(record: &DeviceRecord) -> Date {
    let day = record.device.version_time.as_ref().and_then(DateText::year_month_day).unwrap();
    let [month, day_of_month] = [day.1, day.2].map(|part| i8::try_from(part).unwrap());
    date(i16::try_from(day.0).unwrap(), month, day_of_month)
}

/// Content of every record, and whether it is delisted: it has left the register before the newest full
/// release, and no file of the last two days before that has it.
fn truth(sandbox: &Sandbox) -> BTreeMap<String, (String, bool)> {
    let records = sandbox.udid().register(FULL).into_iter();
    let rows = records.map(|(record, has_left)| {
        let is_old = last_sighting(published(&record)) < FULL.saturating_sub(2.days());
        (record_key(&record.device), (content_hash(&record), has_left && is_old))
    });
    rows.collect()
}

async fn stored(database: &Path) -> BTreeMap<String, (String, bool)> {
    let store = SqliteStore::open(database).await.unwrap();
    let records = store.sample(u32::MAX).await.unwrap();
    let connection = test_support::database::open(database);
    let mut delisted =
        connection.prepare("SELECT delisted_on IS NOT NULL FROM device WHERE key = ?1").unwrap();
    let rows = records.iter().map(|record| {
        let key = record_key(&record.device);
        let is_delisted = delisted.query_row([&key], |row| row.get(0)).unwrap();
        (key, (content_hash(record), is_delisted))
    });
    rows.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn any_order_of_files_and_pulls_ends_with_the_register() {
    let sandbox = super::sandbox(Vec::new()).await;
    super::set_day(&sandbox, "2026-09-03");
    let folder = tempfile::tempdir().unwrap();
    let sources = sources(&sandbox, &folder.path().join("files")).await;
    assert!(sources.len() >= 40, "{}", sources.len());
    let credentials =
        Credentials::new(sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code());
    let client = Client::builder(sandbox.udid_url()).credentials(credentials).build().unwrap();
    let truth = truth(&sandbox);
    assert!(truth.values().any(|(_, is_delisted)| *is_delisted));
    let mut first: Option<Content> = None;
    for seed in 0..6 {
        let mut draws = Draws(seed);
        let mut order = sources.clone();
        draws.shuffle(&mut order);
        let database = folder.path().join(format!("{seed}.sqlite"));
        let mut store = SqliteStore::open(&database).await.unwrap();
        for (number, source) in order.iter().enumerate() {
            load(&mut store, &client, source, false).await;
            if number % 4 == 0 {
                let earlier = draws.below(number + 1);
                load(&mut store, &client, &order[earlier], true).await;
            }
        }
        drop(store);
        let stored = stored(&database).await;
        assert_eq!(stored.len(), truth.len());
        for (key, row) in &truth {
            assert_eq!(stored.get(key), Some(row), "seed {seed}, {key}");
        }
        let content = Content::of(&database);
        match &first {
            None => first = Some(content),
            Some(first) => assert_eq!(content.difference(first), None, "seed {seed}"),
        }
    }
}
