//! Every exit code that `yima --help` explains, provoked.

use std::fs;
use std::net::TcpListener;

use sandbox::udid::ServiceState;
use sandbox::{Fault, RateLimits, Settings, UdidAccount, UdidSettings};
use serde_json::{Value, json};

use crate::binary::{Outcome, Yima};
use test_support::invented::{sandbox, start};
use test_support::pages;

const DAY: &str = "2026-08-10";

/// It ended with this code, and said why on standard error and nothing else anywhere.
#[track_caller]
fn assert_fails(outcome: &Outcome, code: i32, reason: &str) {
    assert_eq!(outcome.code, Some(code), "{outcome:?}");
    assert_eq!(outcome.stdout, "");
    assert!(outcome.stderr.starts_with("error: "), "{}", outcome.stderr);
    assert!(outcome.stderr.contains(reason), "{}", outcome.stderr);
}

fn pull(yima: &Yima) -> Outcome {
    yima.run(&["udid", "pull", "--day", DAY, "--db", "records.sqlite"])
}

#[test]
fn the_help_explains_every_code() {
    let help = Yima::new().run(&["--help"]).data();
    for code in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "130"] {
        assert!(help.lines().any(|line| line.starts_with(&format!("  {code}  "))), "{code}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn done_is_0() {
    let sandbox = sandbox(3).await;
    let yima = Yima::of(&sandbox);
    for arguments in [
        &["--version"][..],
        &["--help"],
        &["udid", "test"],
        &["udid", "list", "--day", DAY],
        &["udid", "pull", "--day", DAY, "--db", "records.sqlite"],
    ] {
        assert_eq!(yima.run(arguments).code, Some(0), "{arguments:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_cannot_be_used_is_1() {
    let sandbox = sandbox(3).await;
    let yima = Yima::of(&sandbox);
    fs::write(yima.home().join("records.sqlite"), "no database at all ".repeat(100)).unwrap();
    assert_fails(&pull(&yima), 1, "records.sqlite: file is not a database");
    let missing = yima.run(&["udid", "device", "1", "--db", "nothing.sqlite"]);
    assert_fails(&missing, 1, "nothing.sqlite does not exist; create it with `yima udid pull");
    let config = yima.with("YIMA_CONFIG", "no-such.toml");
    assert_fails(&config.run(&["udid", "test"]), 1, "no-such.toml");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_arguments_are_2() {
    let sandbox = sandbox(3).await;
    let yima = Yima::of(&sandbox);
    for (arguments, reason) in [
        (&["udid", "list"][..], "--day <DAY>|--month <MONTH>"),
        (&["udid", "list", "--day", DAY, "--month", "2026-08"], "cannot be used with"),
        (&["udid", "list", "--day", "2026-8-1"], "not a day like 2026-08-10"),
        (&["udid", "list", "--day", "2026-02-30"], "not a day like 2026-08-10"),
        (&["udid", "list", "--day", "2026-08"], "not a day like 2026-08-10"),
        (&["udid", "list", "--day", "heute"], "not a day like 2026-08-10"),
        (&["udid", "list", "--day", ""], "not a day like 2026-08-10"),
        (&["udid", "list", "--month", DAY], "not a month like 2026-08"),
        (&["udid", "list", "--month", "2026-13"], "not a month like 2026-08"),
        (&["udid", "list", "--day", DAY, "--page", "0"], "0 is not in 1.."),
        (&["udid", "pull", "--day", DAY], "--db <FILE>"),
        (&["udid", "pull", "--day", DAY, "--db", "a", "--in-flight", "99"], "99 is not in 1..=32"),
        (&["udid", "history"], "<RECORD_KEYS>"),
        (&["udid", "--output", "xml", "test"], "[possible values: table, json, ndjson, csv]"),
        (&["udid", "--sandbox", "--env", "test", "test"], "cannot be used with"),
        // The document does not allow it, and it is not sent.
        (&["udid", "device", ""], "not sent: D003: parameter primaryDeviceId"),
        (&["udid", "--base-url", "ftp://example.org", "test"], "is not a base URL"),
    ] {
        assert_fails(&yima.run(arguments), 2, reason);
    }
    assert_eq!(sandbox.udid().calls("D001") + sandbox.udid().calls("D003"), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn credentials_that_are_missing_or_refused_are_3() {
    let accounts = vec![
        UdidAccount::default(),
        UdidAccount { app_id: "waiting".to_owned(), is_approved: false, ..UdidAccount::default() },
    ];
    let udid = UdidSettings { accounts, ..UdidSettings::default() };
    let sandbox = start(Settings { udid, ..Settings::default() }).await;
    let list = ["udid", "list", "--day", DAY];

    let none = Yima::new().with("YIMA_UDID_BASE_URL", sandbox.udid_url());
    let outcome = none.run(&list);
    assert_fails(&outcome, 3, "no credentials; set YIMA_UDID_APP_ID");
    assert!(outcome.stderr.contains("--sandbox"), "{}", outcome.stderr);
    assert_fails(&pull(&none), 3, "no credentials; set YIMA_UDID_APP_ID");

    let part = none.with("YIMA_UDID_APP_ID", "an-id").with("YIMA_UDID_CREDIT_CODE", "");
    let outcome = part.run(&list);
    assert_fails(&outcome, 3, "YIMA_UDID_APP_SECRET (or app_secret)");
    assert!(outcome.stderr.contains("YIMA_UDID_CREDIT_CODE (or credit_code)"));

    let wrong = Yima::of(&sandbox).with("YIMA_UDID_APP_SECRET", "guessed");
    assert_fails(&wrong.run(&list), 3, "returnCode 3");
    let not_granted = Yima::of(&sandbox).with("YIMA_UDID_CREDIT_CODE", "91990000MA0TEXT01X");
    assert_fails(&not_granted.run(&list), 3, "returnCode 12");
    let not_approved = Yima::of(&sandbox).with("YIMA_UDID_APP_ID", "waiting");
    assert_fails(&not_approved.run(&list), 3, "returnCode 2");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_4() {
    let sandbox = sandbox(3).await;
    let yima = Yima::of(&sandbox);
    let device = yima.run(&["udid", "device", "06900000000014"]);
    assert_fails(&device, 4, "give a primary DI");
    assert_fails(&yima.run(&["udid", "history", "no-such-key"]), 4, "errorCode");
    pull(&yima);
    let stored = yima.run(&["udid", "device", "06900000000014", "--db", "records.sqlite"]);
    assert_fails(&stored, 4, "no device or package 06900000000014 in records.sqlite");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_cannot_be_read_is_5() {
    let sandbox = sandbox(30).await;
    let yima = Yima::of(&sandbox);
    for (fault, reason) in [
        (Fault::Html { status: 502 }, "HTTP status 502 Bad Gateway: HTML page: 502 Bad Gateway"),
        (Fault::Html { status: 200 }, "the response is not JSON"),
        (Fault::Html { status: 404 }, "HTTP status 404"),
    ] {
        sandbox.udid().inject("D001", fault.clone(), 1);
        assert_fails(&yima.run(&["udid", "list", "--day", DAY]), 5, reason);
        sandbox.udid().inject("D001", fault, 1);
        let outcome = pull(&yima);
        assert_fails(&outcome, 5, reason);
        let advice = "stored data is kept; rerun the command to resume";
        assert!(outcome.stderr.trim_end().ends_with(advice), "{}", outcome.stderr);
    }
    let pulled = pull(&yima);
    assert_eq!(pulled.code, Some(0), "{pulled:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_cannot_be_reached_is_6() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let yima = Yima::new();
    let url = format!("http://{closed}/api/v2");
    assert_fails(&yima.run(&["udid", "--base-url", &url, "test"]), 6, "cannot connect to");

    let sandbox = sandbox(30).await;
    sandbox.udid().inject("D001", Fault::Cut, 1);
    assert_fails(&pull(&Yima::of(&sandbox)), 6, "broke off");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_calls_are_7() {
    for (rate_limits, reason) in [
        (RateLimits { per_second: 0, per_day: 100 }, "returnCode 10"),
        (RateLimits { per_second: 100, per_day: 3 }, "no calls are left today"),
    ] {
        let udid = UdidSettings { rate_limits, ..UdidSettings::with_records_per_day(100) };
        let sandbox = start(Settings { udid, ..Settings::default() }).await;
        assert_fails(&pull(&Yima::of(&sandbox)), 7, reason);
    }
    let sandbox = sandbox(3).await;
    sandbox.udid().set_state(ServiceState::Closed);
    assert_fails(&Yima::of(&sandbox).run(&["udid", "test"]), 7, "try again later");
}

#[test]
fn records_that_are_missing_are_8() {
    let devices = |page| if page == 1 { 0..20 } else { 20..25 };
    let url = pages::serve(move |page| {
        let devices = devices(page).map(|key: u32| json!({"deviceRecordKey": key.to_string()}));
        let data_set = json!({"deviceInfo": devices.collect::<Vec<Value>>()});
        pages::page(&data_set.to_string(), 33)
    });
    let yima = Yima::new()
        .with("YIMA_UDID_BASE_URL", url)
        .with("YIMA_UDID_APP_ID", "an-id")
        .with("YIMA_UDID_APP_SECRET", "a-secret")
        .with("YIMA_UDID_CREDIT_CODE", "91990000MA0TEXT00W");
    for _ in 0..2 {
        let outcome = pull(&yima);
        assert_eq!(outcome.code, Some(8), "{outcome:?}");
        assert!(outcome.stderr.contains("8 records are missing: run again later"));
    }
    let all = yima.run(&["udid", "--output", "ndjson", "list", "--day", DAY, "--all"]);
    assert_eq!((all.code, all.stdout.lines().count()), (Some(8), 25), "{all:?}");
    // That does not make one page incomplete.
    let page = yima.run(&["udid", "--output", "ndjson", "list", "--day", DAY]);
    assert_eq!((page.code, page.stdout.lines().count()), (Some(0), 20), "{page:?}");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupted_run_is_130_and_can_be_gone_on_with() {
    use std::process::{Command, Stdio};
    use std::time::Duration;

    let settings = Settings {
        udid: UdidSettings::with_records_per_day(400),
        latency: Duration::from_millis(20),
        ..Settings::default()
    };
    let sandbox = start(settings).await;
    let yima = Yima::of(&sandbox);
    let mut command = yima.command(&["udid", "pull", "--day", DAY, "--db", "records.sqlite"]);
    let run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Of so many pages some are stored: only a few are asked for ahead, or wait for the database.
    while sandbox.udid().calls("D001") < 12 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let interrupt = format!("kill -INT {}", run.id());
    assert!(Command::new("sh").args(["-c", &interrupt]).status().unwrap().success());
    assert_fails(&run.wait_with_output().unwrap().into(), 130, "rerun the command to resume");

    let pulled = pull(&yima);
    assert_eq!(pulled.code, Some(0), "{pulled:?}");
    assert!(pulled.stderr.contains("resumed at page"), "{}", pulled.stderr);
}

/// An outage of one answer: the second attempt does not see it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_call_is_made_again_as_often_as_allowed() {
    let sandbox = sandbox(3).await;
    let yima = Yima::of(&sandbox);
    for (attempts, code) in [("1", Some(5)), ("2", Some(0))] {
        sandbox.udid().inject("D001", Fault::Html { status: 502 }, 1);
        let calls = sandbox.udid().calls("D001");
        let outcome = yima.run(&["udid", "list", "--day", DAY, "--attempts", attempts]);
        assert_eq!(outcome.code, code, "{outcome:?}");
        assert_eq!((sandbox.udid().calls("D001") - calls).to_string(), attempts);
    }
    let outcome = yima.run(&["udid", "list", "--day", DAY, "--attempts", "0"]);
    assert_fails(&outcome, 2, "--attempts");
}
