//! Decides which faults can affect which endpoints. Rejects a rule that could never match: its
//! author would think the fault had been exercised.

use std::fmt;

use wire::{EndpointInfo, Kind, ModelInfo};

use super::{Fault, FaultRule, FaultTarget, Frequency, Totals};
use crate::idle::IDLE_TIMEOUT;

/// Most bytes of a body that a fault makes.
const MAX_BYTES: usize = 256 << 20;

/// Why a rule is rejected: it could never match, or it asks for too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRule {
    reason: String,
}

impl RejectedRule {
    pub(super) fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

impl fmt::Display for RejectedRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for RejectedRule {}

/// Rejects a rule that can match nowhere or never, or that asks for too much.
pub fn check(rule: &FaultRule, targets: &[FaultTarget]) -> Result<(), RejectedRule> {
    let name = rule.fault.name();
    if let Some(reason) = rule.fault.excess() {
        return Err(RejectedRule::because(format!("{name}: {reason}")));
    }
    if rule.never_applies() {
        return Err(RejectedRule::because(format!("{name}: the rule never applies")));
    }
    let is_service = |target: &&FaultTarget| {
        rule.service.as_deref().is_none_or(|wanted| wanted == target.service)
    };
    if let Some(service) = &rule.service
        && !targets.iter().any(|target| is_service(&target))
    {
        return Err(RejectedRule::because(format!("there is no service {service}")));
    }
    if matches!(rule.fault, Fault::Close | Fault::Refuse) {
        return Ok(());
    }
    let endpoints = targets
        .iter()
        .filter(is_service)
        .flat_map(|target| target.endpoints.iter().map(move |endpoint| (target, endpoint)));
    let is_meant = |id: &str| rule.endpoint.as_deref().is_none_or(|endpoint| endpoint == id);
    let mut meant = endpoints.filter(|(_, endpoint)| is_meant(endpoint.id)).peekable();
    let place = place(rule);
    if meant.peek().is_none() {
        return Err(RejectedRule::because(format!("there is no endpoint {place}")));
    }
    if meant.any(|(target, endpoint)| (target.can_affect)(&rule.fault, endpoint)) {
        return Ok(());
    }
    let reason = rule.fault.missing();
    Err(RejectedRule::because(format!("{name} has no effect on {place}: {reason} there")))
}

fn place(rule: &FaultRule) -> String {
    let names = [rule.service.as_deref(), rule.endpoint.as_deref()];
    names.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

impl Fault {
    /// Whether it can change the reply of an endpoint, judged by the reply's fields. False for faults
    /// that the service itself has to implement: revoked tokens, a wrong clock, shifted rows.
    pub fn can_affect_reply(&self, endpoint: &EndpointInfo, totals: Totals) -> bool {
        match self {
            Self::ShiftedRows { .. } | Self::TokensRevoked | Self::ClockSkew(_) => false,
            Self::DuplicatedRows | Self::NullLists => has_list(endpoint.reply),
            Self::WrongTotals => has_total(endpoint.reply, totals),
            _ => true,
        }
    }
}

impl FaultRule {
    fn never_applies(&self) -> bool {
        let is_impossible = |probability: f64| probability.is_nan() || probability <= 0.0;
        let has_chance = match self.frequency {
            Frequency::Always => true,
            Frequency::Every(every) => every > 0,
            Frequency::Probability(probability) => !is_impossible(probability),
            Frequency::Burst { probability, length } => !is_impossible(probability) && length > 0,
        };
        let is_over = self.duration.is_some_and(|duration| duration <= jiff::SignedDuration::ZERO);
        !has_chance || is_over || self.times == Some(0)
    }
}

impl Fault {
    /// Why it is out of range.
    fn excess(&self) -> Option<String> {
        match *self {
            Self::Oversized { bytes } | Self::GzipBomb { bytes } if bytes > MAX_BYTES => {
                Some(format!("at most {MAX_BYTES} bytes"))
            }
            Self::Drip { every, .. } if every > IDLE_TIMEOUT / 2 => {
                Some(format!("at most {} s between two pieces", IDLE_TIMEOUT.as_secs() / 2))
            }
            Self::Html { status } | Self::Unavailable { status, .. }
                if !(200..=999).contains(&status) =>
            {
                Some(format!("{status} is not an HTTP status of a response"))
            }
            Self::Redirect { status, .. } if ![301, 302, 303, 307, 308].contains(&status) => {
                Some(format!("{status} is not an HTTP status of a redirect"))
            }
            _ => None,
        }
    }

    /// Why it has no effect somewhere.
    fn missing(&self) -> &'static str {
        match self {
            Self::ShiftedRows { .. } => "no listing has pages",
            Self::DuplicatedRows => "no reply has a list",
            Self::NullLists => "no reply has an empty list",
            Self::WrongTotals => "no reply has a total",
            Self::LowerCaseKeys => "no key has a capital",
            Self::TokensRevoked => "no request has a token",
            Self::ClockSkew(_) => "the time is not used",
            _ => "nothing can go wrong in this way",
        }
    }
}

/// Whether an object or one inside it has a list; lists inside of rows do not count.
fn has_list(model: &ModelInfo) -> bool {
    model.fields.iter().any(|field| match field.kind {
        Kind::List(_) | Kind::ListText | Kind::Scalars(_) => true,
        Kind::Model(inner) => has_list(inner),
        _ => false,
    })
}

fn has_total(model: &ModelInfo, totals: Totals) -> bool {
    model.fields.iter().any(|field| match field.kind {
        Kind::Model(inner) => has_total(inner, totals),
        _ => totals.contain(field.wire),
    })
}
