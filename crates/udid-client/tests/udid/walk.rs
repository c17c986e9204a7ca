//! Walks over listings that stand still.

use futures_util::TryStreamExt;
use sandbox::Fault;
use sandbox::udid::RecordId;
use udid_client::Error;

use crate::common::records::{catalog, date, key, keys, newest, next, rest};
use crate::common::{RECORDS, World, day, period};

#[tokio::test]
async fn a_day_comes_whole_and_in_order() {
    for in_flight in [0, 1, 4, 50] {
        let world = World::new().await;
        let mut walk = world.client().walk(day()).in_flight(in_flight);
        assert_eq!(rest(&mut walk).await, newest(day(), RECORDS, RECORDS));

        let report = walk.report();
        assert!(report.is_complete(), "{report}");
        assert_eq!((report.pages, report.records, report.passes), (5, 95, 1));
        assert_eq!((report.duplicates, report.orphans, report.totals_moved), (0, 0, 0));
        assert_eq!((report.first_total, report.last_total), (Some(95), Some(95)));
        assert_eq!(report.to_string(), "95 records on 5 pages");
        assert_eq!(world.calls("D001"), 5, "{in_flight} in flight");
    }
}

#[tokio::test]
async fn the_last_page_may_be_full_or_the_only_one() {
    for (records, pages) in [(100, 5), (20, 1), (1, 1), (21, 2)] {
        let world = World::with(|settings| settings.udid.records_per_day = Some(records)).await;
        let mut walk = world.client().walk(day()).in_flight(3);
        assert_eq!(rest(&mut walk).await, newest(day(), records, records));
        assert!(walk.report().is_complete());
        assert_eq!(world.calls("D001"), pages);
    }
}

#[tokio::test]
async fn an_empty_day_is_complete_at_once() {
    let world = World::new().await;
    let empty = period("2026-08-01");
    world.sandbox.udid().set_records_on(date(empty), 0);
    let mut walk = world.client().walk(empty);
    assert!(rest(&mut walk).await.is_empty());
    assert!(walk.report().is_complete());
    assert!(next(&mut walk).await.is_none());
    assert_eq!(world.calls("D001"), 1);
}

#[tokio::test]
async fn pages_tell_what_they_held() {
    let world = World::new().await;
    let mut walk = world.client().walk(day());
    for (number, size) in [(1, 20), (2, 20), (3, 20), (4, 20), (5, 15)] {
        assert!(!walk.report().is_complete(), "before page {number}");
        let page = next(&mut walk).await.unwrap();
        assert_eq!((page.number, page.records.len(), page.duplicates), (number, size, 0));
        assert_eq!((page.total_pages, page.total_records), (Some(5), Some(95)));
    }
    assert!(next(&mut walk).await.is_none());
}

#[tokio::test]
async fn a_month_comes_whole_as_a_stream() {
    let world = World::with(|settings| settings.udid.records_per_day = Some(7)).await;
    let walk = world.client().walk(period("2024-02")).in_flight(2);
    let records: Vec<_> = walk.records().try_collect().await.unwrap();
    let mut days: Vec<_> = period("2024-02").days().collect();
    days.reverse();
    let expected: Vec<_> = days.into_iter().flat_map(|day| newest(day, 7, 7)).collect();
    assert_eq!(records, expected);
    assert_eq!(expected.len(), 29 * 7);
}

#[tokio::test]
async fn a_stream_of_pages_ends_at_an_error() {
    let world = World::new().await;
    let mut pages = world.client().walk(day()).pages();
    assert_eq!(pages.try_next().await.unwrap().unwrap().number, 1);
    world.sandbox.udid().inject("D001", Fault::Html { status: 503 }, 1);
    let error = pages.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Status { .. }), "{error}");
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_walk_may_begin_behind_the_first_page() {
    let world = World::new().await;
    for (page, left) in [(4, 35), (5, 15), (6, 0), (9, 0)] {
        let mut walk = world.client().walk(day()).start_page(page);
        let expected = newest(day(), left, left);
        assert_eq!(rest(&mut walk).await, expected, "from page {page}");
        let report = walk.report();
        assert!(report.is_complete(), "from page {page}: {report}");
        assert_eq!((report.missing(), report.passes), (0, 1), "from page {page}");
    }
    let mut walk = world.client().walk(day()).start_page(0);
    assert_eq!(next(&mut walk).await.unwrap().number, 1);
}

#[tokio::test]
async fn a_history_comes_whole() {
    let world = World::new().await;
    let ids = (0..RECORDS).map(|index| RecordId { day: date(day()), index });
    let histories = ids.map(|id| (catalog().record(id), catalog().history(id)));
    let (records, versions): (Vec<_>, Vec<_>) = histories.unzip();
    let expected: Vec<_> = versions.into_iter().flatten().collect();

    let mut walk = world.client().walk_history(keys(&records)).in_flight(2);
    assert_eq!(rest(&mut walk).await, expected);
    let report = walk.report();
    assert!(report.is_complete(), "{report}");
    assert_eq!(report.records, expected.len() as u64);
    assert!(report.pages > 1);

    let current = records
        .iter()
        .find(|record| record.device.version_number.as_ref().and_then(wire::Count::get) == Some(1));
    let mut walk = world.client().walk_history(vec![key(current.unwrap())]);
    assert_eq!(rest(&mut walk).await, []);
    assert!(walk.report().is_complete());
}
