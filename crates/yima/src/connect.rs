//! From arguments, environment and configuration to a client.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use client_core::PlainHttp;
use sandbox::{Sandbox, Settings};
use transport::{Capture, Retry, Transport};
use udid_client::UdidClient;
use wire::EndpointInfo;

use crate::cli::{Connection, SandboxSettings};
use crate::config::settings::{
    BASE_URL, CLOUDMFG, DBHS, ENV, IDCODE, Service, UDID, without_secrets,
};
use crate::config::{Found, Origin, Profile, Resolver};
use crate::failure::Failure;

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
) -> Result<Connected<UdidClient>, Failure> {
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

/// A client of a service with so many credentials.
pub trait Connect<const N: usize>: Sized {
    const SERVICE: &'static Service;
    /// The settings that hold the credentials.
    const KEYS: [&'static str; N];
    const ENDPOINTS: &'static [EndpointInfo];
    /// Whether the service is reached without TLS.
    const PLAIN_HTTP: PlainHttp = PlainHttp::Refused;

    /// Without a transport it is the client's own. Without credentials it is good for what needs none, and nothing else.
    fn new(
        base_url: String,
        credentials: Option<[String; N]>,
        retry: Retry,
        transport: Option<Arc<dyn Transport>>,
    ) -> Result<Self, Failure>;

    /// Base URL and credentials of the service in a sandbox.
    fn of_sandbox(sandbox: &Sandbox) -> (String, [&str; N]);
}

impl Connect<3> for UdidClient {
    const SERVICE: &'static Service = &UDID;
    const KEYS: [&'static str; 3] = ["app_id", "app_secret", "credit_code"];
    const ENDPOINTS: &'static [EndpointInfo] = &udid_types::ENDPOINTS;

    fn new(
        base_url: String,
        credentials: Option<[String; 3]>,
        retry: Retry,
        transport: Option<Arc<dyn Transport>>,
    ) -> Result<Self, Failure> {
        let mut builder = Self::builder(base_url).retry(retry);
        if let Some([id, secret, code]) = credentials {
            builder = builder.credentials(udid_client::Credentials::new(id, secret, code));
        }
        if let Some(transport) = transport {
            builder = builder.transport(transport);
        }
        Ok(builder.build()?)
    }

    fn of_sandbox(sandbox: &Sandbox) -> (String, [&str; 3]) {
        let credentials = [sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code()];
        (sandbox.udid_url(), credentials)
    }
}

impl Connect<2> for idcode_client::Client {
    const SERVICE: &'static Service = &IDCODE;
    const KEYS: [&'static str; 2] = ["access_token", "authorization_code"];
    const ENDPOINTS: &'static [EndpointInfo] = &idcode_types::ENDPOINTS;

    fn new(
        base_url: String,
        credentials: Option<[String; 2]>,
        retry: Retry,
        transport: Option<Arc<dyn Transport>>,
    ) -> Result<Self, Failure> {
        let [token, code] = credentials.unwrap_or_default();
        let credentials = idcode_client::Credentials::new(token, code);
        let mut builder = Self::builder(base_url, credentials).retry(retry);
        if let Some(transport) = transport {
            builder = builder.transport(transport);
        }
        Ok(builder.build()?)
    }

    fn of_sandbox(sandbox: &Sandbox) -> (String, [&str; 2]) {
        let credentials = [sandbox.idcode_access_token(), sandbox.idcode_authorization_code()];
        (sandbox.idcode_url(), credentials)
    }
}

impl Connect<2> for dbhs_client::Client {
    const SERVICE: &'static Service = &DBHS;
    const KEYS: [&'static str; 2] = ["app_key", "secret_key"];
    const ENDPOINTS: &'static [EndpointInfo] = &dbhs_types::ENDPOINTS;
    const PLAIN_HTTP: PlainHttp = PlainHttp::Allowed;

    fn new(
        base_url: String,
        credentials: Option<[String; 2]>,
        retry: Retry,
        transport: Option<Arc<dyn Transport>>,
    ) -> Result<Self, Failure> {
        let [app_key, secret_key] = credentials.unwrap_or_default();
        let credentials = dbhs_client::Credentials::new(app_key, secret_key);
        let mut builder = Self::builder(credentials).base_url(base_url).retry(retry);
        if let Some(transport) = transport {
            builder = builder.transport(transport);
        }
        Ok(builder.build()?)
    }

    fn of_sandbox(sandbox: &Sandbox) -> (String, [&str; 2]) {
        (sandbox.dbhs_url(), [sandbox.dbhs_app_key(), sandbox.dbhs_secret_key()])
    }
}

impl Connect<2> for cloudmfg_client::Client {
    const SERVICE: &'static Service = &CLOUDMFG;
    const KEYS: [&'static str; 2] = ["user_id", "access_token"];
    const ENDPOINTS: &'static [EndpointInfo] = &cloudmfg_types::ENDPOINTS;

    fn new(
        base_url: String,
        credentials: Option<[String; 2]>,
        retry: Retry,
        transport: Option<Arc<dyn Transport>>,
    ) -> Result<Self, Failure> {
        let [user_id, token] = credentials.unwrap_or_default();
        let credentials = cloudmfg_client::Credentials::new(user_id, token);
        let mut builder = Self::builder(base_url, credentials).retry(retry);
        if let Some(transport) = transport {
            builder = builder.transport(transport);
        }
        Ok(builder.build()?)
    }

    fn of_sandbox(sandbox: &Sandbox) -> (String, [&str; 2]) {
        let credentials = [sandbox.cloudmfg_user_id(), sandbox.cloudmfg_access_token()];
        (sandbox.cloudmfg_url(), credentials)
    }
}

async fn connect<C: Connect<N>, const N: usize>(
    arguments: &Connection,
    profile: Option<&str>,
    needs_credentials: bool,
) -> Result<Connected<C>, Failure> {
    let (target, sandbox) = if arguments.sandbox {
        let sandbox = Sandbox::builder(settings(arguments.sandbox_settings)).start().await?;
        (Target::of_sandbox::<C>(&sandbox), Some(sandbox))
    } else {
        let profile = Profile::load(profile)?;
        (Target::configured::<C>(&profile, flags::<C, N>(arguments)?), None)
    };
    let address = target.address?;
    tracing::info!(base_url = without_secrets(&address.value), from = %address.origin, "calling");
    let credentials = match target.credentials {
        Ok(credentials) => Some(credentials),
        Err(missing) if needs_credentials || target.is_configured => return Err(missing),
        Err(_) => None,
    };
    let capture = arguments.capture.as_deref();
    let transport = capture.map(|folder| capturing::<C, N>(&address.value, folder)).transpose()?;
    let retry = Retry::default().attempts(arguments.attempts);
    let client = C::new(address.value, credentials, retry, transport)?;
    Ok(Connected { client, _sandbox: sandbox })
}

/// The usual way to a service, with a capture around it. A client that is given a transport takes it
/// for safe: what it would have refused is refused here.
fn capturing<C: Connect<N>, const N: usize>(
    base_url: &str,
    folder: &Path,
) -> Result<Arc<dyn Transport>, Failure> {
    let connection: Result<_, dbhs_client::Error> =
        client_core::connection(base_url, "https://example.com/api", C::PLAIN_HTTP, None);
    let (_, transport) = connection?;
    let capture = Capture::new(transport, folder, client_core::scrub(C::ENDPOINTS));
    let capture = capture.map_err(|error| Failure::file(error.to_string()))?;
    Ok(Arc::new(capture))
}

/// Where to call, and as whom; or what to do about not knowing it.
pub struct Target<const N: usize> {
    pub address: Result<Found, Failure>,
    pub credentials: Result<[String; N], Failure>,
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
        Self { address, credentials, is_configured }
    }

    /// The service in a sandbox.
    pub fn of_sandbox<C: Connect<N>>(sandbox: &Sandbox) -> Self {
        let (value, credentials) = C::of_sandbox(sandbox);
        let origin = Origin::Flag { name: "--sandbox".to_owned() };
        let credentials = Ok(credentials.map(str::to_owned));
        Self { address: Ok(Found { value, origin }), credentials, is_configured: true }
    }
}

fn flags<C: Connect<N>, const N: usize>(
    arguments: &Connection,
) -> Result<Vec<(&'static str, String)>, Failure> {
    if arguments.env.is_some() && C::SERVICE.setting(ENV).is_none() {
        let name = C::SERVICE.name;
        let message = format!("--env: {name} has no environments to choose from; give --base-url");
        return Err(Failure::usage(message));
    }
    let flags = [(ENV, &arguments.env), (BASE_URL, &arguments.base_url)];
    Ok(flags.into_iter().filter_map(|(key, given)| Some((key, given.clone()?))).collect())
}

/// Settings of a sandbox from arguments.
pub fn settings(arguments: SandboxSettings) -> Settings {
    Settings {
        seed: arguments.seed,
        latency: Duration::from_millis(arguments.latency),
        records_per_day: arguments.records_per_day,
        ..Settings::default()
    }
}
