//! Nothing is complete without evidence, and a copy stays until another is.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use auth::ManualClock;
use jiff::SignedDuration;
use sandbox::{Fault, Settings, UdidSettings};
use serde_json::json;
use test_support::database::{Content, open};
use test_support::invented::{self, day, sandbox};
use test_support::pages;
use udid_sync::PullError;

use crate::Bench;

const DAY: &str = "2026-08-10";

fn devices(count: u64) -> String {
    let devices = (0..count).map(|number| json!({"deviceRecordKey": number.to_string()}));
    json!({"deviceInfo": devices.collect::<Vec<_>>()}).to_string()
}

#[tokio::test]
async fn answers_without_evidence_are_never_complete() {
    for (answer, reason) in [
        (r#"{"returnCode":1}"#.to_owned(), "the service states no total"),
        (r#"{"returnCode":1,"dataSet":null}"#.to_owned(), "the service states no total"),
        (format!(r#"{{"returnCode":1,"dataSet":{}}}"#, devices(3)), "the service states no total"),
        (
            format!(r#"{{"returnCode":1,"totalRecordCount":0,"dataSet":{}}}"#, devices(3)),
            "the service states no total",
        ),
        (
            format!(r#"{{"returnCode":1,"totalRecordCount":"n/a","dataSet":{}}}"#, devices(3)),
            "the service states no total",
        ),
        (
            format!(
                r#"{{"returnCode":1,"totalRecordCount":60,"totalPageCount":3,"dataSet":{}}}"#,
                devices(20)
            ),
            "40 records are missing: the service counts 60, 20 came",
        ),
    ] {
        let bench = Bench::made_up(move |page| {
            let is_listing = page == 1 || answer.contains("\"totalPageCount\":3");
            let empty = r#"{"returnCode":1}"#;
            (200, if is_listing { answer.clone() } else { empty.to_owned() })
        });
        let pulled = bench.pull(DAY).await.unwrap();
        let said = format!("incomplete: {reason}; run again later");
        assert!(!pulled.is_complete() && pulled.to_string().contains(&said), "{pulled}");
        assert_eq!(bench.state(DAY).await.copy, None);
    }
}

#[tokio::test]
async fn a_total_of_0_does_not_empty_a_day_that_had_records() {
    let sandbox = sandbox(45).await;
    let bench = Bench::of(&sandbox);
    bench.pull(DAY).await.unwrap();
    sandbox.udid().set_records_on(day(DAY), 0);

    let pulled = bench.pull_again(DAY).await.unwrap();

    assert!(!pulled.is_complete());
    let text = pulled.to_string();
    assert!(text.contains("incomplete: the service states no total; run again later"), "{text}");
    assert!(text.contains("; the copy of 45 records as of "), "{text}");
    assert_eq!(bench.state(DAY).await.copy.unwrap().rows, 45);
    assert_eq!(Content::of(&bench.file).count("device"), 45);
}

#[tokio::test]
async fn a_day_without_records_and_total_is_empty_when_it_is_so_an_hour_later() {
    let clock = Arc::new(ManualClock::new("2026-08-20T12:00:00+08:00".parse().unwrap()));
    let bench = Bench::made_up_at(clock.clone(), |_| (200, r#"{"returnCode":1}"#.to_owned()));
    assert!(!bench.pull(DAY).await.unwrap().is_complete());
    clock.advance(SignedDuration::from_mins(59));
    assert_eq!(bench.state(DAY).await.copy, None);
    assert!(!bench.pull_again(DAY).await.unwrap().is_complete());
    clock.advance(SignedDuration::from_mins(2));
    assert!(bench.pull_again(DAY).await.unwrap().is_complete());
    assert_eq!(bench.state(DAY).await.copy.unwrap().rows, 0);
}

#[tokio::test]
async fn a_run_that_fails_leaves_the_copy_and_says_so() {
    let sandbox = sandbox(100).await;
    let bench = Bench::of(&sandbox);
    bench.pull(DAY).await.unwrap();
    let before = Content::of(&bench.file);
    for fault in [Fault::Html { status: 503 }, Fault::Cut] {
        sandbox.udid().inject("D001", fault, 1);
        let error = bench.pull_again(DAY).await.unwrap_err();
        assert!(matches!(error, PullError::Client { .. }), "{error:?}");
        let said = "2026-08-10: no page was read; the earlier copy of 100 records stays";
        assert_eq!(error.to_string(), said);
        Content::of(&bench.file).assert_same(&before);
    }
    assert_eq!(bench.state(DAY).await.copy.unwrap().rows, 100);
}

#[tokio::test]
async fn a_day_that_still_runs_is_complete_as_of_the_start_of_the_pass() {
    let clock = Arc::new(ManualClock::new("2026-08-10T12:00:00+08:00".parse().unwrap()));
    let udid = UdidSettings::with_records_per_day(45);
    let settings = Settings { clock: clock.clone(), udid, ..Settings::default() };
    let sandbox = invented::start(settings).await;
    let bench = Bench::of(&sandbox);
    let pulled = bench.pull(DAY).await.unwrap();
    assert!(pulled.is_complete());
    let said = "45 records are stored, complete as of 2026-08-10 1";
    assert!(pulled.to_string().contains(said), "{pulled}");
    assert_eq!(sandbox.udid().calls("D001"), 4, "three pages, and the first again");

    // It is pulled again until its end, and not after it.
    clock.advance(SignedDuration::from_hours(13));
    sandbox.udid().set_records_on(day(DAY), 50);
    let pulled = bench.pull(DAY).await.unwrap();
    assert!(pulled.to_string().contains("are stored and complete; read"), "{pulled}");
    assert_eq!(sandbox.udid().calls("D001"), 4 + 4, "three pages, and one with an old token");
    assert_eq!(bench.pull(DAY).await.unwrap().passes, 0);
    assert_eq!(Content::of(&bench.file).count("listed"), 50);
}

#[tokio::test]
async fn records_of_another_registry_are_refused() {
    let (one, other) = (sandbox(45).await, invented::start(with_seed(9)).await);
    let bench = Bench::of(&one);
    bench.pull(DAY).await.unwrap();
    let before = Content::of(&bench.file);
    let other = Bench { file: bench.file.clone(), ..Bench::of(&other) };
    for day in [DAY, "2026-08-11"] {
        let error = other.pull_again(day).await.unwrap_err();
        assert!(matches!(error, PullError::Store(_)), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("and these are of sandbox with seed 9"), "{text}");
    }
    Content::of(&bench.file).assert_same(&before);

    // The same registry at another port is the same.
    let same = sandbox(45).await;
    let again = Bench { file: bench.file.clone(), ..Bench::of(&same) };
    assert!(again.pull("2026-08-11").await.unwrap().is_complete());
}

fn with_seed(seed: u64) -> Settings {
    let udid = UdidSettings::with_records_per_day(45);
    Settings { seed, udid, ..Settings::default() }
}

/// An interrupted pull of one service is not gone on with at another.
#[tokio::test]
async fn an_interrupted_pull_is_not_resumed_at_another_registry() {
    let (one, other) = (sandbox(100).await, invented::start(with_seed(9)).await);
    let bench = Bench::of(&one);
    let pulled = bench.pull_with(DAY, |progress| {
        if progress.batch == 2 {
            one.udid().inject("D001", Fault::Html { status: 502 }, 1);
        }
    });
    pulled.await.unwrap_err();
    let other = Bench { file: bench.file.clone(), ..Bench::of(&other) };
    assert!(matches!(other.pull(DAY).await, Err(PullError::Store(_))));
    let pulled = bench.pull(DAY).await.unwrap();
    assert!(pulled.is_complete(), "{pulled}");
    assert_eq!(Content::of(&bench.file).count("device"), 100);
}

/// Two runs of one day have passes of their own. One is broken off, the listing shrinks, and the other
/// ends with what is listed.
#[tokio::test]
async fn of_two_runs_at_once_the_survivor_has_the_whole_membership() {
    let listed = Arc::new(AtomicU64::new(100));
    let now = listed.clone();
    let fails = Arc::new(Mutex::new(false));
    let outage = fails.clone();
    let bench = Bench::made_up(move |page| {
        if page == 4 && std::mem::take(&mut *outage.lock().unwrap()) {
            return (502, "<html>".to_owned());
        }
        let total = now.load(Ordering::Relaxed);
        let first = (page - 1) * 20;
        let devices = (first..total.min(first + 20))
            .map(|number| json!({"deviceRecordKey": (1000 - number).to_string()}));
        let data = json!({"deviceInfo": devices.collect::<Vec<_>>()}).to_string();
        pages::page(&data, usize::try_from(total).unwrap())
    });
    let mut broken = false;
    let survivor = bench.pull_with(DAY, |progress| {
        if progress.batch == 2 && !broken {
            broken = true;
            *fails.lock().unwrap() = true;
            let doomed = Bench { file: bench.file.clone(), ..Bench::new(bench.client.clone()) };
            let doomed = std::thread::spawn(move || {
                let runtime = tokio::runtime::Runtime::new().unwrap();
                runtime.block_on(doomed.pull(DAY)).is_err()
            });
            assert!(doomed.join().unwrap());
            listed.store(70, Ordering::Relaxed);
        }
    });
    let pulled = survivor.await.unwrap();
    assert!(pulled.is_complete(), "{pulled}");
    assert_eq!(bench.state(DAY).await.copy.unwrap().rows, 70);
    let select = "SELECT count(*) FROM listed JOIN pass ON pass.id = pass WHERE state = 'complete'";
    let members: u32 = open(&bench.file).query_row(select, [], |row| row.get(0)).unwrap();
    assert_eq!(members, 70);
    // The run that was broken off began later, and is gone on with when it is asked for.
    let pulled = bench.pull_again(DAY).await.unwrap();
    assert!(pulled.is_complete(), "{pulled}");
    assert_eq!(Content::of(&bench.file).count("listed"), 70);
}
