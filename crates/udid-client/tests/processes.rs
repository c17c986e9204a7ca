//! Several processes of one account, killed at any moment. This binary starts itself: a process is
//! the test [`a_process`] with its task in the environment.
#![cfg(all(unix, any(feature = "rustls", feature = "native-tls")))]

use std::env;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sandbox::{Sandbox, Settings, UdidSettings};
use transport::{RateLimit, RetryPolicy};
use udid_client::types::Period;
use udid_client::{Client, ClientError, Credentials, Error, OnQuota};

const TASK: &str = "UDID_TEST_PROCESS";
const LOGS: &str = "UDID_TEST_PROCESS_LOGS";

/// What every process of a test is told.
struct Task<'a> {
    sandbox: &'a Sandbox,
    store: &'a Path,
    daily_limit: u64,
    calls: u64,
    /// Whether it writes a log, which somebody must read.
    is_logged: bool,
}

impl Task<'_> {
    fn start(&self) -> Child {
        let Self { sandbox, store, daily_limit, calls, is_logged } = self;
        let parts = [
            sandbox.udid_url(),
            sandbox.app_id().to_owned(),
            sandbox.app_secret().to_owned(),
            sandbox.credit_code().to_owned(),
            store.display().to_string(),
            daily_limit.to_string(),
            calls.to_string(),
        ];
        let log = || if *is_logged { Stdio::piped() } else { Stdio::null() };
        Command::new(env::current_exe().unwrap())
            .args(["--exact", "a_process", "--ignored", "--nocapture"])
            .env(TASK, parts.join("\n"))
            .stdout(Stdio::piped())
            .stderr(log())
            .env(LOGS, is_logged.to_string())
            .spawn()
            .unwrap()
    }

    fn calls(&self) -> u64 {
        ["P002", "D001"].iter().map(|endpoint| self.sandbox.udid().calls(endpoint)).sum()
    }
}

fn task<'a>(sandbox: &'a Sandbox, store: &'a Path, daily_limit: u64, calls: u64) -> Task<'a> {
    Task { sandbox, store, daily_limit, calls, is_logged: false }
}

