//! Walks that go on where an earlier one ended.

use crate::common::records::{assert_all, date, known, newest, next, rest};
use crate::common::transports::rewriting;
use crate::common::{RECORDS, World, day};

#[tokio::test]
async fn known_records_are_not_given_again() {
    let world = World::new().await;
    let mut first = world.client().walk(day());
    let mut records = Vec::new();
    for _ in 0..3 {
        records.extend(next(&mut first).await.unwrap().records);
    }
    drop(first);

    let walk = || world.client().walk(day());
    for mut walk in [
        walk().start_page(4).known(records.iter().map(known)),
        walk().known(records.iter().map(known)).start_page(4),
        walk().known(records.iter().map(known)),
    ] {
        let expected = newest(day(), RECORDS - 60, RECORDS - 60);
        assert_eq!(rest(&mut walk).await, expected);
        let report = walk.report();
        assert!(report.is_complete(), "{report}");
        assert_eq!((report.records, report.passes), (95, 1), "{report}");
    }
}

#[tokio::test]
async fn a_newer_version_of_a_known_record_is_given() {
    let world = World::new().await;
    let records = newest(day(), RECORDS, RECORDS);
    let mut older: Vec<_> = records.iter().map(known).collect();
    older[30].1 += 1;
    let mut walk = world.client().walk(day()).known(older);
    assert_eq!(rest(&mut walk).await, records[30..31]);
    assert!(walk.report().is_complete(), "{}", walk.report());
}

#[tokio::test]
async fn what_was_published_between_two_walks_is_found() {
    for (pages, published) in [(3, 10), (3, 45), (5, 10), (5, 1)] {
        let case = format!("{published} published after {pages} pages");
        let world = World::new().await;
        let mut first = world.client().walk(day());
        let mut records = Vec::new();
        for _ in 0..pages {
            records.extend(next(&mut first).await.unwrap().records);
        }
        world.sandbox.udid().set_records_on(date(day()), RECORDS + published);

        let walk = world.client().walk(day()).known(records.iter().map(known));
        let mut walk = walk.start_page(pages + 1);
        records.extend(rest(&mut walk).await);
        assert_all(&records, day(), RECORDS + published, &case);
        assert!(walk.report().is_complete(), "{case}: {}", walk.report());
    }
}

#[tokio::test]
async fn without_counters_known_pages_do_not_end_a_walk() {
    let world = World::new().await;
    let transport = rewriting("/sharing/get", |json| {
        json.retain(|key, _| !key.starts_with("total"));
    });
    let records = newest(day(), RECORDS, RECORDS);
    let walk = world.client_over(transport).walk(day());
    let mut walk = walk.known(records[..60].iter().map(known));
    assert_eq!(rest(&mut walk).await, records[60..]);
}
