//! Which value applies: flag before environment variable before profile before default.

use client_core::Environment;

use super::origin::Origin;
use super::{Profile, state_folder, variable};
use crate::wiring::error::CommandError;
use crate::wiring::protocol::Protocol;
use crate::wiring::setting::{BASE_URL, ENV, Fallback, TEST, flag};
use crate::wiring::words::listed;

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

/// The settings of one protocol.
pub struct Resolver<'a> {
    pub protocol: &'static Protocol,
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
    pub fn find(&self, key: &str) -> Result<Option<Found>, CommandError> {
        if key == BASE_URL {
            return self.address();
        }
        for place in PLACES {
            if let Some(found) = self.at(place, key)? {
                return Ok(Some(found));
            }
        }
        Ok(match self.protocol.setting(key).map(|setting| &setting.default) {
            Some(Fallback::Text(text)) => Some(Found::default((*text).to_owned())),
            Some(Fallback::StateFolder) => state_folder().map(Found::default),
            _ => None,
        })
    }

    /// The base URL, or the host of the environment. An environment that is set in one place goes
    /// before a base URL of a later place; in one place the base URL goes first.
    fn address(&self) -> Result<Option<Found>, CommandError> {
        for place in PLACES {
            if let Some(found) = self.at(place, BASE_URL)? {
                return Ok(Some(found));
            }
            if self.at(place, ENV)?.is_some() {
                break;
            }
        }
        self.documented_address()
    }

    fn documented_address(&self) -> Result<Option<Found>, CommandError> {
        let service = self.protocol.service;
        let Some(found) = self.find(ENV)? else {
            let url = service.base_url(Environment::Production);
            return Ok(url.map(|url| Found::default(url.to_owned())));
        };
        let name = found.value;
        let is_test = name == TEST;
        let environment = if is_test { Environment::Test } else { Environment::Production };
        let origin = Origin::Environment { name };
        let url = service.base_url(environment);
        Ok(url.map(|url| Found { value: url.to_owned(), origin }))
    }

    fn at(&self, place: Place, key: &str) -> Result<Option<Found>, CommandError> {
        let Some(setting) = self.protocol.setting(key) else { return Ok(None) };
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
                let name = self.protocol.variable(key);
                let Some(value) = variable(&name)? else { return Ok(None) };
                if let Some(advice) = setting.mistake(&value) {
                    return Err(CommandError::usage(format!("{name}: {advice}")));
                }
                Ok(Some(Found { value, origin: Origin::Variable { name } }))
            }
            Place::Profile => Ok(self.profile.get(self.protocol, key)),
        }
    }

    /// All credentials by key; `None` if none is set, and an error if only a part of them is.
    pub fn credentials(&self) -> Result<Option<Vec<(&'static str, String)>>, CommandError> {
        let mut values = Vec::new();
        let mut missing = Vec::new();
        for key in self.protocol.credential_keys() {
            match self.find(key)? {
                Some(found) => values.push((key, found.value)),
                None => missing.push(format!("{} (or {key})", self.protocol.variable(key))),
            }
        }
        if values.is_empty() || missing.is_empty() {
            return Ok(Some(values).filter(|values| !values.is_empty()));
        }
        let is = if missing.len() == 1 { "is" } else { "are" };
        let them = if missing.len() == 1 { "it" } else { "them" };
        Err(CommandError::credentials(format!(
            "credentials are incomplete: {} {is} missing; set {them}, or write {them} under {}",
            listed(&missing),
            self.profile.section(self.protocol),
        )))
    }

    /// The error of a call that needs credentials and has none.
    pub fn no_credentials(&self) -> CommandError {
        let keys = self.protocol.credential_keys();
        let variables: Vec<_> = keys.iter().map(|key| self.protocol.variable(key)).collect();
        CommandError::credentials(format!(
            "no credentials; set {}, or write {} under {}; to try it without, add --sandbox",
            listed(&variables),
            listed(&keys),
            self.profile.section(self.protocol),
        ))
    }

    /// The error of a service without a documented address.
    pub fn no_address(&self) -> CommandError {
        CommandError::usage(format!(
            "no address; give --base-url, set {}, or write {BASE_URL} under {}",
            self.protocol.variable(BASE_URL),
            self.profile.section(self.protocol),
        ))
    }
}

#[cfg(test)]
mod tests {
    use client_core::{PlainHttp, Service};

    use super::*;
    use crate::wiring::setting::{Setting, base_url};

    /// Protocols with one environment: its address is documented, or differs for each user.
    static KNOWN: Protocol = at("known", Some("a"));
    static OWN: Protocol = at("own", None);

    const SETTINGS: &[Setting] = &[base_url()];

    const fn at(name: &'static str, production: Option<&'static str>) -> Protocol {
        let service = Service { name, test: None, production, plain_http: PlainHttp::Refused };
        Protocol {
            service,
            about: "",
            endpoints: &[],
            codes: <dbhs_types::ReturnCode as wire::OpenEnum>::INFO,
            settings: SETTINGS,
            public_endpoints: &[],
            has_pictures: false,
            follows_clock: false,
            connect: |_| unreachable!(),
            sandbox_service: None,
            doctor: &[],
        }
    }

    #[test]
    fn a_protocol_without_environments_resolves_its_address() {
        let profile = Profile::empty("work");
        let address = |protocol, flags| {
            let resolver = Resolver { protocol, flags, profile: &profile };
            resolver.find(BASE_URL).unwrap().map(|found| found.value)
        };
        assert_eq!(address(&KNOWN, vec![]).as_deref(), Some("a"));
        assert_eq!(address(&KNOWN, vec![(BASE_URL, "b".to_owned())]).as_deref(), Some("b"));
        assert_eq!(address(&OWN, vec![(BASE_URL, "b".to_owned())]).as_deref(), Some("b"));
        assert_eq!(address(&OWN, vec![]), None);
        let own = Resolver { protocol: &OWN, flags: Vec::new(), profile: &profile };
        assert_eq!(
            own.no_address().to_string(),
            "no address; give --base-url, set YIMA_OWN_BASE_URL, or write base_url under \
             [profiles.work.own] in the file that YIMA_CONFIG names"
        );
    }
}