/// Not to be run by itself: it makes the calls of its task, and says how they ended.
#[tokio::test]
#[ignore = "started by the other tests"]
async fn a_process() {
    let Ok(task) = env::var(TASK) else { return };
    if env::var(LOGS).is_ok_and(|logs| logs == "true") {
        let log = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
        log.with_writer(std::io::stderr).init();
    }
    let [url, app_id, app_secret, credit_code, store, daily_limit, calls] =
        task.split('\n').collect::<Vec<_>>().try_into().unwrap();
    let client = Client::builder(url)
        .credentials(Credentials::new(app_id, app_secret, credit_code))
        .store(store)
        .daily_limit(daily_limit.parse().unwrap())
        .on_quota(OnQuota::Fail)
        .retry(RetryPolicy::none())
        .rate_limit(RateLimit::unlimited())
        .build()
        .unwrap();
    let mut refused = 0;
    for _ in 0..calls.parse().unwrap() {
        match client.list_devices(&Period::day(2026, 8, 10).unwrap().page(1)).await {
            Ok(_) => println!("made"),
            Err(Error::Client(ClientError::QuotaUsedUp { until })) => {
                println!("none left until {until}");
                refused += 1;
            }
            Err(other) => println!("failed: {other} {other:?}"),
        }
        if refused == 2 {
            break;
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
    let settings =
        Settings { udid: UdidSettings::with_records_per_day(1), latency, ..Settings::default() };
    Sandbox::builder(settings).start().await.unwrap()
}

/// The answers are slow, so that all of them want a token at the same time.
#[tokio::test(flavor = "multi_thread")]
async fn eight_processes_at_once_ask_for_one_token() {
    let sandbox = sandbox(100).await;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let task = Task { is_logged: true, ..task(&sandbox, &store, 100, 2) };
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
    assert!(shown.contains("response"), "there is a log");
    for secret in [sandbox.app_id(), sandbox.app_secret(), &token] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// Whole processes lose no call and make none too many.
#[tokio::test(flavor = "multi_thread")]
async fn undisturbed_processes_use_the_daily_limit_up() {
    let sandbox = sandbox(1).await;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let task = task(&sandbox, &store, 30, 6);
    let children: Vec<_> = (0..8).map(|_| task.start()).collect();
    let mut made = 0;
    for child in children {
        let output = wait(child).await;
        made += said(&output).matches("made").count() as u64;
        assert!(!said(&output).contains("failed: "), "{}", said(&output));
    }
    // The first call was for the token.
    assert_eq!((made, task.calls(), sandbox.udid().calls("P002")), (29, 30, 1));
}

/// As many restarts as this variable says, or [`RESTARTS`].
const HOW_MANY: &str = "UDID_TEST_RESTARTS";
const RESTARTS: u64 = 200;

/// Two at a time, each killed between its start and its end. There is one call for each, and they want
/// three, so that the later ones find none left. The whole thousand:
/// `UDID_TEST_RESTARTS=1000 cargo test -p udid-client --test processes restarts -- --nocapture`.
#[tokio::test(flavor = "multi_thread")]
async fn restarts_at_any_moment_keep_to_the_daily_limit() {
    let given = env::var(HOW_MANY).ok().map(|text| text.parse().expect("a number"));
    let wanted = given.unwrap_or(RESTARTS);
    let limit = wanted;
    let sandbox = sandbox(1).await;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let task = task(&sandbox, &store, limit, 5);
    // As long as it takes: to start, and to make the calls.
    let started = Instant::now();
    wait(task.start()).await;
    let restarts = Restarts { wanted, longest: started.elapsed() * 6 / 5, ..Restarts::default() };
    tokio::join!(restarts.go_on(&task), restarts.go_on(&task), restarts.go_on(&task));
    let Restarts { early, at_work, refused, .. } = restarts;
    let [early, at_work, refused] = [early, at_work, refused].map(AtomicU64::into_inner);

    // Who is not disturbed finds what is left, and then nothing.
    let output = wait(Task { calls: limit + 1, ..task }.start()).await;
    assert!(said(&output).contains("none left until "), "{}", said(&output));
    let (made, tokens) = (task.calls(), sandbox.udid().calls("P002"));
    assert!(made <= limit, "{made} calls");
    let lost = limit - made;
    println!(
        "{wanted} restarts: {early} killed before a call was done, {at_work} after one, {refused} \
         when none was left; limit {limit}, {made} calls, {tokens} of them for tokens, {lost} counted \
         and not made"
    );
    assert!(at_work >= wanted / 10, "{at_work} of {wanted} were killed between calls");
    // At most one for each that was killed, and that where it is struck between count and call.
    assert!(lost <= (early + at_work), "{lost} of {limit} calls were counted and not made");

    let again = Task { calls: 2, ..task };
    let output = wait(again.start()).await;
    assert_eq!(said(&output).matches("none left until ").count(), 2, "{}", said(&output));
    assert_eq!(again.calls(), made);
}

/// Processes that are started one after another, and what became of them.
#[derive(Default)]
struct Restarts {
    wanted: u64,
    longest: Duration,
    begun: AtomicU64,
    /// Killed before a call of theirs was answered.
    early: AtomicU64,
    /// Killed after one.
    at_work: AtomicU64,
    /// Told that no calls are left.
    refused: AtomicU64,
}

impl Restarts {
    async fn go_on(&self, task: &Task<'_>) {
        while self.begun.fetch_add(1, Ordering::Relaxed) < self.wanted {
            let mut child = task.start();
            tokio::time::sleep(self.longest.mul_f64(fastrand::f64())).await;
            child.kill().unwrap();
            let said = said(&wait(child).await);
            let counter = match said.as_str() {
                said if said.contains("none left until ") => &self.refused,
                said if said.contains("made") => &self.at_work,
                _ => &self.early,
            };
            counter.fetch_add(1, Ordering::Relaxed);
            let calls = task.calls();
            assert!(calls <= task.daily_limit, "{calls} calls");
        }
    }
}

/// Code 11 is told to one process and remembered by another.
#[tokio::test(flavor = "multi_thread")]
async fn code_11_is_remembered_by_another_process() {
    let sandbox = sandbox(0).await;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let task = task(&sandbox, &store, 1000, 2);
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
