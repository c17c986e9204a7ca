//! Which fault can change anything where. A rule that never strikes is refused: whoever adds it
//! would believe that it was lived through.

use std::fmt;

use wire::{EndpointInfo, Kind, ModelInfo};

use super::body::{PAGES, ROWS};
use super::{Fault, FaultRule, Often, Service};
use crate::front::QUIET;

/// Most bytes of a body that a fault makes.
const MOST_BYTES: usize = 256 << 20;

/// A rule that never strikes, or that asks for more than the sandbox does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRule {
    reason: String,
}

impl RefusedRule {
    pub(super) fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

impl fmt::Display for RefusedRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for RefusedRule {}

impl Service {
    const ALL: [Self; 4] = [Self::Udid, Self::Idcode, Self::Dbhs, Self::Cloudmfg];

    fn endpoints(self) -> &'static [EndpointInfo] {
        match self {
            Self::Udid => &udid_types::ENDPOINTS,
            Self::Idcode => &idcode_types::ENDPOINTS,
            Self::Dbhs => &dbhs_types::ENDPOINTS,
            Self::Cloudmfg => &cloudmfg_types::ENDPOINTS,
        }
    }
}

/// What of the settings decides whether faults can strike.
#[derive(Clone, Copy)]
pub struct Reach {
    /// Whether return codes of the IDcode service are `ResultCode`.
    pub idcode_has_capitals: bool,
}

impl Reach {
    /// Refuses a rule that can strike nowhere, never, or too hard.
    pub fn check(self, rule: &FaultRule) -> Result<(), RefusedRule> {
        let name = rule.fault.name();
        if let Some(reason) = rule.fault.excess() {
            return Err(RefusedRule::because(format!("{name}: {reason}")));
        }
        if rule.never_strikes() {
            return Err(RefusedRule::because(format!("{name}: the rule never strikes")));
        }
        if matches!(rule.fault, Fault::Close | Fault::Refuse) {
            return Ok(());
        }
        let services = Service::ALL.into_iter();
        let services: Vec<_> =
            services.filter(|service| rule.service.is_none_or(|only| only == *service)).collect();
        let endpoints = services.iter().flat_map(|service| {
            service.endpoints().iter().map(move |endpoint| (*service, endpoint))
        });
        let is_meant = |id: &str| rule.endpoint.as_deref().is_none_or(|endpoint| endpoint == id);
        let mut meant = endpoints.filter(|(_, endpoint)| is_meant(endpoint.id)).peekable();
        let place = place(rule);
        if meant.peek().is_none() {
            return Err(RefusedRule::because(format!("there is no endpoint {place}")));
        }
        if meant.any(|(service, endpoint)| self.reaches(&rule.fault, service, endpoint)) {
            return Ok(());
        }
        let reason = rule.fault.missing();
        Err(RefusedRule::because(format!("{name} never strikes {place}: {reason} there")))
    }

    /// Whether a fault can change anything at the endpoint of this id.
    pub fn reaches_id(self, fault: &Fault, service: Service, id: &str) -> bool {
        let mut endpoints = service.endpoints().iter();
        let endpoint = endpoints.find(|endpoint| endpoint.id == id);
        endpoint.is_some_and(|endpoint| self.reaches(fault, service, endpoint))
    }

    fn reaches(self, fault: &Fault, service: Service, endpoint: &EndpointInfo) -> bool {
        match fault {
            Fault::ShiftedRows { .. } => service == Service::Udid && endpoint.id == "D001",
            Fault::DuplicatedRows => has_list(endpoint.reply),
            // The IDcode service shows every empty list as `null`.
            Fault::NullLists => service != Service::Idcode && has_list(endpoint.reply),
            Fault::WrongTotals => has_total(endpoint.reply),
            Fault::LowerCaseKeys => service != Service::Idcode || self.idcode_has_capitals,
            Fault::TokensRevoked => service != Service::Dbhs,
            // P001 tells whether the service is up, and no more.
            Fault::TooFrequent => endpoint.id != "P001",
            Fault::ClockSkew(_) => service != Service::Cloudmfg && endpoint.id != "P001",
            _ => true,
        }
    }
}

fn place(rule: &FaultRule) -> String {
    let names = [rule.service.map(Service::name), rule.endpoint.as_deref()];
    names.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

impl FaultRule {
    fn never_strikes(&self) -> bool {
        let is_impossible = |probability: f64| probability.is_nan() || probability <= 0.0;
        let has_chance = match self.often {
            Often::Always => true,
            Often::Every(every) => every > 0,
            Often::Probability(probability) => !is_impossible(probability),
            Often::Burst { probability, length } => !is_impossible(probability) && length > 0,
        };
        let is_over = self.lasts.is_some_and(|lasts| lasts <= jiff::SignedDuration::ZERO);
        !has_chance || is_over || self.times == Some(0)
    }
}

impl Fault {
    /// What is too much of it, or not to be had.
    fn excess(&self) -> Option<String> {
        match *self {
            Self::Oversized { bytes } | Self::GzipBomb { bytes } if bytes > MOST_BYTES => {
                Some(format!("at most {MOST_BYTES} bytes"))
            }
            Self::Drip { every, .. } if every > QUIET / 2 => {
                Some(format!("at most {} s between two drops", QUIET.as_secs() / 2))
            }
            Self::Html { status } | Self::Unavailable { status, .. }
                if !(200..=999).contains(&status) =>
            {
                Some(format!("{status} is no HTTP status of an answer"))
            }
            Self::Redirect { status, .. } if ![301, 302, 303, 307, 308].contains(&status) => {
                Some(format!("{status} is no HTTP status of a redirection"))
            }
            _ => None,
        }
    }

    /// What a place lacks that it cannot reach.
    fn missing(&self) -> &'static str {
        match self {
            Self::ShiftedRows { .. } => "no listing has pages",
            Self::DuplicatedRows => "no answer has a list",
            Self::NullLists => "no answer has an empty list",
            Self::WrongTotals => "no answer has a total",
            Self::LowerCaseKeys => "no key has a capital",
            Self::TokensRevoked => "no request has a token",
            Self::ClockSkew(_) => "nobody looks at the time",
            _ => "nothing can go wrong in this way",
        }
    }
}

/// Whether an object has a list, and not only its rows.
fn has_list(model: &ModelInfo) -> bool {
    model.fields.iter().any(|field| match field.kind {
        Kind::List(_) | Kind::ListText => true,
        Kind::Model(inner) => has_list(inner),
        _ => false,
    })
}

fn has_total(model: &ModelInfo) -> bool {
    model.fields.iter().any(|field| match field.kind {
        Kind::Model(inner) => has_total(inner),
        _ => ROWS.contains(&field.wire) || PAGES.contains(&field.wire),
    })
}
