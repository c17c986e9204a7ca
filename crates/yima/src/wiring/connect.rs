//! From settings to a connected client.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::sandbox::{Sandbox, Settings};
use auth::{Clock, beijing_day};
use client_core::{ConnectionSettings, without_secrets};
use jiff::Timestamp;
use jiff::civil::Date;
use recording::{Capture, SpecRedactor};
use transport::{RetryPolicy, Transport};

use super::account_sharing::AccountSharing;
use super::client::ProtocolClient;
use super::config::Profile;
use super::error::{CommandError, with_sources};
use super::protocol::{ClientParts, Protocol};
use super::sandbox;
use super::setting::{ENV, flag};
use super::target::Target;

/// Which service to call, and how.
#[derive(Clone)]
pub struct Connection {
    /// Settings that are given as arguments, by key.
    pub flags: Vec<(&'static str, String)>,
    /// The profile that was asked for.
    pub profile: Option<String>,
    /// Settings of a sandbox to call in place of the service.
    pub sandbox: Option<Settings>,
    /// Maximum attempts for transient failures.
    pub attempts: u32,
    /// Folder to record exchanges in.
    pub capture: Option<PathBuf>,
}

/// A client, and the sandbox that it calls if there is one: the sandbox lives as long as this.
pub struct Connected<C> {
    pub client: C,
    /// Whether the client has credentials.
    pub has_account: bool,
    sandbox: Option<Sandbox>,
}

impl<C> Connected<C> {
    /// Scheme, host and port of the sandbox.
    pub fn sandbox_origin(&self) -> Option<String> {
        Some(format!("http://{}", self.sandbox.as_ref()?.address()))
    }

    /// Today in Beijing by the clock of the sandbox, if there is one.
    pub fn today(&self) -> Date {
        let now = self.sandbox.as_ref().map_or_else(Timestamp::now, |it| it.clock().now());
        beijing_day(now)
    }
}

/// Connects a client that calls endpoints by name.
pub async fn connect_by_name(
    protocol: &'static Protocol,
    connection: &Connection,
    needs_credentials: bool,
) -> Result<Connected<Box<dyn ProtocolClient>>, CommandError> {
    connect(protocol, protocol.connect, connection, needs_credentials).await
}

/// Connects a client that `build` makes.
pub async fn connect<C>(
    protocol: &'static Protocol,
    build: impl FnOnce(ClientParts) -> Result<C, CommandError>,
    connection: &Connection,
    needs_credentials: bool,
) -> Result<Connected<C>, CommandError> {
    let flags = known_flags(protocol, &connection.flags)?;
    let (target, sandbox) = if let Some(settings) = &connection.sandbox {
        let started = sandbox::start(settings.clone(), 0).await?;
        (Target::of_sandbox(protocol, &started, &flags), Some(started))
    } else {
        let profile = Profile::load(connection.profile.as_deref())?;
        (Target::configured(protocol, &profile, flags), None)
    };
    let address = target.address?;
    tracing::info!(base_url = without_secrets(&address.value), from = %address.origin, "calling");
    let credentials = match target.credentials {
        Ok(credentials) => Some(credentials),
        Err(missing) if needs_credentials || target.is_configured => return Err(missing),
        Err(_) => None,
    };
    let retry = RetryPolicy::default().max_attempts(connection.attempts);
    let mut settings = ConnectionSettings::default().retry(retry);
    if let Some(folder) = &connection.capture {
        let transport = transport_to(protocol, &address.value)?;
        settings = settings.transport(capturing(protocol, transport, folder)?);
    }
    let sharing = target.sharing?;
    // Without an account there is nothing to share.
    let has_account = credentials.is_some();
    let sharing = if has_account { sharing.usable()? } else { AccountSharing::default() };
    let base_url = address.value;
    let environment = target.environment;
    let connection = settings;
    let client = build(ClientParts { base_url, environment, credentials, connection, sharing })?;
    Ok(Connected { client, has_account, sandbox })
}

/// The transport to a service.
pub fn transport_to(
    protocol: &Protocol,
    base_url: &str,
) -> Result<Arc<dyn Transport>, CommandError> {
    type Error = client_core::Error<Infallible>;
    let opened = ConnectionSettings::default().open(&protocol.service, &base_url.into());
    let (_, transport) = opened.map_err(|error: Error| match &error {
        Error::Setup(_) => CommandError::unreachable_because(with_sources(&error)),
        _ => CommandError::usage(error.to_string()),
    })?;
    Ok(transport)
}

fn capturing(
    protocol: &Protocol,
    transport: Arc<dyn Transport>,
    folder: &Path,
) -> Result<Arc<dyn Transport>, CommandError> {
    let capture = Capture::new(transport, folder, SpecRedactor::new(protocol.endpoints));
    let capture = capture.map_err(|error| CommandError::file(error.to_string()))?;
    Ok(Arc::new(capture))
}

/// Settings that are given as arguments, if the protocol has them.
fn known_flags(
    protocol: &Protocol,
    flags: &[(&'static str, String)],
) -> Result<Vec<(&'static str, String)>, CommandError> {
    let name = protocol.name();
    let unknown = flags.iter().find(|(key, _)| protocol.setting(key).is_none());
    match unknown {
        None => Ok(flags.to_vec()),
        Some((key, _)) if *key == ENV => {
            Err(CommandError::usage(format!("--env: {name} has no environments; give --base-url")))
        }
        Some((key, _)) => Err(CommandError::usage(format!(
            "{}: {name} shares no tokens and counts no calls",
            flag(key)
        ))),
    }
}
