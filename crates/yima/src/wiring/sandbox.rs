//! Sandboxes with a service for each protocol.

use std::io;

use sandbox::{Sandbox, Settings};

use super::error::CommandError;
use super::protocols::PROTOCOLS;

/// Starts a sandbox on a port of the loopback address; 0 is any free one.
pub async fn start(settings: Settings, port: u16) -> io::Result<Sandbox> {
    let additional = PROTOCOLS.into_iter().filter_map(|protocol| protocol.sandbox_service);
    let builder = Sandbox::builder(settings).port(port);
    additional.fold(builder, |builder, host| builder.service(host)).start().await
}

/// Base URL and credentials of a protocol in a sandbox.
pub struct Account {
    pub base_url: String,
    pub credentials: Vec<(&'static str, String)>,
}

/// The account of a protocol in a sandbox.
pub fn account(sandbox: &Sandbox, protocol: &str) -> Result<Account, CommandError> {
    let service = sandbox.services().get(protocol).ok_or_else(|| {
        CommandError::usage(format!("the sandbox has no service {protocol}; call the real one"))
    })?;
    Ok(Account { base_url: service.base_url(), credentials: service.credentials() })
}
