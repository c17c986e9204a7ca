//! All calls of a client: limited, repeated, counted.

use std::sync::Arc;
use std::time::Duration;

use tracing::{Instrument, Span, field};

use crate::counters::Counters;
use crate::rate_limit::RateLimiter;
use crate::retry::RetryBudget;
use crate::{AttemptFailure, Counts, RateLimit, RetryPolicy, RetryState, RuntimeTiming, Timing};

/// How a client makes its calls.
#[derive(Clone)]
#[must_use = "settings do nothing until a client is built with them"]
pub struct TrafficSettings {
    /// When a failed call is made again.
    pub retry: RetryPolicy,
    /// How fast calls are made.
    pub rate_limit: RateLimit,
    /// Where pauses get time and chance from.
    pub timing: Arc<dyn Timing>,
}

impl Default for TrafficSettings {
    fn default() -> Self {
        Self {
            retry: RetryPolicy::default(),
            rate_limit: RateLimit::default(),
            timing: Arc::new(RuntimeTiming::default()),
        }
    }
}

/// What a call is, as far as it matters for how it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// The service.
    pub service: &'static str,
    /// Id of the endpoint.
    pub endpoint: &'static str,
    /// Whether it may be carried out twice without harm.
    pub is_idempotent: bool,
}

/// An attempt that failed.
pub struct FailedAttempt<E> {
    /// The error of the call, if this was its last attempt.
    pub error: E,
    /// What it means for a repetition.
    pub failure: AttemptFailure,
}

/// All calls of a client and its clones: they share limits, counters, and how many repetitions they
/// may make.
///
/// ```
/// use transport::{Call, FailedAttempt, AttemptFailure, FailureKind, Traffic, TrafficSettings};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let traffic = Traffic::new(TrafficSettings::default());
/// let call = Call { service: "toys", endpoint: "101", is_idempotent: true };
/// let mut answers = ["<html>502", "a toy"].into_iter();
/// let toy = traffic.run(call, || {
///     let answer = answers.next().unwrap_or_default();
///     Ok(async move {
///         if !answer.starts_with('<') {
///             return Ok(answer);
///         }
///         Err(FailedAttempt {
///             error: "an outage",
///             failure: AttemptFailure {
///                 kind: FailureKind::Unreadable,
///                 may_have_arrived: true,
///                 can_be_sent_again: true,
///                 status: None,
///                 retry_after: None,
///             },
///         })
///     })
/// });
/// assert_eq!(toy.await, Ok("a toy"));
/// assert_eq!(traffic.counts().retries, 1);
/// # }
/// ```
pub struct Traffic {
    retry: RetryPolicy,
    budget: RetryBudget,
    limiter: RateLimiter,
    counters: Counters,
    timing: Arc<dyn Timing>,
}

impl Traffic {
    /// With these settings.
    pub fn new(settings: TrafficSettings) -> Self {
        let TrafficSettings { retry, rate_limit, timing } = settings;
        Self {
            budget: retry.new_budget(),
            retry,
            limiter: RateLimiter::new(rate_limit, timing.clone()),
            counters: Counters::default(),
            timing,
        }
    }

    /// What was done so far.
    pub fn counts(&self) -> Counts {
        self.counters.read()
    }

    /// Makes a call: as soon as the limits allow, and again if it fails and may be repeated.
    ///
    /// `attempt` prepares one attempt, anew each time, since signatures hold the time. It is called
    /// when the attempt may begin. An attempt that cannot be prepared is the end of the call.
    ///
    /// # Errors
    /// Those of `attempt`, and of the last attempt.
    pub async fn run<T, E, F>(
        &self,
        call: Call,
        attempt: impl FnMut() -> Result<F, E>,
    ) -> Result<T, E>
    where
        F: Future<Output = Result<T, FailedAttempt<E>>>,
    {
        let Call { service, endpoint, .. } = call;
        let span = tracing::debug_span!(
            "call",
            service,
            endpoint,
            attempts = field::Empty,
            outcome = field::Empty,
            duration = field::Empty
        );
        self.counters.call();
        let outcome = self.repeat(call, attempt).instrument(span).await;
        if outcome.is_err() {
            self.counters.failed_call();
        }
        outcome
    }

    async fn repeat<T, E, F>(
        &self,
        call: Call,
        mut attempt: impl FnMut() -> Result<F, E>,
    ) -> Result<T, E>
    where
        F: Future<Output = Result<T, FailedAttempt<E>>>,
    {
        let (mut number, mut first) = (0, None);
        loop {
            let permit = self.limiter.enter().await;
            let first = *first.get_or_insert_with(|| self.timing.now());
            let prepared = attempt()?;
            number += 1;
            self.counters.attempt(number);
            let outcome = prepared.await;
            let elapsed = self.timing.now().saturating_sub(first);
            let FailedAttempt { error, failure } = match outcome {
                Ok(reply) => {
                    self.limiter.speed_up();
                    self.budget.refill();
                    note(number, "success", elapsed);
                    return Ok(reply);
                }
                Err(failed) => failed,
            };
            self.counters.failure(failure.kind);
            if failure.asks_to_slow_down() {
                self.limiter.slow_down(&permit);
            } else if failure.is_from_service() {
                self.limiter.speed_up();
            }
            drop(permit);
            let Some(pause) = self.pause(call, number, elapsed, failure) else {
                note(number, failure.kind.name(), elapsed);
                return Err(error);
            };
            self.timing.sleep(pause).await;
        }
    }

    fn pause(
        &self,
        call: Call,
        attempt: u32,
        elapsed: Duration,
        failure: AttemptFailure,
    ) -> Option<Duration> {
        let Call { service, endpoint, is_idempotent } = call;
        let facts = RetryState { service, endpoint, is_idempotent, attempt, elapsed, failure };
        let failure = failure.kind.name();
        match self.retry.pause(&facts, self.timing.chance(), &self.budget) {
            Ok(pause) => {
                tracing::info!(service, endpoint, attempt, failure, ?pause, "trying again");
                Some(pause)
            }
            Err(reason) => {
                tracing::debug!(service, endpoint, attempt, failure, reason, "not repeated");
                None
            }
        }
    }
}

/// Writes into the span of a call what came of it.
fn note(attempts: u32, outcome: &'static str, duration: Duration) {
    Span::current()
        .record("attempts", attempts)
        .record("outcome", outcome)
        .record("duration", field::debug(duration));
}
