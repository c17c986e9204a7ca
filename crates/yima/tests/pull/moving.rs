//! Records that are published or withdrawn while a pull is under way, or between two runs.
//!
//! The sandbox lists the newest record first and withdraws the newest first, so that rows move to
//! pages where the pull has been already. What holds: every record that is there at the end is
//! stored. One that was withdrawn after it was read stays.

use std::collections::BTreeSet;

use sandbox::{Fault, Sandbox};

use crate::Bench;
use crate::database::{Content, open};
use crate::services::{day, records_of, sandbox};

const DAY: &str = "2026-08-10";

/// Changes the number of records when this page has been read.
async fn pull_while_moving(bench: &Bench, sandbox: &Sandbox, page: u64, count: u32) -> bool {
    let mut moved = false;
    let pulled = bench.pull_with(DAY, |progress| {
        if progress.page == page && !moved {
            sandbox.udid().set_records_on(day(DAY), count);
            moved = true;
        }
    });
    pulled.await.unwrap().report.is_complete()
}

/// Stops a pull behind this page, as an outage does.
async fn pull_until(bench: &Bench, sandbox: &Sandbox, page: u64) {
    let pulled = bench.pull_with(DAY, |progress| {
        if progress.page == page {
            sandbox.udid().inject("D001", Fault::Html { status: 502 }, 1);
        }
    });
    pulled.await.unwrap_err();
    assert_eq!(bench.store().pull_state(DAY).unwrap().unwrap().next_page, page + 1);
}

fn stored(bench: &Bench) -> BTreeSet<String> {
    let connection = open(&bench.file);
    let mut statement = connection.prepare("SELECT key FROM device").unwrap();
    let keys = statement.query_map([], |row| row.get(0)).unwrap();
    keys.collect::<Result<_, _>>().unwrap()
}

fn keys(count: u32) -> BTreeSet<String> {
    let records = records_of(day(DAY), count).into_iter();
    records.map(|record| record.device.device_record_key.unwrap()).collect()
}

#[tokio::test]
async fn what_is_published_meanwhile_is_stored() {
    for (in_flight, page, count) in
        [(1, 1, 101), (1, 3, 120), (1, 4, 133), (1, 2, 300), (4, 3, 145)]
    {
        let sandbox = sandbox(100).await;
        let bench = Bench::of(&sandbox).in_flight(in_flight);
        assert!(pull_while_moving(&bench, &sandbox, page, count).await);
        assert_eq!(stored(&bench), keys(count), "{in_flight} in flight, page {page}, {count}");
        assert_eq!(Content::of(&bench.file).count("pull_record"), count as usize);
    }
}

#[tokio::test]
async fn what_is_left_when_others_are_withdrawn_is_stored() {
    for (in_flight, page, count) in [(1, 1, 99), (1, 3, 80), (1, 4, 41), (1, 2, 1), (4, 3, 75)] {
        let sandbox = sandbox(100).await;
        let bench = Bench::of(&sandbox).in_flight(in_flight);
        assert!(pull_while_moving(&bench, &sandbox, page, count).await);
        let stored = stored(&bench);
        assert!(stored.is_superset(&keys(count)), "{in_flight} in flight, page {page}, {count}");
        assert!(stored.is_subset(&keys(100)));
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

        assert!(pulled.report.is_complete(), "page {page}, {count}: {}", pulled.report);
        assert_eq!(pulled.began_at_page, page + 1);
        assert_eq!(stored(&bench), keys(count), "page {page}, {count}");
    }
}

#[tokio::test]
async fn what_is_left_when_others_are_withdrawn_between_two_runs_is_stored() {
    for (page, count) in [(1, 99), (3, 80), (4, 50), (4, 10), (2, 0)] {
        let sandbox = sandbox(100).await;
        let bench = Bench::of(&sandbox);
        pull_until(&bench, &sandbox, page).await;
        sandbox.udid().set_records_on(day(DAY), count);
        assert!(bench.pull(DAY).await.unwrap().report.is_complete(), "page {page}, {count}");
        assert!(stored(&bench).is_superset(&keys(count)), "page {page}, {count}");
    }
}

#[tokio::test]
async fn a_pull_that_ended_at_its_last_page_finds_what_was_published_since() {
    let sandbox = sandbox(100).await;
    let bench = Bench::of(&sandbox);
    bench.pull(DAY).await.unwrap();
    // As if it had been killed between its last page and its end.
    open(&bench.file).execute("UPDATE pull SET complete = 0", []).unwrap();
    sandbox.udid().set_records_on(day(DAY), 130);

    let pulled = bench.pull(DAY).await.unwrap();

    assert_eq!(pulled.began_at_page, 6);
    assert!(pulled.report.is_complete(), "{}", pulled.report);
    assert_eq!(stored(&bench), keys(130));
}

#[tokio::test]
async fn a_run_after_a_complete_one_keeps_what_was_withdrawn() {
    let sandbox = sandbox(100).await;
    let bench = Bench::of(&sandbox);
    bench.pull(DAY).await.unwrap();
    sandbox.udid().set_records_on(day(DAY), 60);
    assert!(bench.pull(DAY).await.unwrap().report.is_complete());
    assert_eq!(stored(&bench), keys(100));
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
    assert!(!pulled.report.is_complete());
    assert!(!bench.store().pull_state(DAY).unwrap().unwrap().complete);

    // It is once the listing is left in peace.
    sandbox.udid().set_records_on(day(DAY), 500);
    assert!(bench.pull(DAY).await.unwrap().report.is_complete());
    assert!(stored(&bench).is_superset(&keys(500)));
}
