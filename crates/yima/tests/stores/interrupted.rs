//! Runs that are ended at any moment leave database and store whole.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use sandbox::{Sandbox, Settings, UdidSettings};
use serde_json::Value;

use crate::binary::{Outcome, Yima};
use crate::random::Random;
use crate::{DAY, usual};
use test_support::database::Content;
use test_support::invented::start;

const RECORDS: u32 = 800;
const ENDS: u32 = 30;
const LATENCY: Duration = Duration::from_millis(4);
/// Calls after which a run is ended at the latest, of 41.
const LATEST: u64 = 20;

/// Sends a signal to a process that was started.
fn signal(name: &str, id: u32) {
    let kill = format!("kill -{name} {id}");
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
}

async fn slow() -> Sandbox {
    start(Settings {
        udid: UdidSettings::with_records_per_day(RECORDS),
        latency: LATENCY,
        ..Settings::default()
    })
    .await
}

/// Calls for a token and for pages.
fn calls(sandbox: &Sandbox) -> u64 {
    sandbox.udid().calls("P002") + sandbox.udid().calls("D001")
}

/// Waits for an event, however slow the machine is; fails if it never comes.
fn wait_until(mut has_come: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !has_come() {
        assert!(Instant::now() < deadline, "it never came");
        thread::sleep(Duration::from_millis(1));
    }
}

fn pull(file: &str) -> [&str; 8] {
    ["udid", "pull", "--day", DAY, "--db", file, "--in-flight", "1"]
}

/// Every file of the store is whole: what is not is set aside by the next run.
fn check_store(yima: &Yima) {
    for entry in fs::read_dir(usual(yima)).into_iter().flatten() {
        let path = entry.unwrap().path();
        let suffix = path.extension().unwrap().to_str().unwrap().to_owned();
        assert_ne!(suffix, "aside", "{}", path.display());
        if suffix == "token" || suffix == "quota" {
            let text = fs::read_to_string(&path).unwrap();
            let record: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(record["kind"], *suffix, "{text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn database_and_store_are_whole_whatever_ends_a_run() {
    let sandbox = slow().await;
    let yima = Yima::of(&sandbox);
    yima.run(&pull("undisturbed.sqlite")).data();
    let expected = Content::of(&yima.home().join("undisturbed.sqlite"));
    // A new home: the first runs are ended while there is no token yet.
    let yima = Yima::of(&sandbox);
    let mut random = Random::new();
    let mut ends: BTreeMap<&str, u32> = BTreeMap::new();
    for round in 0..ENDS {
        let (name, code) =
            [("INT", Some(130)), ("TERM", Some(143)), ("KILL", None)][round as usize % 3];
        let mut command = yima.command(&pull("day.sqlite"));
        let mut run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // After none: before it asks for a token. After one: before it has it.
        let (begun, calls) = (calls(&sandbox), random.up_to(LATEST));
        let mut has_ended = false;
        wait_until(|| {
            has_ended = run.try_wait().unwrap().is_some();
            has_ended || self::calls(&sandbox) - begun >= calls
        });
        thread::sleep(random.between(Duration::ZERO, 2 * LATENCY));
        if !has_ended {
            signal(name, run.id());
        }
        let output = run.wait_with_output().unwrap();
        // Before it listens, or after its work, it does not say how to resume.
        let is_told = code.is_some() && output.status.code() == code;
        if output.status.code() == Some(0) {
            fs::remove_file(yima.home().join("day.sqlite")).unwrap();
        } else if is_told || output.status.signal() == Some(9) {
            *ends.entry(name).or_default() += 1;
        }
        if is_told {
            let stderr = String::from_utf8(output.stderr).unwrap();
            let advice = "stored data is kept; rerun the command to resume\n";
            assert!(stderr.ends_with(advice), "{name}: {stderr}");
        }
        check_store(&yima);
    }
    println!("{ends:?}");
    assert!(ends.len() == 3 && ends.values().all(|count| *count >= 3), "{ends:?}");
    yima.run(&pull("day.sqlite")).data();
    Content::of(&yima.home().join("day.sqlite")).assert_same(&expected);
    check_store(&yima);
    // Two homes, and a run that is killed while it asks asks again.
    assert!(sandbox.udid().calls("P002") <= u64::from(ENDS) / 3 + 2);
}

/// Somebody else holds the token, and does not let go.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_another_run_can_be_interrupted() {
    let sandbox = slow().await;
    let yima = Yima::of(&sandbox);
    yima.run(&["udid", "token"]).data();
    let store = usual(&yima);
    let of = |suffix: &str| {
        let mut entries = fs::read_dir(&store).unwrap().map(|entry| entry.unwrap().path());
        entries.find(|path| path.to_str().unwrap().ends_with(suffix)).unwrap()
    };
    fs::remove_file(of(".token")).unwrap();
    let lock = fs::File::open(of(".token.lock")).unwrap();
    lock.lock().unwrap();
    for (name, code, file) in [("INT", 130, "first.sqlite"), ("TERM", 143, "second.sqlite")] {
        let mut command = yima.command(&pull(file));
        let mut run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // It opens the database before it asks for the token, and catches signals before that.
        wait_until(|| yima.home().join(file).exists());
        signal(name, run.id());
        wait_until(|| run.try_wait().unwrap().is_some());
        let outcome = Outcome::from(run.wait_with_output().unwrap());
        assert_eq!(outcome.code, Some(code), "{outcome:?}");
        assert!(outcome.stderr.contains("rerun the command to resume"), "{}", outcome.stderr);
    }
    assert_eq!(sandbox.udid().calls("D001"), 0);
    drop(lock);
    yima.run(&pull("day.sqlite")).data();
}
