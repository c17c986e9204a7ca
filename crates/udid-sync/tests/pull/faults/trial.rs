//! Pulls of one day through weather, one after the other until the day is whole.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use auth::ManualClock;
use jiff::SignedDuration;
use sandbox::{Fault, FaultRule, Frequency, Sandbox, Settings, UdidSettings};
use tokio::net::TcpStream;
use transport::{HttpTransport, RetryPolicy};
use udid_client::{Client, Credentials};
use udid_sync::{PullError, Pulled};

use super::weather::LIMIT;
use test_support::database::Content;
use test_support::invented;
use test_support::jumping::Jumping;
use test_support::tally::Tally;
use test_support::truth::{DAY, Truth};

use crate::Bench;

/// Four pages, the last one not full.
const RECORDS: u32 = 67;

/// Runs before the weather gets better.
const RUNS: u32 = 5;

/// The same if it never changes.
const STEADY_RUNS: u32 = 2;

/// Time between two runs: the phases of an outage last a minute each.
const LATER: SignedDuration = SignedDuration::from_mins(1);

/// What trials share, as it takes longer to make than a pull: the way to sandboxes, and the truth of
/// those of a seed.
pub struct Ground {
    /// For bad weather.
    impatient: HttpTransport,
    patient: HttpTransport,
    truths: Mutex<BTreeMap<u64, Arc<Truth>>>,
}

impl Ground {
    pub fn new() -> Self {
        let within = |seconds| {
            let http = HttpTransport::builder().no_proxy().max_response_bytes(LIMIT);
            http.timeout(Duration::from_secs(seconds)).build().unwrap()
        };
        Self { impatient: within(5), patient: within(30), truths: Mutex::default() }
    }

    async fn truth(&self, seed: u64, sandbox: &Sandbox) -> Arc<Truth> {
        let known = self.truths.lock().unwrap().get(&seed).cloned();
        if let Some(truth) = known {
            return truth;
        }
        let truth = Arc::new(Truth::of(sandbox, &self.patient).await);
        self.truths.lock().unwrap().insert(seed, truth.clone());
        truth
    }
}

/// When the weather gets bad.
#[derive(Clone, Copy)]
pub enum Onset {
    AtOnce,
    /// When this page of the first run is stored.
    BehindPage(u64),
}

/// A day to be pulled through weather.
pub struct Trial<'a> {
    seed: u64,
    rules: &'a [FaultRule],
    onset: Onset,
    ground: &'a Ground,
    sandbox: Sandbox,
    clock: Arc<ManualClock>,
    truth: Arc<Truth>,
}

impl<'a> Trial<'a> {
    pub async fn new(ground: &'a Ground, seed: u64, rules: &'a [FaultRule], onset: Onset) -> Self {
        let clock = Arc::new(ManualClock::new("2026-08-20T12:00:00+08:00".parse().unwrap()));
        let settings = Settings {
            seed,
            clock: clock.clone(),
            udid: UdidSettings::with_records_per_day(RECORDS),
            has_admin: true,
            ..Settings::default()
        };
        let sandbox = invented::start(settings).await;
        let truth = ground.truth(seed, &sandbox).await;
        Self { seed, rules, onset, ground, sandbox, clock, truth }
    }

    /// Pulls until a run ends well, and again when the weather has cleared: that must end well.
    pub async fn run(self) -> Tally {
        let in_flight = if self.seed.is_multiple_of(2) { 4 } else { 1 };
        // Half of them take every failure for the end of a run.
        let retry = if self.seed % 4 < 2 { RetryPolicy::default() } else { RetryPolicy::none() };
        let mut bench = Bench::new(self.client(retry, &self.ground.impatient)).in_flight(in_flight);
        let mut tally = Tally::default();
        let mut behind = match self.onset {
            Onset::BehindPage(page) => Some(page),
            Onset::AtOnce => {
                self.worsen();
                None
            }
        };
        let lasts =
            |rule: &FaultRule| rule.frequency == Frequency::Always && rule.duration.is_none();
        let runs = if self.rules.iter().all(lasts) { STEADY_RUNS } else { RUNS };
        for _ in 0..runs {
            if self.run_once(&bench, behind.take(), &mut tally).await {
                break;
            }
            self.clock.advance(LATER);
        }
        self.clear().await;
        bench.client = self.client(RetryPolicy::default(), &self.ground.patient);
        let before = tally.whole;
        // What two runs in bad weather agreed upon is not fetched again by itself.
        let outcome = bench.pull_again(DAY).await;
        self.judge(&bench, outcome, &mut tally);
        if tally.whole == before {
            tally.wrong.push(format!("{}: not whole in good weather", self.name()));
        }
        tally
    }

    /// One run, in which the weather may get bad behind a page. Gives whether it is the last.
    async fn run_once(&self, bench: &Bench, behind: Option<u64>, tally: &mut Tally) -> bool {
        let pulled = bench.pull_with(DAY, |progress| {
            if behind == Some(progress.batch) && self.sandbox.faults().list().is_empty() {
                self.worsen();
            }
        });
        let outcome = pulled.await;
        self.judge(bench, outcome, tally)
    }

    /// Compares what is stored with the truth. Gives whether it is whole, or wrong.
    fn judge(&self, bench: &Bench, outcome: Result<Pulled, PullError>, tally: &mut Tally) -> bool {
        let content = Content::of(&bench.file);
        let (is_whole, text) = match outcome {
            Ok(pulled) => (pulled.is_complete(), pulled.to_string()),
            Err(error) => (false, error.to_string()),
        };
        let wrong = self.truth.judge(&content, is_whole, &text);
        let wrong = wrong.map(|wrong| format!("{}: {text}: {wrong}", self.name()));
        tally.count(is_whole, wrong);
        is_whole || !tally.wrong.is_empty()
    }

    fn client(&self, retry: RetryPolicy, http: &HttpTransport) -> Client {
        let sandbox = &self.sandbox;
        let credentials =
            Credentials::new(sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code());
        let client = Client::builder(sandbox.udid_url()).credentials(credentials).retry(retry);
        let client = client.clock(self.clock.clone()).timing(Jumping::new(&self.clock));
        client.transport(http.clone()).build().unwrap()
    }

    fn worsen(&self) {
        for rule in self.rules {
            self.sandbox.faults().add(rule.clone()).unwrap();
        }
    }

    /// Good weather, and the calls of a new day.
    async fn clear(&self) {
        self.sandbox.faults().clear();
        if self.rules.iter().any(|rule| rule.fault == Fault::QuotaUsedUp) {
            self.clock.advance(SignedDuration::from_hours(24));
        }
        while TcpStream::connect(self.sandbox.address()).await.is_err() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    fn name(&self) -> String {
        format!("seed {} {:?}", self.seed, self.rules)
    }
}
