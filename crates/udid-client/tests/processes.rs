//! Several processes of one account, killed at any moment. This binary starts itself: a process is
//! the test [`a_process`] with its task in the environment.
#![cfg(all(unix, any(feature = "rustls", feature = "native-tls")))]

use std::env;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use sandbox::{Sandbox, Settings};
use transport::{Limits, Retry};
use udid_client::{Credentials, Error, OnQuota, OwnError, UdidClient};

const TASK: &str = "UDID_TEST_PROCESS";

/// What every process of a test is told.
struct Task<'a> {
    sandbox: &'a Sandbox,
    store: &'a Path,
    daily_limit: u64,
    calls: u64,
}

impl Task<'_> {
    fn start(&self) -> Child {
        let Self { sandbox, store, daily_limit, calls } = self;
        let parts = [
            sandbox.udid_url(),
            sandbox.app_id().to_owned(),
            sandbox.app_secret().to_owned(),
            sandbox.credit_code().to_owned(),
            store.display().to_string(),
            daily_limit.to_string(),
            calls.to_string(),
        ];
        Command::new(env::current_exe().unwrap())
            .args(["--exact", "a_process", "--ignored", "--nocapture"])
            .env(TASK, parts.join("\n"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn calls(&self) -> u64 {
        ["P002", "D001"].iter().map(|endpoint| self.sandbox.udid().calls(endpoint)).sum()
    }
}

/// Not to be run by itself: it makes the calls of its task, and says how they ended.
#[tokio::test]
#[ignore = "started by the other tests"]
async fn a_process() {
    let Ok(task) = env::var(TASK) else { return };
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(std::io::stderr)
        .init();
    let [url, app_id, app_secret, credit_code, store, daily_limit, calls] =
        task.split('\n').collect::<Vec<_>>().try_into().unwrap();
    let client = UdidClient::builder(url)
        .credentials(Credentials::new(app_id, app_secret, credit_code))
        .store(store)
        .daily_limit(daily_limit.parse().unwrap())
        .on_quota(OnQuota::Fail)
        .retry(Retry::none())
        .limits(Limits::none())
        .build()
        .unwrap();
    for _ in 0..calls.parse().unwrap() {
        match client.list("2026-08-10".parse().unwrap(), 1).await {
            Ok(_) => println!("made"),
            Err(Error::Own(OwnError::QuotaUsedUp { until })) => println!("none left until {until}"),
            Err(other) => println!("failed: {other} {other:?}"),
        }
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

async fn wait(child: Child) -> Output {
    tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()).await.unwrap()
}

async fn sandbox(latency: u64) -> Sandbox {
    let latency = Duration::from_millis(latency);
    let settings = Settings { records_per_day: Some(1), latency, ..Settings::default() };
    Sandbox::builder(settings).start().await.unwrap()
}

/// The answers are slow, so that all of them want a token at the same time.
#[tokio::test(flavor = "multi_thread")]
async fn eight_processes_at_once_ask_for_one_token() {
    let sandbox = sandbox(100).await;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let task = Task { sandbox: &sandbox, store: &store, daily_limit: 100, calls: 2 };
    let children: Vec<_> = (0..8).map(|_| task.start()).collect();
    let mut shown = String::new();
    for child in children {
        let output = wait(child).await;
        assert_eq!(said(&output).matches("made").count(), 2, "{}", said(&output));
        shown += &said(&output);
        shown += &String::from_utf8_lossy(&output.stderr);
    }
    assert_eq!((sandbox.udid().calls("P002"), sandbox.udid().calls("D001")), (1, 16));
    check_secrecy(&sandbox, &store, &shown);
}

/// The token is in its file and nowhere else; the codes of the account are nowhere.
fn check_secrecy(sandbox: &Sandbox, store: &Path, shown: &str) {
    let mut token = None;
    for entry in std::fs::read_dir(store).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for secret in [sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code()] {
            let name = path.display().to_string();
            assert!(!text.contains(secret) && !name.contains(secret), "{name}: {text}");
        }
        if path.extension().unwrap() == "token" {
            token = text
                .split('"')
                .find(|part| part.len() == 32 && !path.to_string_lossy().contains(part))
                .map(str::to_owned);
        } else if let Some(token) = &token {
            assert!(!text.contains(token.as_str()), "{}", path.display());
        }
    }
    let token = token.expect("a stored token");
    assert!(shown.contains("answer"), "there is a log");
    for secret in [sandbox.app_id(), sandbox.app_secret(), &token] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_killed_at_any_moment_keep_to_the_daily_limit() {
    const LIMIT: u64 = 50;
    let sandbox = sandbox(1).await;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let task = Task { sandbox: &sandbox, store: &store, daily_limit: LIMIT, calls: 3 };
    let mut killed = 0;
    for round in 0..50 {
        let mut pair = [task.start(), task.start()];
        // From before the first call to after the last.
        tokio::time::sleep(Duration::from_millis(fastrand::u64(5..90))).await;
        for child in &mut pair {
            if child.try_wait().unwrap().is_none() {
                child.kill().unwrap();
                killed += 1;
            }
            child.wait().unwrap();
        }
        assert!(task.calls() <= LIMIT, "round {round}: {} calls", task.calls());
    }
    assert!(killed > 0, "every process was done before");
    // What is left is not lost: killed processes have counted at most one call too many each.
    let rest = Task { calls: LIMIT + 1, ..task };
    let output = wait(rest.start()).await;
    assert!(said(&output).contains("none left until "), "{}", said(&output));
    let made = rest.calls();
    assert!(
        (LIMIT.saturating_sub(killed)..=LIMIT).contains(&made),
        "{made} calls, {killed} killed"
    );
    assert!(made > 1, "{made}");

    // Another process knows it too, and does not ask.
    let output = wait(task_again(&rest).start()).await;
    assert_eq!(said(&output).matches("none left until ").count(), 2, "{}", said(&output));
    assert_eq!(rest.calls(), made);
}

fn task_again<'a>(task: &Task<'a>) -> Task<'a> {
    Task { calls: 2, ..*task }
}

/// Code 11 is told to one process and remembered by another.
#[tokio::test(flavor = "multi_thread")]
async fn code_11_is_remembered_by_another_process() {
    let sandbox = sandbox(0).await;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let task = Task { sandbox: &sandbox, store: &store, daily_limit: 1000, calls: 2 };
    sandbox.udid().inject("D001", sandbox::Fault::QuotaUsedUp, 1);
    let output = wait(task.start()).await;
    assert_eq!(
        said(&output).matches("failed: D001: returnCode 11").count(),
        1,
        "{}",
        said(&output)
    );
    assert_eq!(task.calls(), 2);
    let output = wait(task.start()).await;
    assert_eq!(said(&output).matches("none left until ").count(), 2, "{}", said(&output));
    assert_eq!(task.calls(), 2);
}
