//! A service that answers as a case says, and a time that passes only where it is waited for.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use http::StatusCode;
use transport::{
    AttemptFailure, Call, FailedAttempt, FailureKind, RateLimit, RetryPolicy, Timing, Traffic,
    TrafficSettings,
};

pub const READ: Call = Call { service: "toys", endpoint: "101", is_idempotent: true };
pub const WRITE: Call = Call { service: "toys", endpoint: "301", is_idempotent: false };

/// A time that jumps, and a chance that is always the same.
pub struct Staged {
    now: Mutex<Duration>,
    pauses: Mutex<Vec<Duration>>,
    chance: f64,
}

impl Staged {
    pub fn new(chance: f64) -> Arc<Self> {
        Arc::new(Self { now: Mutex::default(), pauses: Mutex::default(), chance })
    }

    pub fn pass(&self, time: Duration) {
        *self.now.lock().unwrap() += time;
    }

    /// Every pause so far.
    pub fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().unwrap().clone()
    }
}

#[async_trait]
impl Timing for Staged {
    fn now(&self) -> Duration {
        *self.now.lock().unwrap()
    }

    async fn sleep(&self, pause: Duration) {
        self.pauses.lock().unwrap().push(pause);
        self.pass(pause);
    }

    fn chance(&self) -> f64 {
        self.chance
    }
}

/// What comes of an attempt, and how long it takes.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub failure: Option<AttemptFailure>,
    pub takes: Duration,
}

/// Reads steps: `ok`, `connect`, `reset`, `html`, `busy`, `failed`, `refused`, `final` or an HTTP
/// status; then, in this order, `+5` for a service that asks to wait 5 seconds, `!` for a body that is
/// gone, `@30` for an attempt that takes 30 seconds.
pub fn steps(text: &str) -> Vec<Step> {
    text.split_whitespace().map(step).collect()
}

fn step(text: &str) -> Step {
    let seconds = |text: &str| Duration::from_secs(text.parse().unwrap());
    let (text, takes) = text.split_once('@').unwrap_or((text, "0"));
    let can_be_sent_again = !text.ends_with('!');
    let text = text.trim_end_matches('!');
    let (text, asked) = text.split_once('+').map_or((text, None), |(text, s)| (text, Some(s)));
    let (kind, arrived, status) = match text {
        "ok" => return Step { failure: None, takes: seconds(takes) },
        "connect" => (FailureKind::NotConnected, false, None),
        "reset" => (FailureKind::Interrupted, true, None),
        "html" => (FailureKind::Unreadable, true, Some(200)),
        "busy" => (FailureKind::Busy, false, Some(200)),
        "failed" => (FailureKind::Failed, false, Some(200)),
        "refused" => (FailureKind::Refused, false, Some(200)),
        "final" => (FailureKind::Permanent, true, Some(200)),
        status => (FailureKind::Status, true, Some(status.parse().unwrap())),
    };
    let failure = AttemptFailure {
        kind,
        may_have_arrived: arrived,
        can_be_sent_again,
        status: status.map(|status| StatusCode::from_u16(status).unwrap()),
        retry_after: asked.map(seconds),
    };
    Step { failure: Some(failure), takes: seconds(takes) }
}

/// Calls of one client, without limits.
pub fn traffic(retry: RetryPolicy, timing: &Arc<Staged>) -> Traffic {
    let (rate_limit, timing) = (RateLimit::unlimited(), timing.clone());
    Traffic::new(TrafficSettings { retry, rate_limit, timing })
}

/// Makes a call whose attempts go as the steps say, the last one over and over; gives how many there
/// were, and the kind of the error.
pub async fn run(
    traffic: &Traffic,
    timing: &Staged,
    call: Call,
    steps: &[Step],
) -> (usize, Result<(), FailureKind>) {
    let mut attempts = 0;
    let outcome = traffic.run(call, || {
        let step = steps[attempts.min(steps.len() - 1)];
        attempts += 1;
        Ok(async move {
            timing.pass(step.takes);
            step.failure
                .map_or(Ok(()), |failure| Err(FailedAttempt { error: failure.kind, failure }))
        })
    });
    let outcome = outcome.await;
    (attempts, outcome)
}
