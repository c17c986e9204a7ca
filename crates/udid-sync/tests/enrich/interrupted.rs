//! An enrichment that breaks off goes on where it was.

use std::time::Duration;

use sandbox::Fault;
use transport::RetryPolicy;

use test_support::database::organizations;

use crate::{Bench, LOOK_UP, client};

#[tokio::test]
async fn an_error_in_the_middle_loses_nothing() {
    let undisturbed = Bench::new(|_| {}).await;
    let all = undisturbed.enrich().await.unwrap().asked;

    let mut bench = Bench::new(|settings| settings.latency = Duration::from_millis(2)).await;
    bench.client = client(&bench.sandbox, RetryPolicy::none());
    let (mut asked, mut failures) = (0, 0);
    loop {
        bench.sandbox.dbhs().inject(LOOK_UP, Fault::Slow(Duration::ZERO), 9);
        bench.sandbox.dbhs().inject(LOOK_UP, Fault::Html { status: 502 }, 1);
        match bench.enrich().await {
            Ok(_) => break,
            Err(error) => failures += u64::from(error.to_string().contains("502")),
        }
        let stored = organizations(&bench.file).len();
        assert!(stored > asked, "no run is in vain");
        asked = stored;
    }
    assert!(failures >= 3, "{failures}");
    assert_eq!(organizations(&bench.file), organizations(&undisturbed.file));
    // Those that failed, and those that were on the way then, are asked for again.
    let calls = bench.sandbox.dbhs().calls(LOOK_UP);
    assert!((all..=all + failures * 3).contains(&calls), "{calls} calls for {all}");
}
