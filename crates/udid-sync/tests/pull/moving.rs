//! Records that are published or withdrawn while a pull is under way, or between two runs.
//!
//! What holds: every record that is there at the end is stored. One that was withdrawn after it was
//! read stays. Only a listing that loses and gains as many records between two answers cannot be
//! told from one that rests.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use test_support::database::{Content, open};
use test_support::invented::{day, records_of, sandbox};
use test_support::pages;

use crate::Bench;

const DAY: &str = "2026-08-10";

/// Changes the number of records when this page has been read.
async fn pull_while_moving(bench: &Bench, sandbox: &Sandbox, page: u64, count: u32) -> bool {
    let mut moved = false;
    let pulled = bench.pull_with(DAY, |progress| {
        if progress.batch == page && !moved {
            sandbox.udid().set_records_on(day(DAY), count);
            moved = true;
        }
    });
    pulled.await.unwrap().is_complete()
}

/// Stops a pull behind this page, as an outage does.
async fn pull_until(bench: &Bench, sandbox: &Sandbox, page: u64) {
    let pulled = bench.pull_with(DAY, |progress| {
        if progress.batch == page {
            sandbox.udid().inject("D001", Fault::Html { status: 502 }, 1);
        }
    });
    pulled.await.unwrap_err();
    assert_eq!(next_page(bench).await, page + 1);
}

async fn next_page(bench: &Bench) -> u64 {
    bench.unfinished(DAY).await.cursor.0
}

fn stored(bench: &Bench) -> BTreeSet<String> {
    let connection = open(&bench.file);
    let mut statement = connection.prepare("SELECT key FROM device").unwrap();
    let keys = statement.query_map([], |row| row.get(0)).unwrap();
    keys.collect::<Result<_, _>>().unwrap()
}

/// Keys of the sandbox's records.
fn keys(count: u32) -> BTreeSet<String> {
    let records = records_of(day(DAY), count).into_iter();
    records.map(|record| record.device.device_record_key.unwrap()).collect()
}

#[tokio::test]
async fn what_is_published_meanwhile_is_stored() {
    for (in_flight, page, count) in
        [(1, 1, 201), (1, 3, 220), (1, 9, 233), (1, 2, 400), (4, 3, 245)]
    {
        let sandbox = sandbox(200).await;
        let bench = Bench::of(&sandbox).in_flight(in_flight);
        assert!(pull_while_moving(&bench, &sandbox, page, count).await);
        let case = format!("{in_flight} in flight, page {page}, {count}");
        assert!(stored(&bench) == keys(count), "{case}");
        assert_eq!(Content::of(&bench.file).count("listed"), count as usize, "{case}");
    }
}

#[tokio::test]
async fn what_is_left_when_others_are_withdrawn_is_stored() {
    for (in_flight, page, count) in [(1, 1, 199), (1, 3, 180), (1, 8, 41), (1, 2, 1), (4, 3, 175)] {
        let sandbox = sandbox(200).await;
        let bench = Bench::of(&sandbox).in_flight(in_flight);
        assert!(pull_while_moving(&bench, &sandbox, page, count).await);
        let (stored, case) = (stored(&bench), format!("page {page}, {count}"));
        assert!(stored.is_superset(&keys(count)), "{case}");
        assert!(stored.is_subset(&keys(200)), "{case}");
    }
}

#[tokio::test]
async fn what_is_published_between_two_runs_is_stored() {
    for (page, count) in [(1, 101), (3, 120), (4, 145), (4, 300)] {
        let sandbox = sandbox(100).await;
        let bench = Bench::of(&sandbox);
        pull_until(&bench, &sandbox, page).await;
        sandbox.udid().set_records_on(day(DAY), count);

        let pulled = bench.pull(DAY).await.unwrap();

        assert!(pulled.is_complete(), "page {page}, {count}: {}", pulled.report);
        assert_eq!(pulled.began_at_page, 1);
        assert!(stored(&bench) == keys(count), "page {page}, {count}");
    }
}

#[tokio::test]
async fn what_is_left_when_others_are_withdrawn_between_two_runs_is_stored() {
    for (page, count) in [(1, 99), (3, 80), (4, 50), (4, 10), (2, 0)] {
        let sandbox = sandbox(100).await;
        let bench = Bench::of(&sandbox);
        pull_until(&bench, &sandbox, page).await;
        sandbox.udid().set_records_on(day(DAY), count);

        let pulled = bench.pull(DAY).await.unwrap();

        assert!(pulled.is_complete(), "page {page}, {count}: {}", pulled.report);
        assert_eq!(pulled.began_at_page, 1);
        assert!(stored(&bench).is_superset(&keys(count)), "page {page}, {count}");
    }
}

#[tokio::test]
async fn a_run_that_saw_records_go_away_is_not_gone_on_with() {
    let sandbox = sandbox(200).await;
    let bench = Bench::of(&sandbox);
    let pulled = bench.pull_with(DAY, |progress| match progress.batch {
        3 => sandbox.udid().set_records_on(day(DAY), 180),
        5 => sandbox.udid().inject("D001", Fault::Html { status: 502 }, 1),
        _ => {}
    });
    pulled.await.unwrap_err();
    let pulled = bench.pull(DAY).await.unwrap();
    assert_eq!((pulled.began_at_page, pulled.is_complete()), (1, true));
    assert!(stored(&bench).is_superset(&keys(180)));
}

