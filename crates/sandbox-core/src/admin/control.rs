//! What the admin endpoints change.

use auth::Clock;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Admin, Reply, refusal};
use crate::clock::VirtualClock;
use crate::journal::beijing_time;
use crate::{Fault, FaultRule, Limits, Service};

/// A change of the clock; what is not there stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockChange {
    set: Option<Timestamp>,
    advance: Option<SignedDuration>,
    stands_still: Option<bool>,
}

pub fn show_clock(clock: &VirtualClock) -> Value {
    json!({"now": beijing_time(clock.now()), "stands_still": clock.stands_still()})
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

/// One rule, several, or profiles.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum AddedFaults {
    Profile { profile: String },
    Rules(Vec<FaultRule>),
    Rule(FaultRule),
}

/// Adds them, or none.
pub fn add_faults(admin: &Admin, added: AddedFaults) -> Reply {
    let rules = match added {
        AddedFaults::Profile { profile } => {
            let added = admin.faults.add_profiles(&profile);
            added.map_err(|unknown| refusal(&unknown.to_string()))?;
            return Ok(json!(admin.faults.list()));
        }
        AddedFaults::Rules(rules) => rules,
        AddedFaults::Rule(rule) => vec![rule],
    };
    // Nobody could take it back over a port that nobody listens on.
    let locks_out = |rule: &FaultRule| rule.fault == Fault::Refuse && rule.lasts.is_none();
    if rules.iter().any(locks_out) {
        return Err(refusal("refuse needs a time after which it ends: for"));
    }
    admin.faults.add_all(rules).map_err(|refused| refusal(&refused.to_string()))?;
    Ok(json!(admin.faults.list()))
}

/// New limits of a service; what is not there stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsChange {
    service: Service,
    per_second: Option<u32>,
    per_day: Option<u32>,
}

/// The limits of all services.
#[derive(Serialize)]
struct AllLimits {
    udid: Limits,
    idcode: Limits,
    dbhs: Limits,
    cloudmfg: Limits,
}

pub fn show_limits(admin: &Admin) -> Value {
    json!(AllLimits {
        udid: admin.udid.limits(),
        idcode: admin.idcode.limits(),
        dbhs: admin.dbhs.limits(),
        cloudmfg: admin.cloudmfg.limits(),
    })
}

pub fn set_limits(admin: &Admin, change: &LimitsChange) -> Value {
    let changed = |limits: Limits| Limits {
        per_second: change.per_second.unwrap_or(limits.per_second),
        per_day: change.per_day.unwrap_or(limits.per_day),
    };
    match change.service {
        Service::Udid => admin.udid.set_limits(changed(admin.udid.limits())),
        Service::Idcode => admin.idcode.set_limits(changed(admin.idcode.limits())),
        Service::Dbhs => admin.dbhs.set_limits(changed(admin.dbhs.limits())),
        Service::Cloudmfg => admin.cloudmfg.set_limits(changed(admin.cloudmfg.limits())),
    }
    show_limits(admin)
}

/// The number after which requests are wanted: `after=17`.
pub fn after(query: Option<&str>) -> Result<u64, (http::StatusCode, String)> {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let after = pairs.find(|(name, _)| name == "after");
    let after = after.map_or(Ok(0), |(_, number)| number.parse());
    after.map_err(|_| refusal("after is not a number"))
}
