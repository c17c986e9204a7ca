//! Walks over a service whose page and record counters cannot be trusted.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Map, Value, json};
use udid_client::types::{DeviceRecord, OrphanReason, Row};
use udid_client::{Client, ClientError, Credentials, Error};

use crate::common::records::{newest, next, rest};
use crate::common::transports::{Canned, rewriting};
use crate::common::{RECORDS, World, day};

const PAGES: &str = "totalPageCount";
const RECORDS_KEY: &str = "totalRecordCount";

/// What a counter says instead of the truth; `None` leaves it out.
const LIES: [Option<&str>; 12] = [
    Some("1"),
    Some("3"),
    Some("50"),
    Some("1480"),
    Some("0"),
    None,
    Some("many"),
    Some("-1"),
    Some("NaN"),
    Some("9223372036854775808"),
    Some("18446744073709551615"),
    Some("18446744073709551616"),
];

fn lie(json: &mut Map<String, Value>, counter: &str, lie: Option<&str>) {
    match lie {
        Some(lie) => drop(json.insert(counter.to_owned(), json!(lie))),
        None => drop(json.remove(counter)),
    }
}

#[tokio::test]
async fn a_wrong_page_counter_hides_nothing() {
    for wrong in LIES {
        for in_flight in [1, 4] {
            let world = World::new().await;
            let transport = rewriting("/sharing/get", move |json| lie(json, PAGES, wrong));
            let mut walk = world.client_over(transport).walk(day()).in_flight(in_flight);
            assert_eq!(rest(&mut walk).await, newest(day(), RECORDS, RECORDS), "{wrong:?}");
            assert!(walk.report().is_complete(), "{wrong:?}: {}", walk.report());
            assert!(world.calls("D001") < 12, "{wrong:?}: {}", world.calls("D001"));
        }
    }
}

#[tokio::test]
async fn a_wrong_record_counter_hides_nothing() {
    for wrong in LIES {
        for both in [false, true] {
            let world = World::new().await;
            let transport = rewriting("/sharing/get", move |json| {
                lie(json, RECORDS_KEY, wrong);
                if both {
                    lie(json, PAGES, wrong);
                }
            });
            let mut walk = world.client_over(transport).walk(day());
            let case = format!("{wrong:?}, both: {both}");
            assert_eq!(rest(&mut walk).await, newest(day(), RECORDS, RECORDS), "{case}");
            assert!(world.calls("D001") < 8, "{case}: {}", world.calls("D001"));

            let report = walk.report();
            assert_eq!((report.records, report.passes), (95, 1), "{case}: {report}");
            let stated: Option<u64> = wrong.and_then(|wrong| wrong.parse().ok());
            assert_eq!(report.last_total, stated, "{case}");
            match stated {
                Some(stated @ 1480..) => {
                    let missing = stated - 95;
                    assert_eq!(
                        (report.missing(), report.is_complete()),
                        (missing, false),
                        "{case}"
                    );
                    let said = format!("{missing} records are missing: run again later");
                    assert!(report.to_string().ends_with(&said), "{report}");
                }
                Some(stated) => {
                    assert!(!report.is_complete(), "{case}: {report}");
                    let said = format!("the service counts {stated}");
                    assert!(report.to_string().ends_with(&said), "{case}: {report}");
                }
                None => {
                    assert!(!report.is_complete(), "{case}: {report}");
                    assert!(report.to_string().contains("states no total"), "{case}: {report}");
                }
            }
        }
    }
}

#[tokio::test]
async fn full_last_pages_are_read_whatever_the_counters_say() {
    for wrong in LIES {
        let world = World::with(|settings| settings.udid.records_per_day = Some(60)).await;
        let transport = rewriting("/sharing/get", move |json| {
            lie(json, PAGES, wrong);
            lie(json, RECORDS_KEY, wrong);
        });
        let mut walk = world.client_over(transport).walk(day());
        assert_eq!(rest(&mut walk).await, newest(day(), 60, 60), "{wrong:?}");
    }
}

/// A service without a network; `page` makes the answer to a page number.
fn service(page: impl Fn(u64) -> Value + Send + Sync + 'static) -> Client {
    let canned = Canned(move |path: &str, parameters: Value| match path {
        "/token/get" => json!({"returnCode": 1, "accessToken": "t", "expiresIn": 7200}).to_string(),
        _ => page(parameters["currentPageNumber"].as_u64().unwrap()).to_string(),
    });
    let credentials = Credentials::new("app", "secret", "code");
    let client = Client::builder("https://udid.invalid").credentials(credentials);
    client.transport(canned).build().unwrap()
}

