//! Days and months, alone, twice and together.

use std::slice::from_ref;

use crate::Bench;
use test_support::database::Content;
use test_support::invented::{day, records_of, sandbox};

const DAY: &str = "2026-08-10";

#[tokio::test]
async fn a_day_is_stored_record_by_record() {
    let sandbox = sandbox(65).await;
    let bench = Bench::of(&sandbox);
    let mut seen = Vec::new();

    let pulled = bench.pull_with(DAY, |progress| seen.push(*progress)).await.unwrap();

    assert!(pulled.is_complete(), "{}", pulled.report);
    assert_eq!((pulled.began_at_page, pulled.counts.inserted), (1, 65));
    let steps: Vec<_> = seen.iter().map(|step| (step.batch, step.records, step.total)).collect();
    let all = Some(65);
    assert_eq!(steps, [(0, 0, None), (1, 20, all), (2, 40, all), (3, 60, all), (4, 65, all)]);
    for record in records_of(day(DAY), 65) {
        let di = record.device.primary_di.clone().unwrap();
        assert_eq!(bench.find_by_di(&di).await, [record]);
    }
    let copy = bench.state(DAY).await.copy.unwrap();
    assert_eq!((copy.rows, copy.is_closed, copy.dispute), (65, true, None));
    assert!(pulled.to_string().contains("are stored and complete; read"), "{pulled}");
}

#[tokio::test]
async fn a_package_leads_to_its_device() {
    let sandbox = sandbox(40).await;
    let bench = Bench::of(&sandbox);
    bench.pull(DAY).await.unwrap();
    let mut packages = 0;
    for record in records_of(day(DAY), 40) {
        for package in &record.packages {
            let di = package.package_di.as_deref().unwrap();
            assert_eq!(bench.find_by_di(di).await, from_ref(&record));
            packages += 1;
        }
    }
    assert!(packages > 10, "{packages}");
    assert_eq!(bench.find_by_di("0000").await, []);
}

#[tokio::test]
async fn a_month_has_the_records_of_all_its_days() {
    let sandbox = sandbox(3).await;
    let bench = Bench::of(&sandbox).in_flight(2);
    let pulled = bench.pull("2026-02").await.unwrap();
    assert!(pulled.is_complete(), "{}", pulled.report);
    assert_eq!(pulled.counts.inserted, 28 * 3);
    for number in 1..=28 {
        let day = day(&format!("2026-02-{number:02}"));
        for record in records_of(day, 3) {
            let di = record.device.primary_di.as_deref().unwrap();
            assert_eq!(bench.find_by_di(di).await, from_ref(&record));
        }
    }
}

#[tokio::test]
async fn a_complete_pull_that_runs_again_changes_nothing() {
    let sandbox = sandbox(65).await;
    let bench = Bench::of(&sandbox);
    bench.pull(DAY).await.unwrap();
    let before = Content::of(&bench.file);

    let again = bench.pull_again(DAY).await.unwrap();

    assert!(again.is_complete());
    assert_eq!((again.began_at_page, again.counts.inserted, again.counts.replaced), (1, 0, 65));
    Content::of(&bench.file).assert_same(&before);
    assert!(bench.state(DAY).await.copy.unwrap().is_closed);
}

#[tokio::test]
async fn a_complete_day_that_is_over_costs_no_call() {
    let sandbox = sandbox(65).await;
    let bench = Bench::of(&sandbox);
    bench.pull(DAY).await.unwrap();
    let calls = sandbox.udid().calls("D001");

    let again = bench.pull(DAY).await.unwrap();

    assert_eq!((again.is_complete(), again.passes), (true, 0));
    assert_eq!(sandbox.udid().calls("D001"), calls);
    let said = "2026-08-10: 65 records are stored and complete; not fetched again without --again";
    assert_eq!(again.to_string(), said);
}

#[tokio::test]
async fn a_complete_pull_that_runs_again_finds_what_is_new() {
    let sandbox = sandbox(65).await;
    let bench = Bench::of(&sandbox);
    bench.pull(DAY).await.unwrap();
    sandbox.udid().set_records_on(day(DAY), 70);

    let again = bench.pull_again(DAY).await.unwrap();

    assert!(again.is_complete());
    assert_eq!(again.counts.inserted, 5);
}

#[tokio::test]
async fn days_share_a_file_and_a_month_shares_the_records_of_its_days() {
    let sandbox = sandbox(25).await;
    let bench = Bench::of(&sandbox);
    bench.pull("2026-02-03").await.unwrap();
    bench.pull("2026-02-04").await.unwrap();
    assert_eq!(Content::of(&bench.file).count("device"), 50);

    let month = bench.pull("2026-02").await.unwrap();

    assert_eq!((month.counts.inserted, month.counts.replaced), (26 * 25, 50));
    let content = Content::of(&bench.file);
    assert_eq!(content.count("device"), 28 * 25);
    assert_eq!(content.count("listed"), 28 * 25 + 50);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_pulls_may_fill_a_new_file_at_the_same_time() {
    let sandbox = sandbox(160).await;
    let bench = Bench::of(&sandbox).in_flight(4);
    let days = ["2026-02-03", "2026-02-04", "2026-02-05"];
    let (one, two, three) =
        tokio::join!(bench.pull(days[0]), bench.pull(days[1]), bench.pull(days[2]));
    for pulled in [one, two, three] {
        assert_eq!(pulled.unwrap().counts.inserted, 160);
    }
    assert_eq!(Content::of(&bench.file).count("device"), 3 * 160);
}
