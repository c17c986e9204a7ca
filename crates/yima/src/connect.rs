//! From arguments, environment and configuration to a client.

use std::time::Duration;

use idcode_client::Client;
use sandbox::{Sandbox, Settings};
use udid_client::{Credentials, UdidClient};

use crate::cli::{Connection, SandboxSettings};
use crate::config::settings::{
    BASE_URL, CLOUDMFG, DBHS, ENV, IDCODE, Service, UDID, without_secrets,
};
use crate::config::{Profile, Resolver};
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
    let keys = ["app_id", "app_secret", "credit_code"];
    let target = target(arguments, profile, &UDID, keys, |sandbox| {
        let credentials = [sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code()];
        (sandbox.udid_url(), credentials.map(str::to_owned))
    });
    let target = target.await?;
    let builder = UdidClient::builder(target.base_url);
    let builder = match target.credentials {
        Ok([id, secret, code]) => builder.credentials(Credentials::new(id, secret, code)),
        Err(missing) if needs_credentials => return Err(missing),
        Err(_) => builder,
    };
    Ok(Connected { client: builder.build()?, _sandbox: target.sandbox })
}

/// A client of the IDcode registry.
pub async fn idcode(
    arguments: &Connection,
    profile: Option<&str>,
) -> Result<Connected<Client>, Failure> {
    let keys = ["access_token", "authorization_code"];
    let target = target(arguments, profile, &IDCODE, keys, |sandbox| {
        let credentials = [sandbox.idcode_access_token(), sandbox.idcode_authorization_code()];
        (sandbox.idcode_url(), credentials.map(str::to_owned))
    });
    let target = target.await?;
    let [token, code] = target.credentials?;
    let credentials = idcode_client::Credentials::new(token, code);
    let client = Client::builder(target.base_url, credentials).build()?;
    Ok(Connected { client, _sandbox: target.sandbox })
}

/// A client of DBHS.
pub async fn dbhs(
    arguments: &Connection,
    profile: Option<&str>,
) -> Result<Connected<dbhs_client::Client>, Failure> {
    let keys = ["app_key", "secret_key"];
    let target = target(arguments, profile, &DBHS, keys, |sandbox| {
        let credentials = [sandbox.dbhs_app_key(), sandbox.dbhs_secret_key()];
        (sandbox.dbhs_url(), credentials.map(str::to_owned))
    });
    let target = target.await?;
    let [app_key, secret_key] = target.credentials?;
    let credentials = dbhs_client::Credentials::new(app_key, secret_key);
    let client = dbhs_client::Client::builder(credentials).base_url(target.base_url).build()?;
    Ok(Connected { client, _sandbox: target.sandbox })
}

/// A client of a cloud manufacturing platform.
pub async fn cloudmfg(
    arguments: &Connection,
    profile: Option<&str>,
) -> Result<Connected<cloudmfg_client::Client>, Failure> {
    let keys = ["user_id", "access_token"];
    let target = target(arguments, profile, &CLOUDMFG, keys, |sandbox| {
        let credentials = [sandbox.cloudmfg_user_id(), sandbox.cloudmfg_access_token()];
        (sandbox.cloudmfg_url(), credentials.map(str::to_owned))
    });
    let target = target.await?;
    let [user_id, token] = target.credentials?;
    let credentials = cloudmfg_client::Credentials::new(user_id, token);
    let client = cloudmfg_client::Client::builder(target.base_url, credentials).build()?;
    Ok(Connected { client, _sandbox: target.sandbox })
}

/// Where to call, and as whom.
struct Target<const N: usize> {
    base_url: String,
    /// Or what to do about there being none.
    credentials: Result<[String; N], Failure>,
    sandbox: Option<Sandbox>,
}

/// What the arguments ask for: a sandbox that is started, or the service that is configured.
async fn target<const N: usize>(
    arguments: &Connection,
    profile: Option<&str>,
    service: &'static Service,
    keys: [&str; N],
    of_sandbox: impl FnOnce(&Sandbox) -> (String, [String; N]),
) -> Result<Target<N>, Failure> {
    if arguments.sandbox {
        let sandbox = Sandbox::builder(settings(arguments.sandbox_settings)).start().await?;
        let (base_url, credentials) = of_sandbox(&sandbox);
        return Ok(Target { base_url, credentials: Ok(credentials), sandbox: Some(sandbox) });
    }
    let profile = Profile::load(profile)?;
    let resolver = Resolver { service, flags: flags(arguments), profile: &profile };
    let address = resolver.find(BASE_URL)?.ok_or_else(|| resolver.no_address())?;
    tracing::info!(base_url = without_secrets(&address.value), from = %address.origin, "calling");
    let credentials = resolver.credentials(keys)?;
    let credentials = credentials.ok_or_else(|| resolver.no_credentials(&keys));
    Ok(Target { base_url: address.value, credentials, sandbox: None })
}

fn flags(arguments: &Connection) -> Vec<(&'static str, String)> {
    let flags = [(ENV, &arguments.env), (BASE_URL, &arguments.base_url)];
    flags.into_iter().filter_map(|(key, given)| Some((key, given.clone()?))).collect()
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
