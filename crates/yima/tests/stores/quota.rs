//! What happens when no calls are left today.

use std::time::{Duration, Instant};

use jiff::{Timestamp, tz};
use sandbox::{RateLimits, Sandbox, Settings, UdidSettings};

use crate::DAY;
use crate::binary::{Outcome, Yima};
use test_support::database::Content;
use test_support::invented::{sandbox, start};

const LAST_SECONDS: &str = "2026-08-11T23:59:52+08:00";
const MIDNIGHT: &str = "2026-08-12T00:00:00+08:00";
const RECORDS: u32 = 100;

fn pull(yima: &Yima, more: &[&str]) -> Outcome {
    yima.run(&[&["udid", "pull", "--day", DAY, "--db", "day.sqlite"], more].concat())
}

/// The next midnight in Beijing by this computer's clock, as an independent sum: UTC+8.
fn next_midnight() -> String {
    let day = (Timestamp::now().as_second() + 8 * 3600).div_euclid(86_400) + 1;
    let midnight = Timestamp::from_second(day * 86_400 - 8 * 3600).unwrap();
    midnight.display_with_offset(tz::offset(8)).to_string()
}

fn calls(sandbox: &Sandbox) -> u64 {
    ["P002", "D001"].iter().map(|endpoint| sandbox.udid().calls(endpoint)).sum()
}

/// At most three calls on this day, of all commands together; each limit by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_used_up_limit_says_when_to_go_on_and_how() {
    let sandbox = sandbox(RECORDS).await;
    for (home, flag) in [(Yima::of(&sandbox), true), (Yima::of(&sandbox), false)] {
        let before = calls(&sandbox);
        let flags = ["--daily-limit", "3"];
        let (yima, flags) = if flag {
            (home, &flags[..])
        } else {
            (home.with("YIMA_UDID_DAILY_LIMIT", "3"), &[][..])
        };
        let midnight = next_midnight();
        let outcome = pull(&yima, flags);
        assert_eq!(outcome.code, Some(7), "{outcome:?}");
        // A call for the token, and two for pages of 20.
        let expected = format!(
            "error: no calls are left today: resume at {midnight}, midnight Beijing time; \
             `--on-quota wait` waits until then\n{DAY}: 40 of 100 records are stored, 60 are \
             missing; the next page is 3\nstored data is kept; rerun the command to resume\n"
        );
        assert!(outcome.stderr.ends_with(&expected), "{expected}{}", outcome.stderr);
        assert_eq!(calls(&sandbox) - before, 3);
        let again = yima.run(&[&["udid", "list", "--day", DAY], flags].concat());
        assert_eq!(again.code, Some(7), "{again:?}");
        assert!(again.stderr.contains(&format!("resume at {midnight}")), "{}", again.stderr);
        assert_eq!(calls(&sandbox) - before, 3, "no further call");

        // The user may want more.
        let more = pull(&yima, &["--daily-limit", "100"]);
        assert_eq!(more.code, Some(0), "{more:?}");
        assert!(more.stderr.contains("resumed at page"), "{}", more.stderr);
    }
}

/// The service's own count of calls left is kept for the next run, and its code 11.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_service_leaves_is_kept_for_the_next_run() {
    let settings = Settings {
        udid: UdidSettings {
            rate_limits: RateLimits { per_second: 1000, per_day: 3 },
            ..UdidSettings::with_records_per_day(RECORDS)
        },
        ..Settings::default()
    };
    let limited = start(settings).await;
    let yima = Yima::of(&limited);
    assert_eq!(pull(&yima, &[]).code, Some(7));
    assert_eq!(calls(&limited), 3);
    let again = pull(&yima, &[]);
    assert_eq!((again.code, calls(&limited)), (Some(7), 3), "{again:?}");

    let sandbox = sandbox(RECORDS).await;
    let yima = Yima::of(&sandbox);
    sandbox.udid().inject("D001", sandbox::Fault::QuotaUsedUp, 1);
    let first = pull(&yima, &["--in-flight", "1"]);
    assert_eq!((first.code, calls(&sandbox)), (Some(7), 2), "{first:?}");
    assert!(first.stderr.contains("returnCode 11"), "{}", first.stderr);
    assert!(first.stderr.contains("resume after midnight Beijing time (UTC+8)"));
    assert!(first.stderr.contains(&format!("until={}", next_midnight())), "{}", first.stderr);
    let again = pull(&yima, &[]);
    assert_eq!((again.code, calls(&sandbox)), (Some(7), 2), "{again:?}");
    assert!(again.stderr.contains("error: no calls are left today: resume at "), "{again:?}");
}

/// By the clock of the service, eight seconds before its midnight: time enough for four calls.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_wants_to_wait_goes_on_at_midnight() {
    let sandbox = sandbox(RECORDS).await;
    sandbox.clock().set(LAST_SECONDS.parse().unwrap());
    let started = Instant::now();
    let yima = Yima::of(&sandbox).with("YIMA_UDID_ON_QUOTA", "wait");
    let outcome = pull(&yima, &["--daily-limit", "4"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(started.elapsed() > Duration::from_secs(2), "{:?}", started.elapsed());
    let said = format!("waiting: no calls are left today until={MIDNIGHT}");
    assert!(outcome.stderr.contains(&said), "{}", outcome.stderr);
    assert_eq!(Content::of(&yima.home().join("day.sqlite")).count("device"), RECORDS as usize);
    // Five pages and a token: four calls before midnight, two after.
    assert_eq!(calls(&sandbox), 6);
}

/// The accounts of a sandbox are counted as well, in memory.
#[test]
fn a_limit_can_be_tried_out_in_a_sandbox() {
    let outcome = pull(&Yima::new(), &["--sandbox", "--daily-limit", "3"]);
    assert_eq!(outcome.code, Some(7), "{outcome:?}");
    assert!(outcome.stderr.contains("no calls are left today: resume at "), "{}", outcome.stderr);
}
