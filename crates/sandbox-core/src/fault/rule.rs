//! Where a fault strikes, how often, and until when.

use jiff::SignedDuration;
use jiff::fmt::serde::duration::friendly::compact::optional as duration;
use serde::{Deserialize, Serialize};

use super::Fault;
use random::Rng;

/// A service of the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// The UDID service.
    Udid,
    /// The IDcode registry.
    Idcode,
    /// The DBHS interface.
    Dbhs,
    /// The cloud manufacturing platform.
    Cloudmfg,
}

impl Service {
    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Udid => "udid",
            Self::Idcode => "idcode",
            Self::Dbhs => "dbhs",
            Self::Cloudmfg => "cloudmfg",
        }
    }
}

/// A fault with where, how often and how long.
///
/// As JSON, where all but the fault can be left out:
///
/// ```
/// # use sandbox::FaultRule;
/// let rule: FaultRule = serde_json::from_str(r#"{
///     "fault": {"html": {"status": 502}},
///     "service": "udid", "endpoint": "D001",
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
    /// Of which service; of all if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// At which endpoint, named as in its document; at all if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// How often.
    #[serde(default)]
    pub often: Often,
    /// How often at most; then the rule is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u64>,
    /// How long on the sandbox's clock; then the rule is gone.
    #[serde(rename = "for", serialize_with = "duration", skip_serializing_if = "Option::is_none")]
    pub lasts: Option<SignedDuration>,
}

/// How often a fault strikes. Calls are counted for each endpoint by itself, so that what happens at
/// one does not depend on when another is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Often {
    /// Every time.
    #[default]
    Always,
    /// By chance, with this probability.
    Probability(f64),
    /// Every so many calls: with 3 the third, the sixth and so on.
    Every(u64),
    /// By chance, and then so many calls in a row.
    Burst {
        /// That a burst begins with a call.
        probability: f64,
        /// Calls of a burst.
        length: u64,
    },
}

impl FaultRule {
    /// A fault that strikes always and everywhere.
    pub const fn new(fault: Fault) -> Self {
        Self {
            fault,
            service: None,
            endpoint: None,
            often: Often::Always,
            times: None,
            lasts: None,
        }
    }

    pub(super) fn covers(&self, service: Service, endpoint: &str) -> bool {
        self.service.is_none_or(|wanted| wanted == service)
            && self.endpoint.as_deref().is_none_or(|wanted| wanted == endpoint)
    }
}

impl Often {
    /// Whether it strikes the call of this number, counted from 1. `chance` gives the stream of
    /// a call.
    pub(super) fn strikes(self, number: u64, chance: impl Fn(u64) -> Rng) -> bool {
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

/// Whether a call is in a burst is found by looking back at no more than so many.
const LONGEST_BURST: u64 = 10_000;

/// The purpose of the pseudo-random streams of faults.
pub(super) const FAULT_STREAM: u64 = 21;

/// The stream of a call for a rule of this seed.
pub(super) fn chance(seed: u64, rule: u64, endpoint: &str, number: u64) -> Rng {
    let mut keys = vec![rule, number];
    keys.extend(endpoint.bytes().map(u64::from));
    Rng::new(seed, FAULT_STREAM, &keys)
}
