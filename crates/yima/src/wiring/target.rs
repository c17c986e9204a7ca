//! Where to call, and as whom.

use ::sandbox::Sandbox;
use client_core::Environment;

use super::account_sharing::{AccountSharing, SharedPlace};
use super::config::{Found, Origin, Profile, Resolver};
use super::error::CommandError;
use super::protocol::Protocol;
use super::sandbox::{Account, account};
use super::setting::{BASE_URL, DAILY_LIMIT, ENV, ON_QUOTA, STORE, TEST};

/// Address and credentials of a service, or why they are unknown.
pub struct Target {
    pub address: Result<Found, CommandError>,
    pub credentials: Result<Vec<(&'static str, String)>, CommandError>,
    pub sharing: Result<AccountSharing, CommandError>,
    /// The environment that was asked for, if one was.
    pub environment: Option<Environment>,
    /// Whether some of the credentials are set.
    pub is_configured: bool,
}

impl Target {
    /// What the settings say.
    pub fn configured(
        protocol: &'static Protocol,
        profile: &Profile,
        flags: Vec<(&'static str, String)>,
    ) -> Self {
        let resolver = Resolver { protocol, flags, profile };
        let address = resolver.find(BASE_URL);
        let address = address.and_then(|found| found.ok_or_else(|| resolver.no_address()));
        let credentials = resolver.credentials().transpose();
        let is_configured = credentials.is_some();
        let credentials = credentials.unwrap_or_else(|| Err(resolver.no_credentials()));
        let sharing = sharing(&resolver);
        let environment = environment(&resolver);
        Self { address, credentials, sharing, environment, is_configured }
    }

    /// The service of a sandbox.
    pub fn of_sandbox(
        protocol: &Protocol,
        sandbox: &Sandbox,
        flags: &[(&'static str, String)],
    ) -> Self {
        let account = account(sandbox, protocol.name());
        let (address, credentials) = match account {
            Ok(Account { base_url, credentials }) => (Ok(base_url), Ok(credentials)),
            Err(error) => (Err(error.clone()), Err(error)),
        };
        let origin = Origin::Flag { name: "--sandbox".to_owned() };
        let flag = |key| flags.iter().find(|(given, _)| *given == key);
        let text = |key| flag(key).map(|(_, value)| value.as_str());
        // Nothing is shared.
        let place = SharedPlace::Off;
        let sharing = Ok(AccountSharing::new(place, text(DAILY_LIMIT), text(ON_QUOTA)));
        let address = address.map(|value| Found { value, origin });
        Self { address, credentials, sharing, environment: None, is_configured: true }
    }
}

/// The environment that a flag, a variable or the profile names.
fn environment(resolver: &Resolver<'_>) -> Option<Environment> {
    let found = resolver.find(ENV).ok().flatten()?;
    let is_test = found.value == TEST;
    let named = if is_test { Environment::Test } else { Environment::Production };
    (!matches!(found.origin, Origin::Default)).then_some(named)
}

/// What the commands of a configured account share.
fn sharing(resolver: &Resolver<'_>) -> Result<AccountSharing, CommandError> {
    let place = resolver.find(STORE)?.map_or(SharedPlace::Off, |found| {
        SharedPlace::of(found.value, matches!(found.origin, Origin::Default))
    });
    let value = |key| Ok::<_, CommandError>(resolver.find(key)?.map(|found| found.value));
    let (limit, on_quota) = (value(DAILY_LIMIT)?, value(ON_QUOTA)?);
    Ok(AccountSharing::new(place, limit.as_deref(), on_quota.as_deref()))
}
