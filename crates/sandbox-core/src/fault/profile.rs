//! Named profiles of faults.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::FaultRule;

const PROFILES: &str = include_str!("profiles.json");

/// Rules under one name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FaultProfile {
    /// What it is for.
    pub about: String,
    /// What goes wrong.
    pub rules: Vec<FaultRule>,
}

/// There is no profile of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownProfile {
    name: String,
}

impl FaultProfile {
    /// All profiles, by name.
    pub fn all() -> BTreeMap<String, Self> {
        // A test reads it.
        serde_json::from_str(PROFILES).unwrap_or_default()
    }
}

/// The rules of profiles whose names are joined with `+`.
pub fn rules(names: &str) -> Result<Vec<FaultRule>, UnknownProfile> {
    let all = FaultProfile::all();
    let profiles = names.split('+').map(|name| {
        let unknown = || UnknownProfile { name: name.to_owned() };
        all.get(name).ok_or_else(unknown)
    });
    let profiles: Vec<_> = profiles.collect::<Result<_, _>>()?;
    Ok(profiles.into_iter().flat_map(|profile| profile.rules.clone()).collect())
}

impl fmt::Display for UnknownProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<_> = FaultProfile::all().into_keys().collect();
        write!(f, "there is no fault profile {:?}; there are {}", self.name, known.join(", "))
    }
}

impl std::error::Error for UnknownProfile {}
