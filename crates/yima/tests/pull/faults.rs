//! Pulls through every profile of faults: each ends with the sandbox's truth, or with an error.

use jiff::SignedDuration;
use sandbox::{FaultProfile, Sandbox, Settings, UdidSettings};
use transport::HttpTransport;

use crate::binary::Yima;
use test_support::database::Content;
use test_support::invented;
use test_support::tally::{Table, Tally};
use test_support::truth::{DAY, Truth};

/// Codes of `yima --help` for what a service can do wrong.
const FAILURES: [i32; 4] = [5, 6, 7, 8];

/// Runs before the weather gets better, a minute apart.
const RUNS: u32 = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_ends_with_the_truth_or_an_error_in_every_profile() {
    let http = HttpTransport::builder().no_proxy().build().unwrap();
    let mut table = Table::new("profile, with `yima udid pull`");
    for name in FaultProfile::general().into_keys() {
        let mut tally = Tally::default();
        for seed in 1..4 {
            tally += tried(&name, seed, &http).await;
        }
        table.add(&name, tally);
    }
    table.finish();
}

async fn tried(profile: &str, seed: u64, http: &HttpTransport) -> Tally {
    let settings = Settings {
        seed,
        udid: UdidSettings::with_records_per_day(45),
        has_admin: true,
        ..Settings::default()
    };
    let sandbox = invented::start(settings).await;
    let truth = Truth::of(&sandbox, http).await;
    sandbox.faults().add_profiles(profile).unwrap();
    let yima = Yima::of(&sandbox);
    let mut tally = Tally::default();
    for _ in 0..RUNS {
        if run(&yima, &sandbox, &truth, &mut tally) || !tally.wrong.is_empty() {
            break;
        }
        sandbox.clock().advance(SignedDuration::from_mins(1));
    }
    sandbox.faults().clear();
    while tokio::net::TcpStream::connect(sandbox.address()).await.is_err() {
        tokio::task::yield_now().await;
    }
    if !run(&yima, &sandbox, &truth, &mut tally) {
        tally.wrong.push(format!("{profile}, seed {seed}: not whole in good weather"));
    }
    tally
}

/// One run, and whether it ended well.
fn run(yima: &Yima, sandbox: &Sandbox, truth: &Truth, tally: &mut Tally) -> bool {
    let outcome = yima.run(&["udid", "pull", "--day", DAY, "--db", "day.sqlite"]);
    let content = Content::of(&yima.home().join("day.sqlite"));
    let (code, text) = (outcome.code.unwrap_or(-1), outcome.stderr);
    let is_whole = code == 0;
    let is_error = text.lines().any(|line| line.starts_with("error: "));
    let says_what_to_do =
        is_error && (text.contains("rerun the command") || text.contains("run again later"));
    let wrong = if is_whole || FAILURES.contains(&code) && says_what_to_do {
        truth.judge(&content, is_whole, &text)
    } else {
        Some("the wrong code, or no advice to resume".to_owned())
    };
    let faults = sandbox.faults().list();
    tally.count(is_whole, wrong.map(|wrong| format!("{faults:?}: {code} {text}: {wrong}")));
    is_whole
}
