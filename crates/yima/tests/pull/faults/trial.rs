//! Pulls of one day through weather, one after the other until the day is whole.

use std::sync::Arc;
use std::time::Duration;

use auth::ManualClock;
use jiff::SignedDuration;
use sandbox::{Fault, FaultRule, Sandbox, Settings};
use tokio::net::TcpStream;
use transport::{HttpTransport, Retry};
use udid_client::{Credentials, UdidClient};

use super::tally::Tally;
use super::truth::{DAY, Truth};
use super::weather::LIMIT;
use crate::database::Content;
use crate::jumping::Jumping;
use crate::{Bench, services};

/// Five pages, the last one not full.
pub const RECORDS: u32 = 87;

/// Runs before the weather gets better by itself.
const RUNS: u32 = 6;

/// Time between two runs: the phases of an outage last a minute or two.
const LATER: SignedDuration = SignedDuration::from_secs(40);

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
    sandbox: Sandbox,
    clock: Arc<ManualClock>,
    truth: Truth,
}

impl<'a> Trial<'a> {
    pub async fn new(seed: u64, rules: &'a [FaultRule], onset: Onset) -> Self {
        let clock = Arc::new(ManualClock::new("2026-08-20T12:00:00+08:00".parse().unwrap()));
        let settings = Settings {
            seed,
            clock: clock.clone(),
            records_per_day: Some(RECORDS),
            has_admin: true,
            ..Settings::default()
        };
        let sandbox = services::start(settings).await;
        let truth = Truth::of(&sandbox).await;
        Self { seed, rules, onset, sandbox, clock, truth }
    }

    /// Pulls until a run ends well, and again when the weather has cleared: that must end well.
    pub async fn run(self) -> Tally {
        let in_flight = if self.seed.is_multiple_of(2) { 4 } else { 1 };
        // Half of them take every failure for the end of a run.
        let retry = if self.seed % 4 < 2 { Retry::default() } else { Retry::none() };
        let mut bench = Bench::new(self.client(retry, Duration::from_secs(5))).in_flight(in_flight);
        let mut tally = Tally::default();
        let mut onset = self.onset;
        for _ in 0..RUNS {
            let is_over = self.run_once(&bench, onset, &mut tally).await;
            if is_over {
                break;
            }
            onset = Onset::AtOnce;
            self.clock.advance(LATER);
        }
        self.clear().await;
        bench.client = self.client(Retry::default(), Duration::from_secs(30));
        let before = tally.whole;
        self.run_once(&bench, Onset::BehindPage(u64::MAX), &mut tally).await;
        if tally.whole == before {
            tally.wrong.push(format!("{}: not whole in good weather", self.name()));
        }
        tally
    }

    /// One run, and whether nothing more is to be expected of another.
    async fn run_once(&self, bench: &Bench, mut onset: Onset, tally: &mut Tally) -> bool {
        if matches!(onset, Onset::AtOnce) && self.sandbox.faults().list().is_empty() {
            self.worsen();
        }
        let pulled = bench.pull_with(DAY, |progress| {
            if matches!(onset, Onset::BehindPage(page) if progress.page == page) {
                self.worsen();
                onset = Onset::AtOnce;
            }
        });
        let outcome = pulled.await;
        let content = Content::of(&bench.file);
        let (is_whole, text, wrong) = match outcome {
            Ok(pulled) if pulled.report.is_complete() => {
                (true, pulled.to_string(), self.truth.gap_in(&content))
            }
            Ok(pulled) => {
                let text = pulled.to_string();
                let wrong = self.truth.fault_in(&content, &text);
                (false, text, wrong)
            }
            Err(error) => {
                let text = error.to_string();
                let wrong = self.truth.fault_in(&content, &text);
                (false, text, wrong)
            }
        };
        tally.runs += 1;
        match wrong {
            Some(wrong) => tally.wrong.push(format!("{}: {text}: {wrong}", self.name())),
            None if is_whole => tally.whole += 1,
            None => tally.told += 1,
        }
        is_whole || tally.wrong.len() > 0
    }

    fn client(&self, retry: Retry, patience: Duration) -> UdidClient {
        let sandbox = &self.sandbox;
        let credentials =
            Credentials::new(sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code());
        let http = HttpTransport::builder().no_proxy().max_response_bytes(LIMIT);
        let http = http.total_timeout(patience).build().unwrap();
        let client = UdidClient::builder(sandbox.udid_url()).credentials(credentials).retry(retry);
        let client = client.clock(self.clock.clone()).timing(Jumping::new(&self.clock));
        client.transport(http).build().unwrap()
    }

    fn worsen(&self) {
        for rule in self.rules {
            self.sandbox.faults().add(rule.clone());
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
