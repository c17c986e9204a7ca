//! From arguments, environment and configuration to a client.

mod services;
mod sharing;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use client_core::{ConnectionSettings, without_secrets};
use recording::{Capture, SpecRedactor};
use sandbox::{Sandbox, Settings};
use transport::{RetryPolicy, Transport};
use udid_client::Client;
use wire::EndpointInfo;

use crate::cli::{Connection, SandboxSettings};
use crate::config::settings::{BASE_URL, ENV, Service};
use crate::config::{Found, Origin, Profile, Resolver, flag};
use crate::failure::Failure;
pub use sharing::Sharing;

/// A client, and the sandbox that it calls if there is one: it lives as long as this.
pub struct Connected<C> {
    pub client: C,
    _sandbox: Option<Sandbox>,
}

/// A client of the UDID service. Only the test of the connection does without credentials.
pub async fn udid(
    arguments: &Connection,
    profile: Option<&str>,
    needs_credentials: bool,
) -> Result<Connected<Client>, Failure> {
    connect(arguments, profile, needs_credentials).await
}

/// A client of the IDcode registry.
pub async fn idcode(
    arguments: &Connection,
    profile: Option<&str>,
) -> Result<Connected<idcode_client::Client>, Failure> {
    connect(arguments, profile, true).await
}

/// A client of DBHS.
pub async fn dbhs(
    arguments: &Connection,
    profile: Option<&str>,
) -> Result<Connected<dbhs_client::Client>, Failure> {
    connect(arguments, profile, true).await
}

/// A client of a cloud manufacturing platform.
pub async fn cloudmfg(
    arguments: &Connection,
    profile: Option<&str>,
) -> Result<Connected<cloudmfg_client::Client>, Failure> {
    connect(arguments, profile, true).await
}

/// What a client is made of.
pub struct Means<const N: usize> {
    pub base_url: String,
    /// Without them it is good for what needs none, and nothing else.
    pub credentials: Option<[String; N]>,
    pub retry: RetryPolicy,
    /// Without one it is the client's own.
    pub transport: Option<Arc<dyn Transport>>,
    /// Of services whose calls are counted.
    pub sharing: Sharing,
}

/// A client of a service with so many credentials.
pub trait Connect<const N: usize>: Sized {
    const SERVICE: &'static Service;
    /// The settings that hold the credentials.
    const KEYS: [&'static str; N];
    const ENDPOINTS: &'static [EndpointInfo];
    /// What its document says about the service.
    const DOCUMENTED: client_core::Service;

    /// The client.
    fn new(means: Means<N>) -> Result<Self, Failure>;

    /// Base URL and credentials of the service in a sandbox.
    fn of_sandbox(sandbox: &Sandbox) -> (String, [&str; N]);
}

async fn connect<C: Connect<N>, const N: usize>(
    arguments: &Connection,
    profile: Option<&str>,
    needs_credentials: bool,
) -> Result<Connected<C>, Failure> {
    let flags = flags::<C, N>(arguments)?;
    let (target, sandbox) = if arguments.sandbox {
        let sandbox = Sandbox::builder(settings(arguments.sandbox_settings)).start().await?;
        (Target::of_sandbox::<C>(&sandbox, &flags), Some(sandbox))
    } else {
        (Target::configured::<C>(&Profile::load(profile)?, flags), None)
    };
    let address = target.address?;
    tracing::info!(base_url = without_secrets(&address.value), from = %address.origin, "calling");
    let credentials = match target.credentials {
        Ok(credentials) => Some(credentials),
        Err(missing) if needs_credentials || target.is_configured => return Err(missing),
        Err(_) => None,
    };
    let base_url = address.value;
    let capture = arguments.capture.as_deref();
    let transport = capture.map(|folder| capturing::<C, N>(&base_url, folder)).transpose()?;
    let retry = RetryPolicy::default().max_attempts(arguments.attempts);
    let sharing = target.sharing?;
    // Who calls without an account has nothing to share.
    let sharing = if credentials.is_some() { sharing.usable()? } else { Sharing::default() };
    let client = C::new(Means { base_url, credentials, retry, transport, sharing })?;
    Ok(Connected { client, _sandbox: sandbox })
}

/// The usual way to a service, with a capture around it. A client that is given a transport takes it
/// for safe: what it would have refused is refused here.
fn capturing<C: Connect<N>, const N: usize>(
    base_url: &str,
    folder: &Path,
) -> Result<Arc<dyn Transport>, Failure> {
    let connection: Result<_, dbhs_client::Error> =
        ConnectionSettings::default().open(&C::DOCUMENTED, &base_url.into());
    let (_, transport) = connection?;
    let capture = Capture::new(transport, folder, SpecRedactor::new(C::ENDPOINTS));
    let capture = capture.map_err(|error| Failure::file(error.to_string()))?;
    Ok(Arc::new(capture))
}

/// Where to call, and as whom; or what to do about not knowing it.
pub struct Target<const N: usize> {
    pub address: Result<Found, Failure>,
    pub credentials: Result<[String; N], Failure>,
    pub sharing: Result<Sharing, Failure>,
    /// Whether some of the credentials are there.
    pub is_configured: bool,
}

impl<const N: usize> Target<N> {
    /// What the settings say.
    pub fn configured<C: Connect<N>>(
        profile: &Profile,
        flags: Vec<(&'static str, String)>,
    ) -> Self {
        let resolver = Resolver { service: C::SERVICE, flags, profile };
        let address = resolver.find(BASE_URL);
        let address = address.and_then(|found| found.ok_or_else(|| resolver.no_address()));
        let credentials = resolver.credentials(C::KEYS).transpose();
        let is_configured = credentials.is_some();
        let credentials = credentials.unwrap_or_else(|| Err(resolver.no_credentials(&C::KEYS)));
        Self { address, credentials, sharing: Sharing::configured(&resolver), is_configured }
    }

    /// The service in a sandbox.
    pub fn of_sandbox<C: Connect<N>>(sandbox: &Sandbox, flags: &[(&'static str, String)]) -> Self {
        let (value, credentials) = C::of_sandbox(sandbox);
        let origin = Origin::Flag { name: "--sandbox".to_owned() };
        let credentials = Ok(credentials.map(str::to_owned));
        let sharing = Ok(Sharing::of_sandbox(flags));
        Self { address: Ok(Found { value, origin }), credentials, sharing, is_configured: true }
    }
}

/// Settings of a service that are given as arguments.
fn flags<C: Connect<N>, const N: usize>(
    arguments: &Connection,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let name = C::SERVICE.name;
    let given = arguments.settings().into_iter().filter_map(|(key, given)| Some((key, given?)));
    let known = given.map(|(key, given)| match (C::SERVICE.setting(key), key) {
        (Some(_), _) => Ok((key, given)),
        (None, ENV) => Err(Failure::usage(format!(
            "--env: {name} has no environments to choose from; give --base-url"
        ))),
        (None, _) => Err(Failure::usage(format!(
            "{}: {name} has no tokens to share, and its calls are not counted",
            flag(key)
        ))),
    });
    known.collect()
}

/// Settings of a sandbox from arguments.
pub fn settings(arguments: SandboxSettings) -> Settings {
    let latency = Duration::from_millis(arguments.latency);
    let mut settings = Settings { seed: arguments.seed, latency, ..Settings::default() };
    settings.udid.records_per_day = arguments.records_per_day;
    settings
}
