//! From arguments, environment and configuration to clients: settings, the table of protocols,
//! connections. Knows nothing of the command line and the screen.

mod account_sharing;
mod client;
pub mod config;
mod connect;
mod error;
mod protocol;
mod protocols;
mod releases;
pub mod sandbox;
mod setting;
mod target;
mod words;

pub use account_sharing::AccountSharing;
pub use client::{EndpointCall, ProtocolClient, Response};
pub use connect::{Connected, Connection, connect, connect_by_name, transport_to};
pub use error::CommandError;
pub use protocol::{ClientParts, DoctorCall, Protocol};
pub use protocols::{DBHS, PROTOCOLS, UDID, dbhs_client, udid_client};
pub use releases::release_server;
pub use setting::{
    BASE_URL, DAILY_LIMIT, ENV, ENVIRONMENTS, ON_QUOTA, ON_QUOTA_VALUES, RELEASE_FEED,
    RELEASE_PAGE, STORE, Setting,
};
pub use target::Target;
