//! The way of every call: rate limit, transport, retries, counters.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use auth::Redactor;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use serde::de::DeserializeOwned;
use tracing::{Instrument, Span, field};
use transport::{
    AttemptFailure, BodySource, FailureKind, RateLimit, RateLimiter, RetryBudget, RetryPolicy,
    RetryState, RuntimeTiming, Timing, Transport, TransportError, retry_after,
};
use wire::{Class, Decoded, Effect, Endpoint, Finding, FindingKind, OpenEnum};

use crate::{Error, ReturnCodeError, decode_reply_with_findings};

mod call_counts;

use call_counts::CallCounters;
pub use call_counts::CallCounts;

/// Findings of one response in the log.
const LOGGED_FINDINGS: usize = 20;

/// A request as it goes out.
pub enum OutgoingRequest {
    /// A request in memory.
    Buffered(Request<Bytes>),
    /// A request whose body is streamed from a source that can be read again for another attempt.
    Streamed(Request<BodySource>),
    /// A request whose body can be read only once: it is attempted once.
    StreamedOnce(Request<BodySource>),
}

wire::opaque_debug!(OutgoingRequest);

/// One attempt of a call.
pub struct Attempt {
    /// The request.
    pub request: OutgoingRequest,
    /// Redacts what the service may echo of it in errors.
    pub redactor: Redactor,
}

wire::opaque_debug!(Attempt);

/// An attempt that failed.
pub struct FailedAttempt<E> {
    /// The error of the call, if there is no further attempt.
    pub error: E,
    /// What it means for a retry.
    pub failure: AttemptFailure,
}

impl<E> std::fmt::Debug for FailedAttempt<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FailedAttempt").finish_non_exhaustive()
    }
}

/// Builds the request of the next attempt.
pub type Prepare<'a, E> = dyn FnMut() -> Result<Attempt, E> + Send + 'a;

/// Receives the outcome of an attempt, and what redacts its errors.
pub type Receive<'a, E> = dyn FnMut(Result<Response<Bytes>, TransportError>, &Redactor) -> Result<(), FailedAttempt<E>>
    + Send
    + 'a;

/// Properties of a call that decide how it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Id of the endpoint.
    pub endpoint: &'static str,
    /// Whether it may be carried out twice without harm.
    pub is_idempotent: bool,
}

/// How a pipeline makes calls.
#[derive(Clone)]
pub struct PipelineSettings {
    /// When failed calls are retried.
    pub retry: RetryPolicy,
    /// How fast calls are made.
    pub rate_limit: RateLimit,
    /// Source of time and randomness for delays.
    pub timing: Arc<dyn Timing>,
}

wire::opaque_debug!(PipelineSettings);

impl Default for PipelineSettings {
    fn default() -> Self {
        Self {
            retry: RetryPolicy::default(),
            rate_limit: RateLimit::default(),
            timing: Arc::new(RuntimeTiming::default()),
        }
    }
}

/// Makes the calls of one client and its clones, which share rate limit, retry budget and counters.
pub struct Pipeline {
    service: &'static str,
    transport: Arc<dyn Transport>,
    retry: RetryPolicy,
    budget: RetryBudget,
    limiter: RateLimiter,
    counters: CallCounters,
    timing: Arc<dyn Timing>,
    long_waits: &'static [&'static str],
}

wire::opaque_debug!(Pipeline);

impl Pipeline {
    /// A pipeline to a service, named as in logs.
    pub fn new(
        service: &'static str,
        transport: Arc<dyn Transport>,
        settings: PipelineSettings,
    ) -> Self {
        let PipelineSettings { retry, rate_limit, timing } = settings;
        Self {
            service,
            transport,
            budget: retry.new_budget(),
            retry,
            limiter: RateLimiter::new(rate_limit, timing.clone()),
            counters: CallCounters::default(),
            timing,
            long_waits: &[],
        }
    }

