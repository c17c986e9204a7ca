//! From arguments, environment and configuration to a client.

use std::env;
use std::time::Duration;

use sandbox::{Sandbox, Settings};
use udid_client::{Credentials, Environment, UdidClient};

use crate::cli::{self, Connection, SandboxSettings};
use crate::config::{Config, UdidConfig, default_path};
use crate::failure::Failure;

/// A client, and the sandbox that it calls if there is one: it lives as long as this.
pub struct Connected {
    pub client: UdidClient,
    _sandbox: Option<Sandbox>,
}

/// Makes the client that the arguments ask for.
pub async fn connect(arguments: &Connection) -> Result<Connected, Failure> {
    if arguments.sandbox {
        let settings = settings(arguments.sandbox_settings);
        let sandbox = Sandbox::builder(settings).start().await?;
        let (id, secret) = (sandbox.app_id(), sandbox.app_secret());
        let client = UdidClient::builder(sandbox.udid_url())
            .credentials(Credentials::new(id, secret, sandbox.credit_code()))
            .build()?;
        return Ok(Connected { client, _sandbox: Some(sandbox) });
    }
    let config = Config::load()?.udid;
    let base_url = base_url(arguments, &config)?;
    tracing::info!(base_url = without_user(&base_url), "calling");
    let mut builder = UdidClient::builder(base_url);
    if let Some(credentials) = credentials(config)? {
        builder = builder.credentials(credentials);
    }
    Ok(Connected { client: builder.build()?, _sandbox: None })
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

/// Flag before environment before file.
fn base_url(arguments: &Connection, config: &UdidConfig) -> Result<String, Failure> {
    let environment = match arguments.env {
        Some(cli::Environment::Test) => Some(Environment::Test),
        Some(cli::Environment::Production) => Some(Environment::Production),
        None => None,
    };
    if let Some(environment) = environment {
        return Ok(environment.into());
    }
    if let Some(url) = arguments.base_url.clone().or_else(|| variable("YIMA_UDID_BASE_URL")) {
        return Ok(url);
    }
    let name = variable("YIMA_UDID_ENV").or_else(|| config.env.clone());
    match name.as_deref() {
        Some("test") => Ok(Environment::Test.into()),
        Some("production") => Ok(Environment::Production.into()),
        Some(other) => Err(Failure::file(format!(
            "environment {other:?} is not known: `test` or `production` is needed"
        ))),
        None => Ok(config.base_url.clone().unwrap_or_else(|| Environment::Production.into())),
    }
}

/// An address without user name and password.
fn without_user(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let user = authority.rfind('@').map_or(0, |at| at + 1);
    format!("{scheme}://{}", &rest[user..])
}

/// All three, or none: a part of them is a mistake.
fn credentials(config: UdidConfig) -> Result<Option<Credentials>, Failure> {
    let parts = [
        ("YIMA_UDID_APP_ID", "app_id", config.app_id),
        ("YIMA_UDID_APP_SECRET", "app_secret", config.app_secret),
        ("YIMA_UDID_CREDIT_CODE", "credit_code", config.credit_code),
    ]
    .map(|(name, key, configured)| (name, key, variable(name).or(configured)));
    match parts {
        [(.., Some(id)), (.., Some(secret)), (.., Some(code))] => {
            Ok(Some(Credentials::new(id, secret, code)))
        }
        [(.., None), (.., None), (.., None)] => Ok(None),
        parts => Err(incomplete(&parts)),
    }
}

fn incomplete(parts: &[(&str, &str, Option<String>)]) -> Failure {
    let missing = parts.iter().filter(|(.., value)| value.is_none());
    let missing: Vec<_> = missing.map(|(name, key, _)| format!("{name} (or {key})")).collect();
    Failure::credentials(format!("credentials are incomplete: {} is missing", missing.join(", ")))
}

/// What to do when a call needs credentials and there are none.
pub fn how_to_give_credentials() -> String {
    let file = default_path()
        .map_or_else(|| "the file YIMA_CONFIG names".into(), |path| path.display().to_string());
    format!(
        "set YIMA_UDID_APP_ID, YIMA_UDID_APP_SECRET and YIMA_UDID_CREDIT_CODE, or write app_id, \
         app_secret and credit_code under [udid] in {file}; to try without, add --sandbox"
    )
}

/// An environment variable that holds something.
pub fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