fn devices(keys: impl Iterator<Item = u64>) -> Value {
    keys.map(|key| json!({"deviceRecordKey": key.to_string(), "versionNumber": 1})).collect()
}

/// A page of the same 20 records, whichever is asked for.
fn same(total_pages: Option<u64>) -> Value {
    json!({"returnCode": 1, "totalPageCount": total_pages, "dataSet": {"deviceInfo": devices(0..20)}})
}

#[tokio::test]
async fn a_service_that_repeats_itself_for_ever_is_left() {
    for in_flight in [1, 4] {
        let client = service(|page| same(Some(page + 10)));
        let mut walk = client.walk(day()).in_flight(in_flight);
        let mut records = 0;
        let error = loop {
            match walk.next_page().await {
                Ok(page) => records += page.expect("no end").records.len(),
                Err(error) => break error,
            }
        };
        assert!(
            matches!(error, Error::Client(ClientError::EndlessPages { pages: 2..=200 })),
            "{error}"
        );
        assert!(error.to_string().starts_with("no end after page"), "{error}");
        assert_eq!(records, 20);
        assert!(next(&mut walk).await.is_none());
        assert!(!walk.report().is_complete(), "{}", walk.report());
    }
}

#[tokio::test]
async fn without_counters_a_page_that_repeats_another_is_the_end() {
    let client = service(|_| same(None));
    let mut walk = client.walk(day());
    assert_eq!(rest(&mut walk).await.len(), 20);
    assert_eq!(walk.report().pages, 2);
}

#[tokio::test]
async fn without_counters_only_an_empty_page_is_the_end() {
    let client = service(|page| {
        let keys = if page > 3 { 0..0 } else { page * 7..page * 7 + 7 };
        json!({"returnCode": 1, "dataSet": {"deviceInfo": devices(keys)}})
    });
    let mut walk = client.walk(day());
    assert_eq!(rest(&mut walk).await.len(), 21);
    assert_eq!(walk.report().pages, 4);
}

#[tokio::test]
async fn a_service_that_gives_the_last_page_for_all_behind_it_is_no_trouble() {
    let client = service(|page| {
        let first = (page.min(3) - 1) * 20;
        let total = if page > 3 { json!("many") } else { json!(3) };
        json!({"returnCode": 1, "totalPageCount": total, "totalRecordCount": 1000,
               "dataSet": {"deviceInfo": devices(first..first + 20)}})
    });
    let mut walk = client.walk(day());
    assert_eq!(rest(&mut walk).await.len(), 60);
    let report = walk.report();
    assert_eq!((report.missing(), report.is_complete()), (940, false), "{report}");
    assert!(report.pages < 12, "{report}");
}

#[tokio::test]
async fn a_counter_that_never_stands_still_does_not_keep_a_walk_busy() {
    let asked = AtomicU64::new(0);
    let client = service(move |page| {
        let asked = asked.fetch_add(1, Ordering::Relaxed);
        let keys = if page > 4 { 0..0 } else { (page - 1) * 20..page * 20 };
        json!({"returnCode": 1, "totalPageCount": 4, "totalRecordCount": 1000 + asked * 7 % 50,
               "dataSet": {"deviceInfo": devices(keys)}})
    });
    let mut walk = client.walk(day());
    assert_eq!(rest(&mut walk).await.len(), 80);
    assert!(walk.report().pages <= 15, "{}", walk.report());
    assert!(!walk.report().is_complete());
}

#[tokio::test]
async fn rows_without_their_device_are_reported() {
    let world = World::new().await;
    let transport = rewriting("/sharing/get", |json| {
        let lists = json["dataSet"].as_object_mut().unwrap();
        let rows = lists.entry("packingInfo").or_insert(json!([])).as_array_mut().unwrap();
        rows.push(json!({"deviceRecordKey": "nobody's", "BZCPBS": "16900000000018"}));
    });
    let mut walk = world.client_over(transport).walk(day());
    let first = next(&mut walk).await.unwrap();
    assert_eq!(first.orphans.len(), 1);
    assert_eq!(first.orphans[0].reason, OrphanReason::NoDevice);
    let Row::Package(package) = &first.orphans[0].row else { panic!("{:?}", first.orphans) };
    assert_eq!(package.package_di.as_deref(), Some("16900000000018"));

    rest(&mut walk).await;
    let report = walk.report();
    assert_eq!((report.orphans, report.is_complete()), (5, false));
    assert!(report.to_string().contains("5 rows belong to no device"), "{report}");
}

