//! Walks over listings that change while they are read, and over a service that fails now and then.

use futures_util::StreamExt;
use sandbox::Fault;
use udid_client::{ClientError, Error};

use crate::common::records::{assert_all, assert_contains, date, newest, next, rest};
use crate::common::{RECORDS, World, day, now, period};

#[tokio::test]
async fn records_published_on_the_way_are_found_and_none_comes_twice() {
    for (in_flight, read, published) in [(1, 1, 5), (1, 1, 30), (1, 3, 20), (4, 1, 30), (2, 2, 30)]
    {
        let case = format!("{published} after page {read}, {in_flight} in flight");
        let world = World::new().await;
        let mut walk = world.client().walk(day()).in_flight(in_flight);
        let mut records = Vec::new();
        for _ in 0..read {
            records.extend(next(&mut walk).await.unwrap().records);
        }
        world.sandbox.udid().set_records_on(date(day()), RECORDS + published);
        records.extend(rest(&mut walk).await);

        assert_all(&records, day(), RECORDS + published, &case);
        let report = walk.report();
        assert!(report.is_complete(), "{case}: {report}");
        assert!(report.totals_moved > 0, "{case}: {report}");
        assert!(report.to_string().contains("the total moved"), "{case}: {report}");
        assert_eq!(
            (report.first_total, report.last_total),
            (Some(95), Some(95 + u64::from(published)))
        );
        assert!(report.passes <= 2, "{case}: {report}");
    }
}

#[tokio::test]
async fn records_published_again_and_again_are_found() {
    let world = World::new().await;
    let mut walk = world.client().walk(day());
    let mut records = Vec::new();
    let mut total = RECORDS;
    while let Some(page) = next(&mut walk).await {
        records.extend(page.records);
        if total < 140 {
            total += 9;
            world.sandbox.udid().set_records_on(date(day()), total);
        }
    }
    assert_all(&records, day(), total, "published again and again");
    assert!(walk.report().is_complete(), "{}", walk.report());
}

#[tokio::test]
async fn records_withdrawn_on_the_way_hide_no_other() {
    for (in_flight, read, withdrawn) in [(1, 1, 20), (1, 2, 7), (1, 3, 60), (1, 4, 1), (4, 1, 30)] {
        let case = format!("{withdrawn} after page {read}, {in_flight} in flight");
        let world = World::new().await;
        let mut walk = world.client().walk(day()).in_flight(in_flight);
        let mut records = Vec::new();
        for _ in 0..read {
            records.extend(next(&mut walk).await.unwrap().records);
        }
        world.sandbox.udid().set_records_on(date(day()), RECORDS - withdrawn);
        records.extend(rest(&mut walk).await);

        assert_contains(&records, day(), RECORDS - withdrawn, &case);
        let report = walk.report();
        assert!(report.is_complete(), "{case}: {report}");
        assert!(report.totals_moved > 0, "{case}: {report}");
        assert!(report.passes <= 2, "{case}: {report}");
    }
}

#[tokio::test]
async fn a_walk_that_was_never_left_in_peace_does_not_call_itself_complete() {
    let world = World::with(|settings| settings.udid.records_per_day = Some(600)).await;
    let mut walk = world.client().walk(day());
    let mut total: u32 = 600;
    while next(&mut walk).await.is_some() {
        // More go away behind our back than a page holds.
        total = total.saturating_sub(25);
        world.sandbox.udid().set_records_on(date(day()), total);
    }
    let report = walk.report();
    assert_eq!(report.passes, 3, "{report}");
    assert!(!report.is_complete(), "{report}");
    assert!(report.to_string().contains("moved while it was read"), "{report}");
}

/// Takes more records away than a page holds, whenever a page has been given.
fn disturb(world: &World, given: usize) {
    if given.is_multiple_of(20) {
        let left = 600_u32.saturating_sub(25 * u32::try_from(given / 20).unwrap());
        world.sandbox.udid().set_records_on(date(day()), left);
    }
}

#[tokio::test]
async fn records_that_are_missing_are_an_error_at_the_end() {
    let world = World::with(|settings| settings.udid.records_per_day = Some(600)).await;
    let mut walk = world.client().walk(day());
    let mut given = 0;
    let error = loop {
        match walk.next_record().await {
            Ok(Some(_)) => given += 1,
            Ok(None) => panic!("{given} records, {}", walk.report()),
            Err(error) => break error,
        }
        disturb(&world, given);
    };
    let Error::Client(ClientError::IncompleteWalk { report }) = &error else { panic!("{error}") };
    assert_eq!(&**report, walk.report());
    assert!(error.to_string().contains("moved while it was read"), "{error}");
    // It is said once.
    assert_eq!(walk.next_record().await.unwrap(), None);
}

