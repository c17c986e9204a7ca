//! What fails is never taken for the end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use sandbox::Fault;
use serde_json::{Value, json};
use udid_sync::PullError;

use test_support::database::Content;
use test_support::invented::sandbox;
use test_support::pages;

use crate::Bench;

const DAY: &str = "2026-08-10";

/// The records of a page when there are so many in all.
fn listed(page: u64, records: usize) -> String {
    let first = usize::try_from(page).unwrap().saturating_sub(1) * 20;
    let devices = (first..records.min(first + 20)).map(|number| {
        json!({"deviceRecordKey": format!("k{number}"), "ZXXSDYCPBS": format!("d{number}"),
               "versionNumber": "1"})
    });
    json!({"deviceInfo": devices.collect::<Vec<Value>>()}).to_string()
}

#[tokio::test]
async fn a_service_that_counts_more_than_it_gives_leaves_the_pull_incomplete() {
    let real = Arc::new(AtomicUsize::new(45));
    let given = real.clone();
    let bench =
        Bench::made_up(move |page| pages::page(&listed(page, given.load(Ordering::Relaxed)), 60));
    let missing = "15 records are missing: the service counts 60, 45 came";
    // Twice the same, and it is not asked again.
    for (passes, verdict) in [(1, "incomplete"), (1, "disputed"), (0, "disputed")] {
        let pulled = bench.pull(DAY).await.unwrap();
        assert_eq!((pulled.is_complete(), pulled.passes), (false, passes));
        assert!(pulled.to_string().contains(&format!("{verdict}: {missing}")), "{pulled}");
        assert_eq!(Content::of(&bench.file).count("device"), 45);
    }

    // Once it gives them, the same command ends well.
    real.store(60, Ordering::Relaxed);
    assert!(bench.pull_again(DAY).await.unwrap().is_complete());
    assert_eq!(Content::of(&bench.file).count("device"), 60);
    assert!(bench.pull(DAY).await.unwrap().is_complete());
}

#[tokio::test]
async fn records_that_come_later_on_pages_read_before_are_found() {
    let late = Arc::new(AtomicUsize::new(0));
    let now = late.clone();
    // While they are missing, the first page has only 5 of its 20.
    let bench = Bench::made_up(move |page| {
        let first = if now.load(Ordering::Relaxed) == 0 { 5 } else { 20 };
        let records = if page == 1 { first } else { 50 };
        pages::page(&listed(page, records), 50)
    });
    assert!(!bench.pull(DAY).await.unwrap().is_complete());
    late.store(1, Ordering::Relaxed);
    assert!(bench.pull(DAY).await.unwrap().is_complete());
    assert_eq!(Content::of(&bench.file).count("device"), 50);
}

#[tokio::test]
async fn a_service_that_counts_less_than_it_gives_loses_nothing() {
    let bench = Bench::made_up(|page| {
        let (_, body) = pages::page(&listed(page, 50), 50);
        (200, body.replace(r#""totalRecordCount":"50""#, r#""totalRecordCount":"3""#))
    });
    let pulled = bench.pull(DAY).await.unwrap();
    let said = "incomplete: the service counts 3 records, 50 came";
    assert!(!pulled.is_complete() && pulled.to_string().contains(said), "{pulled}");
    assert_eq!(Content::of(&bench.file).count("device"), 50);
}

#[tokio::test]
async fn pages_that_never_end_and_give_nothing_new_end_the_pull() {
    let asked = Arc::new(AtomicU64::new(0));
    let count = asked.clone();
    let bench = Bench::made_up(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        pages::page(&listed(1, 20), 100)
    });
    let pulled = bench.pull(DAY).await.unwrap();
    assert!(!pulled.is_complete());
    assert!(asked.load(Ordering::Relaxed) < 50, "{asked:?}");
}

#[tokio::test]
async fn an_outage_in_the_middle_is_an_error_and_the_next_run_goes_on_there() {
    for (fault, in_flight) in [
        (Fault::Html { status: 502 }, 1),
        (Fault::Html { status: 200 }, 1),
        (Fault::Cut, 1),
        (Fault::Html { status: 502 }, 4),
    ] {
        let sandbox = sandbox(200).await;
        let bench = Bench::of(&sandbox).in_flight(in_flight);
        let undisturbed = Bench::of(&sandbox);
        undisturbed.pull(DAY).await.unwrap();
        let pulled = bench.pull_with(DAY, |progress| {
            if progress.batch == 3 {
                sandbox.udid().inject("D001", fault.clone(), 1);
            }
        });
        let error = pulled.await.unwrap_err();
        assert!(matches!(error, PullError::Client { .. }), "{error:?}");
        let stopped = bench.unfinished(DAY).await;
        assert!((4..=10).contains(&stopped.cursor.0), "{stopped:?}");

        let calls = sandbox.udid().calls("D001");
        let pulled = bench.pull(DAY).await.unwrap();

        assert_eq!(pulled.began_at_page, stopped.cursor.0);
        assert_eq!(sandbox.udid().calls("D001") - calls, 10 - (stopped.cursor.0 - 1));
        Content::of(&bench.file).assert_same(&Content::of(&undisturbed.file));
    }
}

#[tokio::test]
async fn a_page_of_another_shape_is_named_and_the_others_are_stored() {
    let bench = Bench::made_up(|page| match page {
        2 => pages::page(r#"{"deviceInfo": [{}, "secret text"]}"#, 60),
        _ => pages::page(&listed(page, 60), 60),
    });
    let pulled = bench.pull(DAY).await.unwrap();
    assert!(!pulled.is_complete());
    let said = "incomplete: pages that cannot be read: 2; run again later";
    assert!(pulled.to_string().contains(said), "{pulled}");
    assert!(!pulled.to_string().contains("secret text"), "{pulled}");
    assert_eq!(Content::of(&bench.file).count("device"), 40);
}

#[tokio::test]
async fn a_token_that_is_revoked_in_the_middle_is_renewed() {
    let sandbox = sandbox(100).await;
    let bench = Bench::of(&sandbox);
    let pulled = bench.pull_with(DAY, |progress| {
        if progress.batch == 2 {
            sandbox.udid().revoke_tokens();
        }
    });
    assert!(pulled.await.unwrap().is_complete());
    assert_eq!(Content::of(&bench.file).count("device"), 100);
}
