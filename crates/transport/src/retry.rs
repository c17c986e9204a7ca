//! When a failed call is made again.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

mod budget;
mod state;

pub(crate) use budget::RetryBudget;
pub use state::{AttemptFailure, FailureKind, RetryDecision, RetryState};

type Decide = Arc<dyn Fn(&RetryState) -> RetryDecision + Send + Sync>;

/// Part of a repetition that a success brings back.
const PER_SUCCESS: f64 = 0.5;

/// When a failed call is made again, how often and after which pauses.
///
/// Pauses double from one attempt to the next, and a random part of each is waited, so that many
/// clients that failed together do not come back together. A service that says how long to wait
/// (`Retry-After`) is waited for, unless it is too long.
///
/// ```
/// use std::time::Duration;
/// use transport::{RetryDecision, FailureKind, RetryPolicy};
///
/// let retry = RetryPolicy::default()
///     .max_attempts(3)
///     .max_elapsed(Duration::from_secs(10))
///     .decide(|facts| match facts.failure.kind {
///         // This registry fails now and then, and its look-ups do no harm.
///         FailureKind::Failed if facts.is_idempotent => RetryDecision::Retry,
///         _ => facts.default_decision(),
///     });
/// # let _ = retry;
/// ```
#[derive(Clone)]
#[must_use = "settings do nothing until a client is built with them"]
pub struct RetryPolicy {
    attempts: u32,
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
            attempts: 5,
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
    /// Every call is made once.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// How often a call is made at most, the first time included. 5 unless set.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The longest pause before the second attempt; each later one may be twice as long. 0.5
    /// seconds unless set.
    pub fn initial_backoff(mut self, pause: Duration) -> Self {
        self.initial_backoff = pause;
        self
    }

    /// The longest pause, however often a call has failed. 20 seconds unless set.
    pub fn max_backoff(mut self, pause: Duration) -> Self {
        self.max_backoff = pause;
        self
    }

    /// A service that asks for more time than this is not waited for: the call fails. A minute
    /// unless set.
    pub fn max_retry_after(mut self, pause: Duration) -> Self {
        self.max_retry_after = pause;
        self
    }

    /// No pause reaches beyond this time after the first attempt began: rather the call fails. Two
    /// minutes unless set.
    pub fn max_elapsed(mut self, time: Duration) -> Self {
        self.max_elapsed = time;
        self
    }

    /// How many repetitions all calls of a client and its clones may make while nothing succeeds;
    /// every second success brings one back. 50 unless set.
    pub fn budget(mut self, repetitions: u32) -> Self {
        self.budget = repetitions;
        self
    }

    /// Decides otherwise than [`RetryState::default_decision`]. The numbers of attempts and repetitions and
    /// the total time hold all the same, and a body that is gone is not sent again.
    pub fn decide(
        mut self,
        decide: impl Fn(&RetryState) -> RetryDecision + Send + Sync + 'static,
    ) -> Self {
        self.decide = Some(Arc::new(decide));
        self
    }

    pub(crate) fn new_budget(&self) -> RetryBudget {
        RetryBudget::new(self.budget, PER_SUCCESS)
    }

    /// The pause before the next attempt, or why there is none. Pays for it last, so that nothing
    /// is paid for what is not done.
    pub(crate) fn pause(
        &self,
        facts: &RetryState,
        chance: f64,
        budget: &RetryBudget,
    ) -> Result<Duration, &'static str> {
        if !facts.failure.can_be_sent_again {
            return Err("the body is gone");
        }
        if facts.attempt >= self.attempts {
            return Err("no attempts left");
        }
        let decision = match &self.decide {
            Some(decide) => decide(facts),
            None => facts.default_decision(),
        };
        let pause = match decision {
            RetryDecision::Stop => return Err("a repetition would not help, or do harm"),
            RetryDecision::RetryAfter(pause) => pause,
            RetryDecision::Retry => self.usual_pause(facts, chance)?,
        };
        if facts.elapsed.saturating_add(pause) > self.max_elapsed {
            return Err("no time left");
        }
        if budget.take() { Ok(pause) } else { Err("nothing left of the client's repetitions") }
    }

    fn usual_pause(&self, facts: &RetryState, chance: f64) -> Result<Duration, &'static str> {
        let doubled = 2_u32.saturating_pow(facts.attempt.saturating_sub(1));
        let most = self.initial_backoff.saturating_mul(doubled).min(self.max_backoff);
        let pause = most.mul_f64(chance.clamp(0.0, 1.0));
        match facts.failure.retry_after {
            Some(asked) if asked > self.max_retry_after => Err("the service asks for too long"),
            Some(asked) => Ok(pause.max(asked)),
            None => Ok(pause),
        }
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryPolicy")
            .field("attempts", &self.attempts)
            .field("max_elapsed", &self.max_elapsed)
            .finish_non_exhaustive()
    }
}
