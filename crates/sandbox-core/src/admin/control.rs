//! What the admin endpoints do.

use auth::Clock;
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Reply, refusal};
use crate::clock::VirtualClock;
use crate::fault::{Fault, FaultRule, Faults};
use crate::journal::time_text;
use crate::rate_limit::RateLimits;
use crate::service::Services;

/// A change of the clock; absent fields keep their values.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockChange {
    set: Option<Timestamp>,
    advance: Option<SignedDuration>,
    stands_still: Option<bool>,
}

pub fn show_clock(clock: &VirtualClock) -> Value {
    json!({"now": time_text(clock.now()), "stands_still": clock.stands_still()})
}

pub fn move_clock(clock: &VirtualClock, change: &ClockChange) -> Value {
    if let Some(stands) = change.stands_still {
        clock.stand_still(stands);
    }
    if let Some(now) = change.set {
        clock.set(now);
    }
    if let Some(duration) = change.advance {
        clock.advance(duration);
    }
    show_clock(clock)
}

/// One rule, several rules, or profiles.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum AddedFaults {
    Profile { profile: String },
    Rules(Vec<FaultRule>),
    Rule(FaultRule),
}

/// Adds all rules, or none.
pub fn add_faults(faults: &Faults, added: AddedFaults) -> Reply {
    let rules = match added {
        AddedFaults::Profile { profile } => {
            let added = faults.add_profiles(&profile);
            added.map_err(|unknown| refusal(&unknown.to_string()))?;
            return Ok(json!(faults.list()));
        }
        AddedFaults::Rules(rules) => rules,
        AddedFaults::Rule(rule) => vec![rule],
    };
    // Without an end it could not be removed: the admin endpoints use the port that it closes.
    let locks_out = |rule: &FaultRule| rule.fault == Fault::Refuse && rule.duration.is_none();
    if rules.iter().any(locks_out) {
        return Err(refusal("refuse needs a duration: for"));
    }
    faults.add_all(rules).map_err(|rejected| refusal(&rejected.to_string()))?;
    Ok(json!(faults.list()))
}

/// New rate limits of a service; absent fields keep their values.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsChange {
    service: String,
    per_second: Option<u32>,
    per_day: Option<u32>,
}

/// The rate limits of all services, by name.
pub fn show_limits(services: &Services) -> Value {
    let limits = services.iter().map(|service| {
        let controls = service.controls();
        (controls.name().to_owned(), json!(controls.rate_limits()))
    });
    Value::Object(limits.collect::<Map<_, _>>())
}

pub fn set_limits(services: &Services, change: &LimitsChange) -> Reply {
    let service = services.get(&change.service);
    let service = service.ok_or_else(|| refusal(&no_such_service(&change.service)))?;
    let limits = service.controls().rate_limits();
    service.controls().set_rate_limits(RateLimits {
        per_second: change.per_second.unwrap_or(limits.per_second),
        per_day: change.per_day.unwrap_or(limits.per_day),
    });
    Ok(show_limits(services))
}

/// What a perfect client of a service would hold, of a day if there is one.
pub fn truth(services: &Services, name: &str, day: Option<&str>) -> Reply {
    let not_found = |text| (StatusCode::NOT_FOUND, text);
    let service = services.get(name).ok_or_else(|| not_found(no_such_service(name)))?;
    let day = day.map(|day| day.parse().map_err(|_| refusal("the day is not written 2026-08-10")));
    let truth = service.truth(day.transpose()?, services);
    truth.ok_or_else(|| not_found(format!("{name} has no truth here; try with or without a day")))
}

fn no_such_service(name: &str) -> String {
    format!("there is no service {name:?}")
}

/// The number after which requests are wanted: `after=17`.
pub fn after(query: Option<&str>) -> Result<u64, (http::StatusCode, String)> {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let after = pairs.find(|(name, _)| name == "after");
    let after = after.map_or(Ok(0), |(_, number)| number.parse());
    after.map_err(|_| refusal("after is not a number"))
}
