//! An enrichment that breaks off goes on where it was.

use std::process::Stdio;
use std::time::Duration;

use sandbox::Fault;
use transport::RetryPolicy;

use crate::binary::Yima;
use crate::{Bench, LOOK_UP, client, organizations, registrants};

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

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_it_comes_to_the_same() {
    use std::os::unix::process::ExitStatusExt;

    let undisturbed = Bench::new(|_| {}).await;
    undisturbed.enrich().await.unwrap();

    let bench = Bench::new(|settings| settings.latency = Duration::from_millis(15)).await;
    let yima = Yima::new()
        .with("YIMA_DBHS_BASE_URL", bench.sandbox.dbhs_url())
        .with("YIMA_DBHS_APP_KEY", bench.sandbox.dbhs_app_key())
        .with("YIMA_DBHS_SECRET_KEY", bench.sandbox.dbhs_secret_key());
    let file = bench.file.display().to_string();
    let mut kills = 0;
    loop {
        let mut command = yima.command(&["udid", "enrich", "--db", &file]);
        let mut run = command.stderr(Stdio::null()).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(120)).await;
        run.kill().unwrap();
        let status = run.wait().unwrap();
        if status.signal().is_none() {
            assert!(status.success(), "{status}");
            break;
        }
        kills += 1;
    }
    assert!(kills >= 2, "{kills}");
    assert_eq!(organizations(&bench.file), organizations(&undisturbed.file));
    let (all, calls) = (registrants(&bench.file).len() as u64, bench.sandbox.dbhs().calls(LOOK_UP));
    assert!((all..=all + kills * 2).contains(&calls), "{calls} calls for {all}");
}
