//! Named profiles of fault rules.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{FaultRule, FaultTarget};

const PROFILES: &str = include_str!("profiles.json");

/// Fault rules under one name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FaultProfile {
    /// What it simulates.
    pub about: String,
    /// Its rules.
    pub rules: Vec<FaultRule>,
}

/// There is no profile of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownProfile {
    name: String,
}

impl FaultProfile {
    /// The profiles that apply to any service, by name.
    pub fn general() -> BTreeMap<String, Self> {
        // A test parses it.
        serde_json::from_str(PROFILES).unwrap_or_default()
    }
}

/// The general profiles with the rules that services add to them.
pub fn of_targets(targets: &[FaultTarget]) -> BTreeMap<String, FaultProfile> {
    let mut profiles = FaultProfile::general();
    for target in targets {
        for (name, rules) in added_rules(target.profiles) {
            if let Some(profile) = profiles.get_mut(&name) {
                let named = rules.into_iter().map(|rule| rule.service(target.service));
                profile.rules.extend(named);
            }
        }
    }
    profiles
}

fn added_rules(json: &str) -> BTreeMap<String, Vec<FaultRule>> {
    // Tests of the services parse theirs.
    serde_json::from_str(json).unwrap_or_default()
}

/// The rules of profiles whose names are joined with `+`.
pub fn rules_of(
    names: &str,
    profiles: &BTreeMap<String, FaultProfile>,
) -> Result<Vec<FaultRule>, UnknownProfile> {
    let wanted = names.split('+').map(|name| {
        let unknown = || UnknownProfile { name: name.to_owned() };
        profiles.get(name).ok_or_else(unknown)
    });
    let wanted: Vec<_> = wanted.collect::<Result<_, _>>()?;
    Ok(wanted.into_iter().flat_map(|profile| profile.rules.clone()).collect())
}

impl fmt::Display for UnknownProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<_> = FaultProfile::general().into_keys().collect();
        write!(f, "there is no fault profile {:?}; there are {}", self.name, known.join(", "))
    }
}

impl std::error::Error for UnknownProfile {}
