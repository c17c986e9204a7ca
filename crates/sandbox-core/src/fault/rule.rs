//! A fault with where, how often and for how long it applies.

use jiff::SignedDuration;
use jiff::fmt::serde::duration::friendly::compact::optional as duration;
use random::Rng;
use serde::{Deserialize, Serialize};

use super::Fault;

/// A fault with where, how often and for how long it applies.
///
/// In JSON everything but the fault is optional:
///
/// ```
/// # use sandbox_core::FaultRule;
/// let rule: FaultRule = serde_json::from_str(r#"{
///     "fault": {"html": {"status": 502}},
///     "service": "toy", "endpoint": "list_items",
///     "often": {"probability": 0.05},
///     "times": 3, "for": "10m"
/// }"#)?;
/// assert_eq!(rule.times, Some(3));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// What goes wrong.
    pub fault: Fault,
    /// Name of the service; every service if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Id of the endpoint, as in its document; every endpoint if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// How often it applies.
    #[serde(default, rename = "often")]
    pub frequency: Frequency,
    /// Maximum number of times; the rule is removed after them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u64>,
    /// How long it applies on the sandbox's clock; the rule is removed after it.
    #[serde(rename = "for", serialize_with = "duration", skip_serializing_if = "Option::is_none")]
    pub duration: Option<SignedDuration>,
}

/// How often a fault applies. Calls are counted per endpoint, so that faults of one endpoint do not
/// depend on calls of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Frequency {
    /// Every call.
    #[default]
    Always,
    /// Each call with this probability.
    Probability(f64),
    /// Every n-th call: with 3 the third, the sixth and so on.
    Every(u64),
    /// Several calls in a row.
    Burst {
        /// Probability that a burst begins with a call.
        probability: f64,
        /// Calls in a burst.
        length: u64,
    },
}

impl FaultRule {
    /// A fault that always applies to every call of every service.
    pub const fn new(fault: Fault) -> Self {
        Self {
            fault,
            service: None,
            endpoint: None,
            frequency: Frequency::Always,
            times: None,
            duration: None,
        }
    }

    /// The same rule for one service.
    #[must_use]
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.service = Some(name.into());
        self
    }

    /// The same rule for one endpoint.
    #[must_use]
    pub fn endpoint(mut self, id: impl Into<String>) -> Self {
        self.endpoint = Some(id.into());
        self
    }

    pub(super) fn covers(&self, service: &str, endpoint: &str) -> bool {
        self.service.as_deref().is_none_or(|wanted| wanted == service)
            && self.endpoint.as_deref().is_none_or(|wanted| wanted == endpoint)
    }
}

impl Frequency {
    /// Whether a rule applies to the call of this number, counted from 1. `chance` is the
    /// pseudo-random stream of a call.
    pub(super) fn applies(self, number: u64, chance: impl Fn(u64) -> Rng) -> bool {
        let begins = |probability: f64, number| {
            f64::from(chance(number).below(MILLION)) < probability * f64::from(MILLION)
        };
        match self {
            Self::Always => true,
            Self::Probability(probability) => begins(probability, number),
            Self::Every(every) => every > 0 && number.is_multiple_of(every),
            Self::Burst { probability, length } => {
                let first = number.saturating_sub(length.min(LONGEST_BURST)) + 1;
                (first..=number).any(|begun| begins(probability, begun))
            }
        }
    }
}

const MILLION: u32 = 1_000_000;

/// How many earlier calls are examined to decide whether a call belongs to a burst.
const LONGEST_BURST: u64 = 10_000;

/// The purpose of the pseudo-random streams of faults.
pub(super) const FAULT_STREAM: u64 = 21;

/// The pseudo-random stream of a call for a rule.
pub(super) fn chance(seed: u64, rule: u64, endpoint: &str, number: u64) -> Rng {
    let mut keys = vec![rule, number];
    keys.extend(endpoint.bytes().map(u64::from));
    Rng::new(seed, FAULT_STREAM, &keys)
}
