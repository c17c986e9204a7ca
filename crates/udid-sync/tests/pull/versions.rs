//! Listings that hold a record in several versions, on one page or on two.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use test_support::database::{Content, open};
use test_support::pages::{self, Answers};

use crate::Bench;

const DAY: &str = "2026-08-10";

fn device(key: &str, version: u64, correction: u64) -> Value {
    json!({"deviceRecordKey": key, "ZXXSDYCPBS": format!("di {key}"), "versionNumber": version,
           "correctionNumber": correction, "GGXH": format!("{version}.{correction}")})
}

fn package(key: &str, di: &str) -> Value {
    json!({"deviceRecordKey": key, "BZCPBS": di})
}

/// A listing of pages of devices and packages, and D003 for records by themselves. Counts calls of D003.
fn bench(
    listing: Vec<(Vec<Value>, Vec<Value>)>,
    single: impl Fn(&str) -> Option<Value> + Send + Sync + 'static,
) -> (Bench, Arc<AtomicU64>) {
    let asked = Arc::new(AtomicU64::new(0));
    let count = asked.clone();
    let total = listing.iter().map(|(devices, _)| devices.len()).sum();
    let pages = listing.len();
    let answers = Answers {
        page: Box::new(move |page| {
            let empty = (Vec::new(), Vec::new());
            let (devices, packages) =
                listing.get(usize::try_from(page - 1).unwrap()).unwrap_or(&empty);
            let data = json!({"deviceInfo": devices, "packingInfo": packages}).to_string();
            pages::page_of(&data, total, pages)
        }),
        single: Box::new(move |di| {
            count.fetch_add(1, Ordering::Relaxed);
            match single(di) {
                Some(data) => pages::page(&data.to_string(), 1),
                None => (503, "<html>".to_owned()),
            }
        }),
    };
    (Bench::answering(answers), asked)
}

fn stored(bench: &Bench) -> Vec<(String, String)> {
    let connection = open(&bench.file);
    let select = "SELECT device.model, coalesce(group_concat(package_di), '') FROM device
         LEFT JOIN (SELECT * FROM package ORDER BY package_di) AS package ON record = device.id
         GROUP BY device.id ORDER BY key";
    let mut statement = connection.prepare(select).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(model, packages)| ((*model).to_owned(), (*packages).to_owned())).collect()
}

#[tokio::test]
async fn the_newest_version_of_a_listing_is_stored_without_a_further_call_if_no_row_names_its_record()
 {
    for listing in [
        vec![(vec![device("a", 1, 0), device("a", 1, 1), device("b", 1, 0)], vec![])],
        vec![
            (vec![device("a", 1, 1), device("b", 1, 0)], vec![]),
            (vec![device("a", 1, 0)], vec![]),
        ],
        vec![
            (vec![device("a", 1, 0), device("b", 1, 0)], vec![]),
            (vec![device("a", 1, 1)], vec![]),
        ],
    ] {
        let (bench, asked) = bench(listing, |_| None);
        let pulled = bench.pull(DAY).await.unwrap();
        assert!(pulled.is_complete(), "{pulled}");
        assert_eq!(stored(&bench), pairs(&[("1.1", ""), ("1.0", "")]));
        assert_eq!(Content::of(&bench.file).count("listed"), 3);
        assert_eq!(asked.load(Ordering::Relaxed), 0);
    }
}

#[tokio::test]
async fn rows_that_name_no_version_are_asked_for_with_their_record() {
    for listing in [
        vec![(
            vec![device("a", 2, 0), device("a", 1, 0)],
            vec![package("a", "old"), package("a", "new")],
        )],
        vec![
            (vec![device("a", 1, 0)], vec![package("a", "old")]),
            (vec![device("a", 2, 0)], vec![package("a", "new")]),
        ],
    ] {
        let (bench, asked) = bench(listing, |di| {
            assert_eq!(di, "di a");
            let packages = vec![package("a", "new"), package("a", "larger")];
            Some(json!({"deviceInfo": [device("a", 2, 0)], "packingInfo": packages}))
        });
        let pulled = bench.pull(DAY).await.unwrap();
        assert!(pulled.is_complete(), "{pulled}");
        assert_eq!(stored(&bench), pairs(&[("2.0", "larger,new")]));
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }
}

#[tokio::test]
async fn a_record_that_cannot_be_asked_for_leaves_the_day_incomplete() {
    let devices = vec![device("a", 2, 0), device("a", 1, 0), device("b", 1, 0)];
    let (bench, asked) = bench(vec![(devices, vec![package("a", "one")])], |_| None);
    for _ in 0..3 {
        let pulled = bench.pull(DAY).await.unwrap();
        let said = "incomplete: 1 records are listed in several versions";
        assert!(!pulled.is_complete() && pulled.to_string().contains(said), "{pulled}");
    }
    assert_eq!(asked.load(Ordering::Relaxed), 3, "an outage is not a lasting disagreement");
}

