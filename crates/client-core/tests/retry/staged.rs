//! A service that responds as a case says, and a time that passes only where it is waited for.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use client_core::{
    Attempt, Call, FailedAttempt, OutgoingRequest, Pipeline, PipelineSettings, Redactor,
};
use futures_util::stream;
use http::{Request, Response, StatusCode};
use transport::{
    AttemptFailure, BodySource, BodyStream, FailureKind, RateLimit, RetryPolicy, Timing, Transport,
    TransportError,
};

pub const READ: Call = Call { endpoint: "101", is_idempotent: true };
pub const WRITE: Call = Call { endpoint: "301", is_idempotent: false };

/// A time that jumps, and a jitter that is always the same.
pub struct Staged {
    now: Mutex<Duration>,
    pauses: Mutex<Vec<Duration>>,
    jitter: f64,
}

impl Staged {
    pub fn new(jitter: f64) -> Arc<Self> {
        Arc::new(Self { now: Mutex::default(), pauses: Mutex::default(), jitter })
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

    fn jitter(&self) -> f64 {
        self.jitter
    }
}

/// What comes of an attempt, how long it takes, and whether its request can be sent again.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub failure: Option<AttemptFailure>,
    pub takes: Duration,
    pub is_replayable: bool,
}

/// Reads steps: `ok`, `connect`, `reset`, `html`, `busy`, `failed`, `refused`, `permanent` or an HTTP
/// status; then, in this order, `+5` for a service that asks to wait 5 seconds, `!` for a body that is
/// gone, `@30` for an attempt that takes 30 seconds.
pub fn steps(text: &str) -> Vec<Step> {
    text.split_whitespace().map(step).collect()
}

fn step(text: &str) -> Step {
    let seconds = |text: &str| Duration::from_secs(text.parse().unwrap());
    let (text, takes) = text.split_once('@').unwrap_or((text, "0"));
    let is_replayable = !text.ends_with('!');
    let text = text.trim_end_matches('!');
    let (text, asked) = text.split_once('+').map_or((text, None), |(text, s)| (text, Some(s)));
    let (kind, arrived, status) = match text {
        "ok" => return Step { failure: None, takes: seconds(takes), is_replayable },
        "connect" => (FailureKind::NotConnected, false, None),
        "reset" => (FailureKind::Interrupted, true, None),
        "html" => (FailureKind::Unreadable, true, Some(200)),
        "busy" => (FailureKind::Busy, true, Some(200)),
        "failed" => (FailureKind::Failed, false, Some(200)),
        "refused" => (FailureKind::Refused, false, Some(200)),
        "permanent" => (FailureKind::Permanent, true, Some(200)),
        status => (FailureKind::Status, true, Some(status.parse().unwrap())),
    };
    let failure = AttemptFailure {
        kind,
        may_have_arrived: arrived,
        status: status.map(|status| StatusCode::from_u16(status).unwrap()),
        retry_after: asked.map(seconds),
    };
    Step { failure: Some(failure), takes: seconds(takes), is_replayable }
}

/// Responds after as many milliseconds of the runtime as the request says, or at once.
struct Delayed;

#[async_trait]
impl Transport for Delayed {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        if let Ok(delay) = std::str::from_utf8(request.body()).unwrap().parse() {
            tokio::time::sleep(Duration::from_millis(delay)).await;
        }
        Ok(Response::new(Bytes::new()))
    }
}

/// An attempt that takes some milliseconds, or none.
pub fn attempt(delay: Option<u64>) -> Attempt {
    let delay = delay.map(|delay| delay.to_string()).unwrap_or_default();
    let request = OutgoingRequest::Buffered(Request::new(delay.into()));
    Attempt { request, redactor: Redactor::default() }
}

/// A pipeline with these settings.
pub fn pipeline_with(settings: PipelineSettings) -> Pipeline {
    Pipeline::new("toys", Arc::new(Delayed), settings)
}

/// A pipeline without rate limit.
pub fn pipeline(retry: RetryPolicy, timing: &Arc<Staged>) -> Pipeline {
    let (rate_limit, timing) = (RateLimit::unlimited(), timing.clone());
    pipeline_with(PipelineSettings { retry, rate_limit, timing })
}

/// Makes a call whose attempts go as the steps say, the last one over and over; gives how many there
/// were, and the kind of the error.
pub async fn run(
    pipeline: &Pipeline,
    timing: &Staged,
    call: Call,
    steps: &[Step],
) -> (usize, Result<(), FailureKind>) {
    let attempts = Mutex::new(0);
    let step = |attempt: usize| steps[attempt.min(steps.len() - 1)];
    let mut prepare = || {
        let mut attempts = attempts.lock().unwrap();
        let mut next = attempt(None);
        if !step(*attempts).is_replayable {
            let body = BodySource::from(Box::pin(stream::empty()) as BodyStream);
            next.request = OutgoingRequest::StreamedOnce(Request::new(body));
        }
        *attempts += 1;
        Ok(next)
    };
    let mut receive = |_: Result<_, _>, _: &Redactor| {
        let step = step(*attempts.lock().unwrap() - 1);
        timing.pass(step.takes);
        step.failure.map_or(Ok(()), |failure| Err(FailedAttempt { error: failure.kind, failure }))
    };
    let outcome = pipeline.run(call, &mut prepare, &mut receive).await;
    (attempts.into_inner().unwrap(), outcome)
}
