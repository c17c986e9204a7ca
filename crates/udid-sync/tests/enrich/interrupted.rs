//! An enrichment that breaks off goes on where it was.

use std::time::Duration;

use sandbox::Fault;
use transport::RetryPolicy;

use test_support::database::organizations;

use crate::{Bench, LOOK_UP, client};

#[tokio::test]
async fn failures_in_the_middle_are_repeated_by_the_next_run() {
    let undisturbed = Bench::new(|_| {}).await;
    let all = undisturbed.enrich().await.unwrap().asked;

    let mut bench = Bench::new(|settings| settings.latency = Duration::from_millis(2)).await;
    bench.client = client(&bench.sandbox, RetryPolicy::none());
    for _ in 0..4 {
        bench.sandbox.dbhs().inject(LOOK_UP, Fault::Slow(Duration::ZERO), 9);
        bench.sandbox.dbhs().inject(LOOK_UP, Fault::Html { status: 502 }, 1);
    }
    let first = bench.enrich().await.unwrap();
    assert_eq!((first.asked, first.failed, first.counts.failed), (all, 4, 4));
    assert!(first.first_failure.unwrap().1.contains("502"));
    let second = bench.enrich().await.unwrap();
    assert_eq!((second.asked, second.failed, second.counts.failed), (4, 0, 0));
    assert_eq!(organizations(&bench.file), organizations(&undisturbed.file));
    assert_eq!(bench.sandbox.dbhs().calls(LOOK_UP), all + 4);
}
