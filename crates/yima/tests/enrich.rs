//! `yima udid enrich` resumes where it was killed.

#![cfg(unix)]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/binary.rs"]
mod binary;

use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::Duration;

use sandbox::{Fault, Sandbox, Settings, UdidSettings};
use test_support::database::{organizations, registrants};
use test_support::invented;

use binary::Yima;

const RECORDS: u32 = 200;
const LOOK_UP: &str = "getOrganizationByName";

/// A sandbox whose responses take this long.
async fn slow(latency: Duration) -> Sandbox {
    let settings = Settings {
        udid: UdidSettings::with_records_per_day(RECORDS),
        latency,
        ..Settings::default()
    };
    invented::start(settings).await
}

/// The program with the day pulled from a sandbox, in `day.sqlite`.
fn with_day(sandbox: &Sandbox) -> Yima {
    let yima = Yima::of(sandbox)
        .with("YIMA_DBHS_BASE_URL", sandbox.dbhs_url())
        .with("YIMA_DBHS_APP_KEY", sandbox.dbhs_app_key())
        .with("YIMA_DBHS_SECRET_KEY", sandbox.dbhs_secret_key());
    yima.run(&["udid", "pull", "--day", "2026-08-10", "--db", "day.sqlite"]).data();
    yima
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_it_comes_to_the_same() {
    let undisturbed = slow(Duration::ZERO).await;
    let expected = with_day(&undisturbed);
    expected.run(&["udid", "enrich", "--db", "day.sqlite"]).data();
    let expected = organizations(&expected.home().join("day.sqlite"));

    let sandbox = slow(Duration::from_millis(15)).await;
    let yima = with_day(&sandbox);
    let file = yima.home().join("day.sqlite");
    let kills = kill_until_it_ends(&yima).await;
    assert!(kills >= 2, "{kills}");
    assert_eq!(organizations(&file), expected);
    let (all, calls) = (registrants(&file).len() as u64, sandbox.dbhs().calls(LOOK_UP));
    assert!((all..=all + kills * 2).contains(&calls), "{calls} calls for {all}");
}

/// How often it was killed.
async fn kill_until_it_ends(yima: &Yima) -> u64 {
    let mut kills = 0;
    loop {
        let mut command = yima.command(&["udid", "enrich", "--db", "day.sqlite"]);
        let mut run = command.stderr(Stdio::null()).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(120)).await;
        run.kill().unwrap();
        let status = run.wait().unwrap();
        if status.signal().is_none() {
            assert!(status.success(), "{status}");
            return kills;
        }
        kills += 1;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_look_up_is_told_and_known_ones_are_looked_up_again_on_demand() {
    let sandbox = slow(Duration::ZERO).await;
    let yima = with_day(&sandbox);
    let all = registrants(&yima.home().join("day.sqlite")).len() as u64;
    let enrich = ["udid", "enrich", "--db", "day.sqlite"];
    // A status that the client does not repeat.
    sandbox.dbhs().inject(LOOK_UP, Fault::Html { status: 400 }, 1);
    let outcome = yima.run(&enrich);
    assert_eq!(outcome.code, Some(8), "{outcome:?}");
    assert!(outcome.stderr.contains("look-ups that failed: 1; "), "{}", outcome.stderr);
    yima.run(&enrich).data();
    assert_eq!(sandbox.dbhs().calls(LOOK_UP), all + 1);
    yima.run(&[&enrich[..], &["--older-than", "1"]].concat()).data();
    assert_eq!(sandbox.dbhs().calls(LOOK_UP), all + 1);
    yima.run(&[&enrich[..], &["--again"]].concat()).data();
    assert_eq!(sandbox.dbhs().calls(LOOK_UP), all * 2 + 1);
}