/// A page as it is when its service gives the first row of each list twice.
fn doubled(json: &mut Map<String, Value>) {
    let lists = json["dataSet"].as_object_mut().unwrap();
    for list in lists.values_mut().filter_map(Value::as_array_mut) {
        let first = list.first().cloned();
        list.splice(0..0, first);
    }
}

#[tokio::test]
async fn pages_that_hold_a_record_twice_give_it_once_with_its_rows() {
    let world = World::new().await;
    let mut walk = world.client_over(rewriting("/sharing/get", doubled)).walk(day());
    // Rows of a record are a set: some invented records hold one twice.
    let said = |records: &[DeviceRecord]| {
        records.iter().map(DeviceRecord::canonical_content).collect::<Vec<_>>()
    };
    assert!(said(&rest(&mut walk).await) == said(&newest(day(), RECORDS, RECORDS)));
    let report = walk.report();
    assert!(report.is_complete(), "{report}");
    assert_eq!((report.duplicates, world.calls("D001")), (5, 5));
}

/// Versions and corrections of two records, on one page and on two.
#[tokio::test]
async fn every_row_of_a_listing_with_versions_comes_once_at_a_call_a_page() {
    let version = |key: &str, number: u64, correction: u64| json!({"deviceRecordKey": key, "versionNumber": number, "correctionNumber": correction});
    let first: Vec<_> = (0..17).map(|number| version(&format!("k{number}"), 1, 0)).collect();
    let pages = [
        [first, vec![version("k0", 1, 1), version("k0", 2, 0), version("k20", 1, 0)]].concat(),
        vec![version("k1", 1, 1), version("k20", 3, 0)],
    ];
    let service = service(move |page| {
        let devices = &pages[usize::try_from(page - 1).unwrap()];
        json!({"returnCode": 1, "totalPageCount": 2, "totalRecordCount": 22,
               "dataSet": {"deviceInfo": devices}})
    });
    let mut walk = service.walk(day());
    assert_eq!(rest(&mut walk).await.len(), 22);
    let report = walk.report();
    assert!(report.is_complete(), "{report}");
    assert_eq!((report.pages, report.duplicates), (2, 0));
}

#[tokio::test]
async fn a_page_that_cannot_be_read_is_named_and_the_others_are_given() {
    let client = service(|page| {
        let odd = json!([{"CPMCTYMC": "text"}, 7]);
        let devices = match page {
            2 => odd,
            1 | 3 => devices((page - 1) * 20..page * 20),
            _ => json!([]),
        };
        json!({"returnCode": 1, "totalPageCount": 3, "totalRecordCount": 60,
               "dataSet": {"deviceInfo": devices}})
    });
    let mut walk = client.walk(day()).in_flight(3);
    let (mut records, mut errors) = (0, 0);
    loop {
        match walk.next_page().await {
            Ok(Some(page)) => records += page.records.len(),
            Ok(None) => break,
            Err(error) => {
                assert!(matches!(error, Error::Decode { .. }), "{error}");
                errors += 1;
            }
        }
    }
    let report = walk.report();
    assert_eq!((records, errors, report.is_complete()), (40, 1, false), "{report}");
    assert_eq!(report.unreadable, [2]);
    assert!(report.to_string().contains("cannot be read, the first is 2"), "{report}");
}

#[tokio::test]
async fn a_device_that_comes_twice_keeps_its_rows() {
    let record = newest(day(), RECORDS, RECORDS).into_iter().find(|one| !one.packages.is_empty());
    let record = record.unwrap();
    let world = World::new().await;
    let transport = rewriting("/sharing/single", |json| {
        let devices = json["dataSet"]["deviceInfo"].as_array_mut().unwrap();
        devices.push(devices[0].clone());
    });
    let di = record.device.primary_di.clone().unwrap();
    let found = world.client_over(transport).find_device(&di).await.unwrap();
    assert_eq!(found, Some(record));
}
