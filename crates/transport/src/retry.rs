//! Decides whether, and after which delay, a failed call is retried.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

mod budget;
mod state;

pub use budget::RetryBudget;
pub use state::{AttemptFailure, FailureKind, RetryDecision, RetryState};

type Decide = Arc<dyn Fn(&RetryState) -> RetryDecision + Send + Sync>;

/// Part of a retry that a success returns to the budget.
const REFILL_PER_SUCCESS: f64 = 0.5;

/// When failed calls are retried: how often, and after which delays.
///
/// Delays back off exponentially with full jitter, so that clients that failed together do not
/// return together. A delay that the service asks for (`Retry-After`) is respected, up to a maximum.
///
/// ```
/// use std::time::Duration;
/// use transport::{FailureKind, RetryDecision, RetryPolicy};
///
/// let policy = RetryPolicy::default()
///     .max_attempts(3)
///     .max_elapsed(Duration::from_secs(10))
///     .decide(|state| match state.failure.kind {
///         // This registry fails now and then, and its look-ups do no harm.
///         FailureKind::Failed if state.is_idempotent => RetryDecision::Retry,
///         _ => state.default_decision(),
///     });
/// # let _ = policy;
/// ```
#[derive(Clone)]
#[must_use = "settings do nothing until a client is built with them"]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
    max_elapsed: Duration,
    budget: u32,
    decide: Option<Decide>,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 5,
            initial_backoff: Duration::from_millis(500),
            max_backoff: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
            max_elapsed: Duration::from_secs(120),
            budget: 50,
            decide: None,
        }
    }
}

impl RetryPolicy {
    /// No retries: every call is attempted once.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// Maximum attempts of a call, including the first. Default: 5.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Upper bound of the delay before the second attempt; it doubles with each further attempt.
    /// Default: 0.5 seconds.
    pub fn initial_backoff(mut self, delay: Duration) -> Self {
        self.initial_backoff = delay;
        self
    }

    /// Upper bound of any delay. Default: 20 seconds.
    pub fn max_backoff(mut self, delay: Duration) -> Self {
        self.max_backoff = delay;
        self
    }

    /// Longest `Retry-After` that is waited for; a call fails if the service asks for more. Default:
    /// one minute.
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Time since the first attempt after which no further attempt begins. Default: two minutes.
    pub fn max_elapsed(mut self, time: Duration) -> Self {
        self.max_elapsed = time;
        self
    }

    /// Retries that all calls of a client and its clones may make while nothing succeeds; every
    /// second success returns one. Default: 50.
    pub fn budget(mut self, retries: u32) -> Self {
        self.budget = retries;
        self
    }

    /// Replaces [`RetryState::default_decision`]. The limits on attempts, time and budget still
    /// apply, and a request whose body is consumed is not sent again.
    pub fn decide(
        mut self,
        decide: impl Fn(&RetryState) -> RetryDecision + Send + Sync + 'static,
    ) -> Self {
        self.decide = Some(Arc::new(decide));
        self
    }

    /// A full budget, to be shared by all calls under this policy.
    pub fn new_budget(&self) -> RetryBudget {
        RetryBudget::new(self.budget, REFILL_PER_SUCCESS)
    }

    /// The delay before the next attempt. `jitter` is a random number from 0 up to 1.
    ///
    /// # Errors
    /// The reason why there is no further attempt.
    pub fn next_delay(
        &self,
        state: &RetryState,
        jitter: f64,
        budget: &RetryBudget,
    ) -> Result<Duration, &'static str> {
        if !state.is_replayable {
            return Err("the body is consumed");
        }
        if state.attempt >= self.max_attempts {
            return Err("no attempts left");
        }
        let decision = match &self.decide {
            Some(decide) => decide(state),
            None => state.default_decision(),
        };
        let delay = match decision {
            RetryDecision::Stop => return Err("a retry would not help, or do harm"),
            RetryDecision::RetryAfter(delay) => delay,
            RetryDecision::Retry => self.backoff(state, jitter)?,
        };
        if state.elapsed.saturating_add(delay) > self.max_elapsed {
            return Err("no time left");
        }
        // Last, so that nothing is taken for a retry that does not happen.
        if budget.take() { Ok(delay) } else { Err("the retry budget is used up") }
    }

    fn backoff(&self, state: &RetryState, jitter: f64) -> Result<Duration, &'static str> {
        let doubled = 2_u32.saturating_pow(state.attempt.saturating_sub(1));
        let bound = self.initial_backoff.saturating_mul(doubled).min(self.max_backoff);
        let delay = bound.mul_f64(jitter.clamp(0.0, 1.0));
        match state.failure.retry_after {
            Some(asked) if asked > self.max_retry_after => Err("the service asks for too long"),
            Some(asked) => Ok(delay.max(asked)),
            None => Ok(delay),
        }
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryPolicy")
            .field("max_attempts", &self.max_attempts)
            .field("max_elapsed", &self.max_elapsed)
            .finish_non_exhaustive()
    }
}
