//! When a failed call is made again.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

mod budget;
mod facts;

pub(crate) use budget::Budget;
pub use facts::{Decision, Facts, Failure, FailureKind};

type Decide = Arc<dyn Fn(&Facts) -> Decision + Send + Sync>;

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
/// use transport::{Decision, FailureKind, Retry};
///
/// let retry = Retry::default()
///     .attempts(3)
///     .total_time(Duration::from_secs(10))
///     .decide(|facts| match facts.failure.kind {
///         // This registry fails now and then, and its look-ups do no harm.
///         FailureKind::Failed if facts.is_repeatable => Decision::Repeat,
///         _ => facts.usual_decision(),
///     });
/// # let _ = retry;
/// ```
#[derive(Clone)]
#[must_use = "settings do nothing until a client is built with them"]
pub struct Retry {
    attempts: u32,
    first_pause: Duration,
    longest_pause: Duration,
    longest_retry_after: Duration,
    total_time: Duration,
    budget: u32,
    decide: Option<Decide>,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            attempts: 5,
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(20),
            longest_retry_after: Duration::from_secs(60),
            total_time: Duration::from_secs(120),
            budget: 50,
            decide: None,
        }
    }
}

impl Retry {
    /// Every call is made once.
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How often a call is made at most, the first time included. 5 unless set.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The longest pause before the second attempt; each later one may be twice as long. 0.5
    /// seconds unless set.
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// The longest pause, however often a call has failed. 20 seconds unless set.
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// A service that asks for more time than this is not waited for: the call fails. A minute
    /// unless set.
    pub fn longest_retry_after(mut self, pause: Duration) -> Self {
        self.longest_retry_after = pause;
        self
    }

    /// No pause reaches beyond this time after the first attempt began: rather the call fails. Two
    /// minutes unless set.
    pub fn total_time(mut self, time: Duration) -> Self {
        self.total_time = time;
        self
    }

    /// How many repetitions all calls of a client and its clones may make while nothing succeeds;
    /// every second success brings one back. 50 unless set.
    pub fn budget(mut self, repetitions: u32) -> Self {
        self.budget = repetitions;
        self
    }

    /// Decides otherwise than [`Facts::usual_decision`]. The numbers of attempts and repetitions and
    /// the total time hold all the same, and a body that is gone is not sent again.
    pub fn decide(mut self, decide: impl Fn(&Facts) -> Decision + Send + Sync + 'static) -> Self {
        self.decide = Some(Arc::new(decide));
        self
    }

    pub(crate) fn new_budget(&self) -> Budget {
        Budget::new(self.budget, PER_SUCCESS)
    }

    /// The pause before the next attempt, or why there is none. Pays for it last, so that nothing
    /// is paid for what is not done.
    pub(crate) fn pause(
        &self,
        facts: &Facts,
        chance: f64,
        budget: &Budget,
    ) -> Result<Duration, &'static str> {
        if !facts.failure.can_be_sent_again {
            return Err("the body is gone");
        }
        if facts.attempt >= self.attempts {
            return Err("no attempts left");
        }
        let decision = match &self.decide {
            Some(decide) => decide(facts),
            None => facts.usual_decision(),
        };
        let pause = match decision {
            Decision::GiveUp => return Err("a repetition would not help, or do harm"),
            Decision::RepeatAfter(pause) => pause,
            Decision::Repeat => self.usual_pause(facts, chance)?,
        };
        if facts.elapsed.saturating_add(pause) > self.total_time {
            return Err("no time left");
        }
        if budget.take() { Ok(pause) } else { Err("nothing left of the client's repetitions") }
    }

    fn usual_pause(&self, facts: &Facts, chance: f64) -> Result<Duration, &'static str> {
        let doubled = 2_u32.saturating_pow(facts.attempt.saturating_sub(1));
        let most = self.first_pause.saturating_mul(doubled).min(self.longest_pause);
        let pause = most.mul_f64(chance.clamp(0.0, 1.0));
        match facts.failure.retry_after {
            Some(asked) if asked > self.longest_retry_after => Err("the service asks for too long"),
            Some(asked) => Ok(pause.max(asked)),
            None => Ok(pause),
        }
    }
}

impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry")
            .field("attempts", &self.attempts)
            .field("total_time", &self.total_time)
            .finish_non_exhaustive()
    }
}