#[tokio::test]
async fn a_pull_that_ended_at_its_last_page_finds_what_was_published_since() {
    let sandbox = sandbox(100).await;
    let bench = Bench::of(&sandbox);
    bench.pull(DAY).await.unwrap();
    // As if it had been killed between its last page and its end.
    open(&bench.file).execute("UPDATE pass SET state = 'running'", []).unwrap();
    sandbox.udid().set_records_on(day(DAY), 130);

    let pulled = bench.pull(DAY).await.unwrap();

    assert_eq!(pulled.began_at_page, 1);
    assert!(pulled.is_complete(), "{}", pulled.report);
    assert!(stored(&bench) == keys(130));
}

#[tokio::test]
async fn a_run_after_a_complete_one_keeps_what_was_withdrawn() {
    let sandbox = sandbox(100).await;
    let bench = Bench::of(&sandbox);
    bench.pull(DAY).await.unwrap();
    sandbox.udid().set_records_on(day(DAY), 60);
    assert!(bench.pull_again(DAY).await.unwrap().is_complete());
    assert!(stored(&bench) == keys(100));
    assert_eq!(Content::of(&bench.file).count("listed"), 60);
}

#[tokio::test]
async fn a_listing_that_shrinks_all_the_time_is_not_called_complete() {
    let sandbox = sandbox(600).await;
    let bench = Bench::of(&sandbox);
    let mut left = 600;
    let pulled = bench.pull_with(DAY, |_| {
        // More than a page holds: whole pages are passed over.
        left = u32::saturating_sub(left, 25);
        sandbox.udid().set_records_on(day(DAY), left);
    });
    let pulled = pulled.await.unwrap();
    assert!(!pulled.is_complete());
    assert_eq!(bench.state(DAY).await.copy, None);

    // It is once the listing is left in peace, whatever came back.
    sandbox.udid().set_records_on(day(DAY), 500);
    assert!(bench.pull(DAY).await.unwrap().is_complete());
    assert!(stored(&bench).is_superset(&keys(500)));
}

/// A listing whose records come and go one by one, and an outage at one of its pages.
struct Listing {
    /// The device with a number.
    device: fn(u32) -> Value,
    numbers: Vec<u32>,
    outage: u64,
}

impl Listing {
    /// With 100 records that have this shape.
    fn start(device: fn(u32) -> Value) -> (Arc<Mutex<Self>>, Bench) {
        let listing = Self { device, numbers: (0..100).collect(), outage: 0 };
        let listing = Arc::new(Mutex::new(listing));
        let shared = listing.clone();
        (listing, Bench::made_up(move |page| shared.lock().unwrap().answer(page)))
    }

    fn answer(&self, page: u64) -> (u16, String) {
        if page == self.outage {
            return (502, "<html>".to_owned());
        }
        let skipped = usize::try_from(page - 1).unwrap() * 20;
        let numbers = self.numbers.iter().skip(skipped).take(20);
        let devices: Vec<_> = numbers.map(|number| (self.device)(*number)).collect();
        pages::page(&json!({"deviceInfo": devices}).to_string(), self.numbers.len())
    }

    /// Puts records in front.
    fn publish(&mut self, numbers: Range<u32>) {
        self.numbers.splice(..0, numbers);
    }
}

fn by_record_key(number: u32) -> Value {
    json!({"deviceRecordKey": number.to_string()})
}

#[tokio::test]
async fn records_that_went_away_do_not_stand_in_for_new_ones() {
    let (listing, bench) = Listing::start(by_record_key);
    assert!(bench.pull(DAY).await.unwrap().is_complete());

    // Some go, as many come; the pull of these is interrupted; and as many come again.
    listing.lock().unwrap().numbers.drain(..20);
    listing.lock().unwrap().publish(100..120);
    listing.lock().unwrap().outage = 4;
    bench.pull_again(DAY).await.unwrap_err();
    listing.lock().unwrap().outage = 0;
    listing.lock().unwrap().publish(120..140);

    let pulled = bench.pull_again(DAY).await.unwrap();

    assert_eq!(pulled.began_at_page, 1);
    assert!(pulled.is_complete(), "{}", pulled.report);
    let all: BTreeSet<_> = (0..140).map(|number| number.to_string()).collect();
    assert_eq!(stored(&bench), all);
}

/// Or a record that was read before would be counted as another, in place of a new one.
#[tokio::test]
async fn records_are_known_again_whatever_names_them() {
    let shapes: [fn(u32) -> Value; 4] = [
        by_record_key,
        |number| json!({"ZXXSDYCPBS": number.to_string(), "deviceRecordKey": " "}),
        |number| json!({"deviceRecordKey": format!("k{number}"), "versionNumber": "V2"}),
        |number| {
            json!({"deviceRecordKey": format!("k{number}"), "versionNumber": "3.0",
                   "deviceHistoryKey": format!("k{number}-3")})
        },
    ];
    for device in shapes {
        let (listing, bench) = Listing::start(device);
        listing.lock().unwrap().outage = 4;
        bench.pull(DAY).await.unwrap_err();
        listing.lock().unwrap().outage = 0;
        // The total says nothing of what moved.
        listing.lock().unwrap().numbers.truncate(95);
        listing.lock().unwrap().publish(100..105);

        let pulled = bench.pull(DAY).await.unwrap();

        let shape = device(7);
        assert_eq!((pulled.began_at_page, pulled.passes), (1, 2), "{shape}");
        assert!(pulled.is_complete(), "{shape}: {}", pulled.report);
        assert_eq!(Content::of(&bench.file).count("listed"), 100, "{shape}");
        assert_eq!(stored(&bench).len(), 100, "{shape}");
    }
}