#[tokio::test]
async fn versions_with_history_keys_have_their_rows_without_a_further_call() {
    let with_history = |version: u64| {
        let mut device = device("a", version, 0);
        device["deviceHistoryKey"] = json!(format!("h{version}"));
        device
    };
    let row = |version: u64| json!({"deviceHistoryKey": format!("h{version}"), "BZCPBS": version});
    let listing =
        vec![(vec![with_history(1)], vec![row(2)]), (vec![with_history(2)], vec![row(1)])];
    let (bench, asked) = bench(listing, |_| None);
    let pulled = bench.pull(DAY).await.unwrap();
    assert!(pulled.is_complete(), "{pulled}");
    assert_eq!(stored(&bench), pairs(&[("2.0", "2")]));
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn rows_are_given_to_a_device_of_another_page() {
    let listing = vec![
        (vec![device("a", 1, 0)], vec![package("b", "of b"), package("a", "of a, 1")]),
        (vec![device("b", 1, 0)], vec![package("a", "of a, 2"), package("b", "of b, 2")]),
    ];
    let (bench, _) = bench(listing, |_| None);
    for _ in 0..2 {
        let pulled = bench.pull_again(DAY).await.unwrap();
        assert!(pulled.is_complete(), "{pulled}");
        let expected = pairs(&[("1.0", "of a, 1,of a, 2"), ("1.0", "of b,of b, 2")]);
        assert_eq!(stored(&bench), expected);
    }
}

/// A pass that is broken off takes no row away, also where rows come with another page.
#[tokio::test]
async fn a_failed_run_leaves_rows_of_other_pages_where_they_are() {
    let fails = Arc::new(AtomicU64::new(0));
    let outage = fails.clone();
    let bench = Bench::made_up(move |page| {
        let (devices, packages) = match page {
            1 => ("a", vec![package("a", "one")]),
            _ => ("b", vec![package("a", "two")]),
        };
        if page == 2 && outage.load(Ordering::Relaxed) > 0 {
            return (502, "<html>".to_owned());
        }
        let data = json!({"deviceInfo": [device(devices, 1, 0)], "packingInfo": packages});
        pages::page_of(&data.to_string(), 2, 2)
    });
    bench.pull(DAY).await.unwrap();
    let whole = pairs(&[("1.0", "one,two"), ("1.0", "")]);
    assert_eq!(stored(&bench), whole);
    fails.store(1, Ordering::Relaxed);
    let error = bench.pull_again(DAY).await.unwrap_err();
    assert!(error.to_string().contains("the earlier copy of 2 records stays"), "{error}");
    assert_eq!(stored(&bench), whole);
    let copy = bench.state(DAY).await.copy.unwrap();
    assert_eq!((copy.rows, copy.is_closed), (2, true));
}

#[tokio::test]
async fn rows_that_belong_to_no_device_are_stored_and_reported() {
    let nobody = json!({"BZCPBS": "no key"});
    let listing = vec![(vec![device("a", 1, 0)], vec![package("x", "lost"), nobody])];
    let (bench, _) = bench(listing, |_| None);
    for verdict in ["incomplete", "disputed", "disputed"] {
        let pulled = bench.pull(DAY).await.unwrap();
        let said =
            format!("{verdict}: 2 packages, storage conditions or sizes belong to no device");
        assert!(!pulled.is_complete() && pulled.to_string().contains(&said), "{pulled}");
        let connection = open(&bench.file);
        let mut statement =
            connection.prepare("SELECT record_key, reason FROM orphan ORDER BY 1").unwrap();
        let orphans = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let orphans: Vec<(String, String)> = orphans.collect::<Result<_, _>>().unwrap();
        let expected =
            pairs(&[("", "the row has no key"), ("x", "no device of the listing has its key")]);
        assert_eq!(orphans, expected);
    }
}

#[tokio::test]
async fn corrections_stay_whatever_day_is_pulled_first() {
    let bench = Bench::made_up_by_period(|period, _| {
        let correction = u64::from(period == "2026-09-15");
        let data = json!({"deviceInfo": [device("k", 1, correction)]});
        pages::page(&data.to_string(), 1)
    });
    for day in ["2026-09-15", "2026-08-10"] {
        assert!(bench.pull(day).await.unwrap().is_complete());
    }
    assert_eq!(stored(&bench), pairs(&[("1.1", "")]));
    assert_eq!(Content::of(&bench.file).count("listed"), 2, "it belongs to both days");
}
