//! Which value holds: flag before environment variable before profile before default.

use super::file::listed;
use super::origin::Origin;
use super::settings::{BASE_URL, ENV, Fallback, Service};
use super::{Profile, state_folder, variable};
use crate::failure::Failure;

/// A value, and where it comes from.
pub struct Found {
    pub value: String,
    pub origin: Origin,
}

impl Found {
    fn default(value: String) -> Self {
        Self { value, origin: Origin::Default }
    }
}

/// The settings of one service.
pub struct Resolver<'a> {
    pub service: &'static Service,
    /// Keys with the values that were given as arguments.
    pub flags: Vec<(&'static str, String)>,
    pub profile: &'a Profile,
}

/// Where values are looked for, in this order.
#[derive(Clone, Copy)]
enum Place {
    Flag,
    Variable,
    Profile,
}

const PLACES: [Place; 3] = [Place::Flag, Place::Variable, Place::Profile];

impl Resolver<'_> {
    /// The value of a setting; an address has rules of its own.
    pub fn find(&self, key: &str) -> Result<Option<Found>, Failure> {
        if key == BASE_URL {
            return self.address();
        }
        for place in PLACES {
            if let Some(found) = self.at(place, key)? {
                return Ok(Some(found));
            }
        }
        Ok(match self.service.setting(key).map(|setting| &setting.default) {
            Some(Fallback::Text(text)) => Some(Found::default((*text).to_owned())),
            Some(Fallback::StateFolder) => state_folder().map(Found::default),
            _ => None,
        })
    }

    /// The base URL, or the host of the environment. An environment that is set in one place goes
    /// before a base URL of a later place; in one place the base URL goes first.
    fn address(&self) -> Result<Option<Found>, Failure> {
        for place in PLACES {
            if let Some(found) = self.at(place, BASE_URL)? {
                return Ok(Some(found));
            }
            if self.at(place, ENV)?.is_some() {
                break;
            }
        }
        let default = self.service.setting(BASE_URL).map(|setting| &setting.default);
        Ok(match default {
            Some(Fallback::Host { test, production }) => {
                let name = self.find(ENV)?.map_or_else(String::new, |found| found.value);
                let value = if name == "test" { test } else { production };
                Some(Found { value: (*value).to_owned(), origin: Origin::Environment { name } })
            }
            Some(Fallback::Text(url)) => Some(Found::default((*url).to_owned())),
            _ => None,
        })
    }

    fn at(&self, place: Place, key: &str) -> Result<Option<Found>, Failure> {
        let Some(setting) = self.service.setting(key) else { return Ok(None) };
        match place {
            Place::Flag => {
                let given = self.flags.iter().find(|(given, _)| *given == key);
                let name = flag(key);
                Ok(given.map(|(_, value)| Found {
                    value: value.clone(),
                    origin: Origin::Flag { name },
                }))
            }
            Place::Variable => {
                let name = self.service.variable(key);
                let Some(value) = variable(&name)? else { return Ok(None) };
                if let Some(advice) = setting.mistake(&value) {
                    return Err(Failure::usage(format!("{name}: {advice}")));
                }
                Ok(Some(Found { value, origin: Origin::Variable { name } }))
            }
            Place::Profile => Ok(self.profile.get(self.service, key)),
        }
    }

    /// All, or none: a part of them is a mistake.
    pub fn credentials<const N: usize>(
        &self,
        keys: [&str; N],
    ) -> Result<Option<[String; N]>, Failure> {
        let mut values = Vec::with_capacity(N);
        let mut missing = Vec::new();
        for key in keys {
            match self.find(key)? {
                Some(found) => values.push(found.value),
                None => missing.push(format!("{} (or {key})", self.service.variable(key))),
            }
        }
        if values.is_empty() {
            return Ok(None);
        }
        values.try_into().map(Some).map_err(|_| {
            let is = if missing.len() == 1 { "is" } else { "are" };
            let them = if missing.len() == 1 { "it" } else { "them" };
            Failure::credentials(format!(
                "credentials are incomplete: {} {is} missing; set {them}, or write {them} under {}",
                listed(&missing),
                self.profile.section(self.service),
            ))
        })
    }

    /// What to do when a call needs credentials and there are none.
    pub fn no_credentials(&self, keys: &[&str]) -> Failure {
        let variables: Vec<_> = keys.iter().map(|key| self.service.variable(key)).collect();
        Failure::credentials(format!(
            "no credentials: set {}, or write {} under {}; to try without, add --sandbox",
            listed(&variables),
            listed(keys),
            self.profile.section(self.service),
        ))
    }

    /// What to do when a service has no address of its own and none was given.
    pub fn no_address(&self) -> Failure {
        Failure::usage(format!(
            "no address: give --base-url, set {}, or write {BASE_URL} under {}",
            self.service.variable(BASE_URL),
            self.profile.section(self.service),
        ))
    }
}

/// The argument that a setting can be given as.
pub fn flag(key: &str) -> String {
    format!("--{}", key.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::super::settings::{Setting, Takes};
    use super::*;

    /// Services with one environment: its address is known, or everyone has their own.
    static KNOWN: Service = Service { name: "known", settings: &[address(Fallback::Text("a"))] };
    static OWN: Service = Service { name: "own", settings: &[address(Fallback::None)] };

    const fn address(default: Fallback) -> Setting {
        let (is_secret, is_credential, takes) = (false, false, Takes::Text);
        Setting { key: BASE_URL, is_secret, is_credential, takes, default, meaning: "base URL" }
    }

    #[test]
    fn a_service_needs_no_environments() {
        let profile = Profile::empty("work");
        let address = |service, flags| {
            let resolver = Resolver { service, flags, profile: &profile };
            resolver.find(BASE_URL).unwrap().map(|found| found.value)
        };
        assert_eq!(address(&KNOWN, vec![]).as_deref(), Some("a"));
        assert_eq!(address(&KNOWN, vec![(BASE_URL, "b".to_owned())]).as_deref(), Some("b"));
        assert_eq!(address(&OWN, vec![(BASE_URL, "b".to_owned())]).as_deref(), Some("b"));
        assert_eq!(address(&OWN, vec![]), None);
        let own = Resolver { service: &OWN, flags: Vec::new(), profile: &profile };
        assert_eq!(
            own.no_address().to_string(),
            "no address: give --base-url, set YIMA_OWN_BASE_URL, or write base_url under \
             [profiles.work.own] in the file YIMA_CONFIG names"
        );
    }
}