    /// Return codes that ask to come back later than a call should wait: they are not retried.
    #[must_use]
    pub fn long_waits(self, codes: &'static [&'static str]) -> Self {
        Self { long_waits: codes, ..self }
    }

    /// What was done so far.
    pub fn counts(&self) -> CallCounts {
        self.counters.read()
    }

    /// Makes a call to an endpoint. `prepare` builds the request of each attempt anew, since
    /// signatures contain the time. `judge` accepts or rejects a reply; see
    /// [`accept_reply`](crate::accept_reply).
    ///
    /// # Errors
    /// Those of `prepare`, [`decode_reply`](crate::decode_reply) and `judge`, and [`Error::Transport`].
    pub async fn call<E, S, O, T>(
        &self,
        prepare: impl FnMut() -> Result<Attempt, Error<S, O>> + Send,
        judge: impl FnMut(E::Reply) -> Result<T, Error<S, O>> + Send,
    ) -> Result<T, Error<S, O>>
    where
        E: Endpoint,
        E::Reply: DeserializeOwned,
        S: ReturnCodeError,
        T: Send,
    {
        let decoded = self.call_with_findings::<E, _, _, _>(prepare, judge).await?;
        self.log_findings(E::ENDPOINT.id, &decoded.findings);
        Ok(decoded.value)
    }

    /// Makes a call as [`call`](Self::call) does, and says what of the reply was not read exactly as it
    /// was sent. A look-up whose reply has broken text is made once more; if its text is still broken,
    /// the repaired reply is accepted.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn call_with_findings<E, S, O, T>(
        &self,
        mut prepare: impl FnMut() -> Result<Attempt, Error<S, O>> + Send,
        mut judge: impl FnMut(E::Reply) -> Result<T, Error<S, O>> + Send,
    ) -> Result<Decoded<T>, Error<S, O>>
    where
        E: Endpoint,
        E::Reply: DeserializeOwned,
        S: ReturnCodeError,
        T: Send,
    {
        let endpoint = E::ENDPOINT.id;
        let is_idempotent = E::ENDPOINT.effect == Effect::Read;
        let (mut accepted, mut repaired) = (None, None);
        let mut receive = |response: Result<Response<Bytes>, TransportError>,
                           redactor: &Redactor| {
            let head = response.as_ref().map_or_else(|_| ResponseHead::default(), ResponseHead::of);
            let response = response.map_err(|source| Error::Transport { endpoint, source });
            match response
                .and_then(|response| decode_reply_with_findings::<E, _, _>(&response))
                .and_then(|Decoded { value, findings }| {
                    Ok(Decoded { value: judge(value)?, findings })
                }) {
                // Bytes that broke on the way are sound the next time; what stays broken is accepted.
                Ok(reply) if is_idempotent && repaired.is_none() && is_repaired(&reply) => {
                    repaired = Some(reply);
                    let reason = "its text is broken".to_owned();
                    let error = Error::NotJson { endpoint, reason, excerpt: String::new() };
                    let failure = self.failure(&error, head);
                    Err(FailedAttempt { error, failure })
                }
                Ok(reply) => {
                    accepted = Some(reply);
                    Ok(())
                }
                Err(mut error) => {
                    error.note_retry_after(head.retry_after);
                    let failure = self.failure(&error, head);
                    Err(FailedAttempt { error: error.redact(redactor), failure })
                }
            }
        };
        let call = Call { endpoint, is_idempotent };
        let result = self.run(call, &mut prepare, &mut receive).await;
        match (result, accepted.or(repaired)) {
            (_, Some(reply)) => Ok(reply),
            (Err(error), None) => Err(error),
            (Ok(()), None) => unreachable!("a call succeeds with an accepted reply"),
        }
    }

    /// Makes a call whose response is received by the caller: for replies that are not models.
    ///
    /// It is compiled once for each type of error, not for each endpoint.
    ///
    /// # Errors
    /// Those of `prepare`, and of `receive` for the last attempt.
    pub async fn run<E>(
        &self,
        call: Call,
        prepare: &mut Prepare<'_, E>,
        receive: &mut Receive<'_, E>,
    ) -> Result<(), E> {
        let span = tracing::debug_span!(
            "call",
            service = self.service,
            endpoint = call.endpoint,
            attempts = field::Empty,
            outcome = field::Empty,
            duration = field::Empty
        );
        let attempts = async {
            let (mut number, mut first) = (0, None);
            loop {
                let permit = self.limiter.acquire().await;
                let first = *first.get_or_insert_with(|| self.timing.now());
                let Attempt { request, redactor } = prepare()?;
                number += 1;
                self.counters.attempt(number);
                let is_replayable = !matches!(request, OutgoingRequest::StreamedOnce(_));
                // Not through `Arc`'s own implementation: it would allocate another future.
                let transport = &*self.transport;
                let response = match request {
                    OutgoingRequest::Buffered(request) => transport.send(request).await,
                    OutgoingRequest::Streamed(request) | OutgoingRequest::StreamedOnce(request) => {
                        transport.send_stream(request).await
                    }
                };
                self.log_response(call, &response);
                let received = receive(response, &redactor);
                let elapsed = self.timing.now().saturating_sub(first);
                let Err(FailedAttempt { error, failure }) = received else {
                    self.limiter.speed_up();
                    self.budget.refill();
                    record(number, "success", elapsed);
                    return Ok(());
                };
                self.counters.failure(failure.kind);
                if failure.is_throttled() {
                    self.limiter.slow_down(&permit);
                } else if failure.is_from_service() {
                    self.limiter.speed_up();
                }
                drop(permit);
                let state = RetryState {
                    service: self.service,
                    endpoint: call.endpoint,
                    is_idempotent: call.is_idempotent,
                    is_replayable,
                    attempt: number,
                    elapsed,
                    failure,
                };
                let Some(delay) = self.next_delay(&state) else {
                    record(number, failure.kind.name(), elapsed);
                    return Err(error);
                };
                drop(error);
                self.timing.sleep(delay).await;
            }
        };
        self.counters.call();
        attempts.instrument(span).await.inspect_err(|_| self.counters.failed_call())
    }

    /// The texts of paths come from outside: they are logged in quotes and with escapes.
    fn log_findings(&self, endpoint: &str, findings: &[Finding]) {
        let service = self.service;
        for Finding { path, kind } in findings.iter().take(LOGGED_FINDINGS) {
            tracing::warn!(service, endpoint, ?path, ?kind, "not read exactly as sent");
        }
        if findings.len() > LOGGED_FINDINGS {
            let more = findings.len() - LOGGED_FINDINGS;
            tracing::warn!(service, endpoint, more, "further places not read exactly as sent");
        }
    }

    fn log_response(&self, call: Call, response: &Result<Response<Bytes>, TransportError>) {
        if let Ok(response) = response {
            let (status, bytes) = (response.status().as_u16(), response.body().len());
            let (service, endpoint) = (self.service, call.endpoint);
            tracing::debug!(service, endpoint, status, bytes, "response");
        }
    }

    fn next_delay(&self, state: &RetryState) -> Option<Duration> {
        let RetryState { service, endpoint, attempt, failure, .. } = *state;
        let failure = failure.kind.name();
        match self.retry.next_delay(state, self.timing.jitter(), &self.budget) {
            Ok(delay) => {
                tracing::info!(service, endpoint, attempt, failure, ?delay, "retrying");
                Some(delay)
            }
            Err(reason) => {
                tracing::debug!(service, endpoint, attempt, failure, reason, "not retried");
                None
            }
        }
    }

    /// Classifies an error for the retry policy.
    fn failure<S: ReturnCodeError, O>(
        &self,
        error: &Error<S, O>,
        head: ResponseHead,
    ) -> AttemptFailure {
        let kind = match error {
            Error::Transport { source, .. } => source.into(),
            Error::Status { .. } => FailureKind::Status,
            Error::NotJson { .. } => FailureKind::Unreadable,
            Error::Service(error) => self.service_failure(&**error),
            _ => FailureKind::Permanent,
        };
        let ResponseHead { status, retry_after } = head;
        AttemptFailure { kind, may_have_arrived: error.may_have_arrived(), status, retry_after }
    }

    fn service_failure<S: ReturnCodeError>(&self, error: &S) -> FailureKind {
        let is_long_wait =
            error.code().is_some_and(|code| self.long_waits.contains(&code.as_str()));
        match error.class() {
            Class::RetryLater if !is_long_wait => FailureKind::Busy,
            Class::Failed => FailureKind::Failed,
            _ => FailureKind::Refused,
        }
    }
}

fn is_repaired<T>(reply: &Decoded<T>) -> bool {
    reply.findings.iter().any(|finding| finding.kind == FindingKind::RepairedText)
}

/// What of a response matters for a retry, besides its body.
#[derive(Clone, Copy, Default)]
struct ResponseHead {
    status: Option<StatusCode>,
    retry_after: Option<Duration>,
}

impl ResponseHead {
    fn of(response: &Response<Bytes>) -> Self {
        let retry_after = retry_after(response.headers(), SystemTime::now());
        Self { status: Some(response.status()), retry_after }
    }
}

/// Records the outcome of a call in its span.
fn record(attempts: u32, outcome: &'static str, duration: Duration) {
    Span::current()
        .record("attempts", attempts)
        .record("outcome", outcome)
        .record("duration", field::debug(duration));
}
