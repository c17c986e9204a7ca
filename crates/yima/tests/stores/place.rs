//! Where the store is, and what becomes of one that cannot be used.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sandbox::Sandbox;

use crate::binary::{Outcome, Yima};
use crate::{DAY, kinds, usual};
use test_support::invented::sandbox;

const ALL: [&str; 4] = ["quota", "quota.lock", "token", "token.lock"];

fn list(yima: &Yima, more: &[&str]) -> Outcome {
    yima.run(&[&["udid", "list", "--day", DAY], more].concat())
}

/// With its account in a profile that says where the store is.
fn with_profile(sandbox: &Sandbox, store: &str) -> Yima {
    let yima = Yima::of(sandbox);
    let file = yima.home().join("yima.toml");
    fs::write(file, format!("[udid]\nstore = {store:?}\n")).unwrap();
    yima.with("YIMA_CONFIG", "yima.toml")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn flag_variable_profile_and_folder_of_states_say_where_it_is() {
    let sandbox = sandbox(1).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let at = |name: &str| elsewhere.path().join(name);
    let text = |path: &Path| path.display().to_string();

    let states = Yima::of(&sandbox).with("XDG_STATE_HOME", text(&at("states")));
    list(&states, &[]).data();
    assert_eq!(kinds(&at("states/yima/store")), ALL);
    let profile = with_profile(&sandbox, &text(&at("profile")));
    list(&profile, &[]).data();
    assert_eq!(kinds(&at("profile")), ALL);
    let variable = profile.with("YIMA_UDID_STORE", text(&at("variable")));
    list(&variable, &[]).data();
    assert_eq!(kinds(&at("variable")), ALL);
    list(&variable, &["--store", &text(&at("flag"))]).data();
    assert_eq!(kinds(&at("flag")), ALL);
    // The caller of a command knows where it is.
    list(&variable, &["--store", "here"]).data();
    assert_eq!(kinds(&variable.home().join("here")), ALL);
    assert_eq!(sandbox.udid().calls("P002"), 5);
    assert!(!usual(&states).exists() && !usual(&variable).exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_store_nothing_is_kept() {
    let sandbox = sandbox(1).await;
    let of_sandbox = Yima::new();
    let pull = ["udid", "pull", "--day", DAY, "--db", "day.sqlite", "--records-per-day", "3"];
    of_sandbox.run(&[&pull[..], &["--sandbox"]].concat()).data();
    of_sandbox.run(&["call", "udid", "P002", "--sandbox"]).data();
    of_sandbox.run(&["doctor", "--sandbox"]).data();
    let off = with_profile(&sandbox, "off");
    list(&off, &[]).data();
    let variable = Yima::of(&sandbox).with("YIMA_UDID_STORE", "off");
    list(&variable, &[]).data();
    let flag = Yima::of(&sandbox);
    list(&flag, &["--store", "off"]).data();
    // A test of the connection has neither.
    let without = Yima::new().with("YIMA_UDID_BASE_URL", sandbox.udid_url());
    without.run(&["udid", "test"]).data();
    for yima in [&of_sandbox, &off, &variable, &flag, &without] {
        let made = fs::read_dir(yima.home()).unwrap().map(|entry| entry.unwrap().file_name());
        let made: Vec<_> = made.collect();
        assert!(made.iter().all(|name| name == "day.sqlite" || name == "yima.toml"), "{made:?}");
    }
    let both = list(&flag, &["--sandbox", "--store", "here"]);
    assert_eq!(both.code, Some(2), "{both:?}");
}

/// No setting asked for the usual one: calls are made without it. With a limit they are not, for it
/// would not hold.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_cannot_be_used_stops_those_who_asked_for_it() {
    let sandbox = sandbox(1).await;
    let yima = Yima::of(&sandbox);
    fs::create_dir_all(usual(&yima)).unwrap();
    fs::set_permissions(usual(&yima), PermissionsExt::from_mode(0o755)).unwrap();
    let usual_one = list(&yima, &[]);
    assert_eq!(usual_one.code, Some(0), "{usual_one:?}");
    assert!(usual_one.stderr.contains("is open to others"), "{}", usual_one.stderr);
    assert_eq!(kinds(&usual(&yima)), [""; 0]);

    let made = sandbox.udid().calls("D001");
    let open = usual(&yima).display().to_string();
    fs::write(yima.home().join("file"), "").unwrap();
    for (arguments, reason) in [
        (&["--daily-limit", "5"][..], "is open to others: give it to yourself alone (chmod 700)"),
        (&["--store", &open], "is open to others"),
        (&["--store", "file/store"], "file/store: Not a directory"),
        (&["--store", "file"], "file: "),
    ] {
        let outcome = list(&yima, arguments);
        assert_eq!(outcome.code, Some(1), "{outcome:?}");
        assert!(outcome.stderr.starts_with("error: store: "), "{}", outcome.stderr);
        assert!(outcome.stderr.contains(reason), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("`--store off`"), "{}", outcome.stderr);
    }
    assert_eq!(sandbox.udid().calls("D001"), made);
    let doctor = yima.with("YIMA_UDID_STORE", open).run(&["doctor"]);
    assert_eq!(doctor.code, Some(1), "{doctor:?}");
    let step = doctor.stdout.lines().find(|line| line.contains(" store ")).unwrap();
    assert!(step.contains(" failed ") && step.contains("is open to others"), "{step}");
}

#[test]
fn doctor_says_where_the_store_is() {
    let yima = Yima::new()
        .with("YIMA_UDID_BASE_URL", "http://127.0.0.1:9")
        .with("YIMA_UDID_APP_ID", "a")
        .with("YIMA_UDID_APP_SECRET", "b")
        .with("YIMA_UDID_CREDIT_CODE", "c");
    let shown = yima.run(&["doctor"]).stdout;
    let place = format!("token and call count are shared in {}", usual(&yima).display());
    assert!(shown.contains(&place), "{shown}");
}

#[test]
fn services_without_tokens_and_counts_have_no_store() {
    for (arguments, name) in [
        (&["call", "dbhs", "list_products"][..], "dbhs"),
        (&["call", "idcode", "101"], "idcode"),
        (&["call", "cloudmfg", "query_device", "--devId", "1"], "cloudmfg"),
        (&["udid", "enrich", "--db", "a.sqlite"], "dbhs"),
    ] {
        for flag in [["--store", "here"], ["--daily-limit", "3"], ["--on-quota", "wait"]] {
            let outcome = Yima::new().run(&[arguments, &flag].concat());
            assert_eq!(outcome.code, Some(2), "{outcome:?}");
            let reason = format!("{}: {name} shares no tokens", flag[0]);
            assert!(outcome.stderr.contains(&reason), "{}", outcome.stderr);
        }
        if arguments[0] == "call" {
            let help = Yima::new().run(&[&arguments[..2], &["--help"]].concat()).data();
            assert!(!help.contains("--on-quota") && help.contains("--base-url"), "{help}");
        }
    }
}

#[test]
fn values_that_make_no_sense_are_refused() {
    for (variable, value, reason) in [
        ("YIMA_UDID_DAILY_LIMIT", "0", "not a whole number from 1"),
        ("YIMA_UDID_DAILY_LIMIT", "many", "not a whole number from 1"),
        ("YIMA_UDID_ON_QUOTA", "cry", "unknown value; choose `fail` or `wait`"),
    ] {
        let unserved = Yima::new().with("YIMA_UDID_BASE_URL", "http://127.0.0.1:9");
        let yima = unserved.with(variable, value);
        let outcome = yima.run(&["udid", "test"]);
        assert_eq!(outcome.code, Some(2), "{outcome:?}");
        assert!(outcome.stderr.contains(&format!("error: {variable}: {reason}")), "{outcome:?}");
    }
    for arguments in [["--daily-limit", "0"], ["--daily-limit", "-1"], ["--on-quota", "cry"]] {
        assert_eq!(list(&Yima::new(), &arguments).code, Some(2), "{arguments:?}");
    }
}