#[tokio::test]
async fn streams_end_with_an_error_when_records_are_missing() {
    fn is_incomplete<T>(item: Option<&Result<T, Error>>) -> bool {
        matches!(item, Some(Err(Error::Client(ClientError::IncompleteWalk { .. }))))
    }

    let world = World::with(|settings| settings.udid.records_per_day = Some(600)).await;
    let mut records = world.client().walk(day()).records();
    let (mut given, mut last) = (0, None);
    while let Some(item) = records.next().await {
        given += usize::from(item.is_ok());
        disturb(&world, given);
        last = Some(item);
    }
    assert!(is_incomplete(last.as_ref()));

    world.sandbox.udid().set_records_on(date(day()), 600);
    let mut pages = world.client().walk(day()).pages();
    let (mut given, mut last) = (0, None);
    while let Some(item) = pages.next().await {
        given += 20 * usize::from(item.is_ok());
        disturb(&world, given);
        last = Some(item);
    }
    assert!(is_incomplete(last.as_ref()));
}

#[tokio::test]
async fn after_an_error_the_walk_goes_on() {
    for in_flight in [1, 4] {
        let world = World::new().await;
        let mut walk = world.client().walk(day()).in_flight(in_flight);
        let html = |status| Fault::Html { status };
        let mut faults = [html(200), html(502), Fault::Cut, html(504)].into_iter();
        let (mut records, mut errors) = (Vec::new(), 0);
        loop {
            match walk.next_page().await {
                Ok(Some(page)) => {
                    records.extend(page.records);
                    if let Some(fault) = faults.next() {
                        world.sandbox.udid().inject("D001", fault, 1);
                    }
                }
                Ok(None) => break,
                Err(Error::Status { .. } | Error::NotJson { .. } | Error::Transport { .. }) => {
                    errors += 1;
                    assert!(errors < 10, "the service has long recovered");
                }
                Err(other) => panic!("{other}"),
            }
        }
        // Of several answers on their way, some are given up with the one that was spoilt.
        assert!(errors == 4 || (in_flight > 1 && errors > 0), "{errors}, {in_flight} in flight");
        assert_eq!(records, newest(day(), RECORDS, RECORDS), "{in_flight} in flight");
        assert!(walk.report().is_complete(), "{}", walk.report());
    }
}

#[tokio::test]
async fn an_error_repeats_until_its_cause_is_gone() {
    let world = World::new().await;
    let mut walk = world.client().walk(day());
    world.sandbox.udid().inject("D001", Fault::Html { status: 503 }, 3);
    for _ in 0..3 {
        walk.next_page().await.unwrap_err();
        assert!(!walk.report().is_complete());
    }
    assert_eq!(rest(&mut walk).await.len(), 95);
}

#[tokio::test]
async fn a_token_lost_on_the_way_is_replaced() {
    let world = World::new().await;
    let mut walk = world.client().walk(day()).in_flight(3);
    let mut records = Vec::new();
    while let Some(page) = next(&mut walk).await {
        records.extend(page.records);
        world.sandbox.udid().revoke_tokens();
    }
    assert_eq!(records, newest(day(), RECORDS, RECORDS));
}

/// Ten records are published behind the walk's back after its last page: no counter of a page that it
/// reads shows them, only the first page does.
#[tokio::test]
async fn a_day_that_still_runs_is_read_until_its_first_page_stands_still() {
    let today = period("2026-08-20");
    for (published, calls) in [(0, 6), (10, 6 + 7)] {
        let world = World::new().await;
        let mut walk = world.client().walk(today);
        let mut records = Vec::new();
        for _ in 0..5 {
            records.extend(next(&mut walk).await.unwrap().records);
        }
        world.sandbox.udid().set_records_on(date(today), RECORDS + published);
        records.extend(rest(&mut walk).await);
        assert_all(&records, today, RECORDS + published, "today");
        assert!(walk.report().is_complete(), "{}", walk.report());
        assert_eq!(world.calls("D001"), calls, "{published} published");
        assert!(walk.pass_began_at().is_some_and(|began| began <= now()));
    }
}
