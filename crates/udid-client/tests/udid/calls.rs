//! The five interfaces as typed calls.

use sandbox::udid::RecordId;
use udid_client::types::{DeviceRecord, ReturnCode};

use crate::common::records::{catalog, date, key, newest};
use crate::common::{RECORDS, World, day, detail, history, period};

#[tokio::test]
async fn every_interface_answers_in_both_environments() {
    for environment in ["/api/v2", "/api/beta/v2"] {
        let world = World::new().await;
        let urls = [world.sandbox.udid_url(), world.sandbox.udid_test_url()];
        let url = format!("http://{}{environment}", world.sandbox.address());
        assert!(urls.contains(&url), "{urls:?}");
        let client = world.builder_at(url).build().unwrap();
        let record = &newest(day(), RECORDS, 1)[0];

        let reply = client.test_connection().await.unwrap();
        assert_eq!(reply.return_code, Some(ReturnCode::Success));

        let reply = client.get_token().await.unwrap();
        assert_eq!(reply.return_code, Some(ReturnCode::Success));
        assert!(reply.access_token.is_some_and(|token| !token.is_empty()));
        assert_eq!(reply.expires_in.and_then(|seconds| seconds.get()), Some(7200));
        assert_eq!(reply.remaining_calls_today.and_then(|calls| calls.get()), Some(999_999));

        let page = client.list_devices(&day().page(1)).await.unwrap();
        assert_eq!(page.return_code, Some(ReturnCode::Success));
        let page = client.get_history(&history(&[key(record)], 1)).await.unwrap();
        assert_eq!(page.return_code, Some(ReturnCode::Success));
        let di = record.device.primary_di.as_deref().unwrap();
        let page = client.get_device(&detail(di)).await.unwrap();
        assert_eq!(page.data_set.unwrap().into_records().records, std::slice::from_ref(record));

        for endpoint in ["P001", "P002", "D001", "D002", "D003"] {
            assert_eq!(world.calls(endpoint), 1, "{endpoint} in {environment}");
        }
    }
}

#[tokio::test]
async fn a_day_comes_newest_first_and_20_a_page() {
    let world = World::new().await;
    let client = world.client();
    let mut records = Vec::new();
    for (number, size) in [(1, 20), (2, 20), (3, 20), (4, 20), (5, 15)] {
        let page = client.list_devices(&day().page(number)).await.unwrap();
        assert_eq!(page.total_pages.and_then(|count| count.get()), Some(5));
        assert_eq!(page.total_records.and_then(|count| count.get()), Some(95));
        assert_eq!(page.current_page.and_then(|count| count.get()), Some(number));
        let joined = page.data_set.unwrap().into_records();
        assert_eq!((joined.records.len(), joined.orphans.len()), (size, 0), "page {number}");
        records.extend(joined.records);
    }
    assert_eq!(records, newest(day(), RECORDS, RECORDS));
}

#[tokio::test]
async fn a_month_comes_with_its_newest_day_first() {
    let world = World::with(|settings| settings.udid.records_per_day = Some(3)).await;
    let client = world.client();
    let february = period("2026-02");
    let mut records = Vec::new();
    for (number, size) in [(1, 20), (2, 20), (3, 20), (4, 20), (5, 4), (6, 0)] {
        let page = client.list_devices(&february.page(number)).await.unwrap();
        assert_eq!(page.total_records.and_then(|count| count.get()), Some(84));
        let joined = page.data_set.unwrap_or_default().into_records();
        assert_eq!(joined.records.len(), size, "page {number}");
        records.extend(joined.records);
    }
    let mut days: Vec<_> = february.days().collect();
    days.reverse();
    let expected: Vec<_> = days.into_iter().flat_map(|day| newest(day, 3, 3)).collect();
    assert_eq!(records, expected);
}

#[tokio::test]
async fn a_page_beyond_the_end_is_empty_and_says_its_number() {
    let world = World::new().await;
    for number in [6, 7, u64::MAX / 20] {
        let page = world.client().list_devices(&day().page(number)).await.unwrap();
        assert_eq!(page.current_page.and_then(|count| count.get()), Some(number));
        assert_eq!(page.total_pages.and_then(|count| count.get()), Some(5));
        assert_eq!(page.data_set.unwrap_or_default().devices, []);
    }
}

/// Examples name a fixed day; they must not depend on the clock of the computer.
#[tokio::test]
async fn a_day_has_its_records_whatever_the_clock_says() {
    let world = World::new().await;
    let day = period("2026-08-21");
    for now in ["2019-12-15T00:00:00Z", "2026-08-20T15:59:59Z", "2040-01-01T00:00:00Z"] {
        world.clock.set(now.parse().unwrap());
        let page = world.client().list_devices(&day.page(1)).await.unwrap();
        assert_eq!(page.data_set.map(|set| set.devices.len()), Some(20), "{now}");
        world.sandbox.udid().revoke_tokens();
    }
    assert_eq!(world.sandbox.udid().records_on(date(day)), RECORDS);
}

#[tokio::test]
async fn the_history_of_several_records_fills_more_than_one_page() {
    let world = World::new().await;
    let client = world.client();
    let ids = (0..RECORDS).map(|index| RecordId { day: date(day()), index });
    let histories = ids.map(|id| (catalog().record(id), catalog().history(id)));
    let changed: Vec<_> = histories.filter(|(_, versions)| !versions.is_empty()).collect();
    let keys: Vec<_> = changed.iter().map(|(record, _)| key(record)).collect();
    let expected: Vec<_> = changed.into_iter().flat_map(|(_, versions)| versions).collect();
    assert!(keys.len() > 3 && expected.len() > 20, "{} of {}", expected.len(), keys.len());

    let mut versions: Vec<DeviceRecord> = Vec::new();
    for number in 1.. {
        let page = client.get_history(&history(&keys, number)).await.unwrap();
        assert_eq!(page.total_records.and_then(|count| count.get()), Some(expected.len() as u64));
        let joined = page.data_set.unwrap_or_default().into_records();
        assert!(joined.orphans.is_empty());
        let full = (expected.len() - versions.len()).min(20);
        assert_eq!(joined.records.len(), full, "page {number}");
        if full == 0 {
            break;
        }
        versions.extend(joined.records);
    }
    assert_eq!(versions, expected);
}

#[tokio::test]
async fn a_device_is_found_by_its_primary_di_and_no_other() {
    let world = World::new().await;
    let client = world.client();
    let records = newest(day(), RECORDS, RECORDS);
    let record = records.iter().find(|record| !record.packages.is_empty()).unwrap();

    let primary_di = record.device.primary_di.as_deref().unwrap();
    assert_eq!(client.find_device(primary_di).await.unwrap().as_ref(), Some(record));

    let package_di = record.packages[0].package_di.as_deref().unwrap();
    assert_eq!(client.find_device(package_di).await.unwrap(), None);
    assert_eq!(client.find_device("06900000000000").await.unwrap(), None);
}
