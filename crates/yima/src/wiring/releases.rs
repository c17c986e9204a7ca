//! The server of the official release files.

use udid_sync::{ReleaseAddresses, ReleaseServer};

use super::config::{Profile, Resolver};
use super::connect::Connection;
use super::error::{CommandError, with_sources};
use super::protocols::UDID;
use super::setting::{RELEASE_FEED, RELEASE_PAGE, RELEASE_REFERER, RELEASE_USER_AGENT};

/// The server that the configuration names, else that of the NMPA; or that of a sandbox.
pub fn release_server(
    connection: &Connection,
    sandbox_origin: Option<&str>,
) -> Result<ReleaseServer, CommandError> {
    let addresses = match sandbox_origin {
        Some(origin) => ReleaseAddresses::at(origin),
        None => configured(connection)?,
    };
    ReleaseServer::new(addresses).map_err(|error| CommandError::usage(with_sources(&error)))
}

fn configured(connection: &Connection) -> Result<ReleaseAddresses, CommandError> {
    let profile = Profile::load(connection.profile.as_deref())?;
    let resolver = Resolver { protocol: &UDID, flags: Vec::new(), profile: &profile };
    let value = |key| Ok::<_, CommandError>(resolver.find(key)?.map(|found| found.value));
    let known = ReleaseAddresses::default();
    Ok(ReleaseAddresses {
        feed: value(RELEASE_FEED)?.unwrap_or(known.feed),
        page: value(RELEASE_PAGE)?.unwrap_or(known.page),
        user_agent: value(RELEASE_USER_AGENT)?,
        referer: value(RELEASE_REFERER)?,
    })
}
