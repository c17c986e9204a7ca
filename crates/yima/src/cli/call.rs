//! `yima call`, and any endpoint of a protocol.

use clap::{Args, Subcommand};

use super::Connection;
use super::connection::hide_foreign;
use crate::endpoint::Call;
use crate::protocol::{Cloudmfg, Dbhs, Idcode, Protocol, Udid};

/// The protocols of `yima call`.
#[derive(Subcommand)]
pub enum CallArguments {
    /// The NMPA UDID database.
    Udid(ProtocolCall<Udid>),
    /// The IDcode registry.
    Idcode(ProtocolCall<Idcode>),
    /// The DBHS interface.
    Dbhs(ProtocolCall<Dbhs>),
    /// A cloud manufacturing platform.
    Cloudmfg(ProtocolCall<Cloudmfg>),
}

/// An endpoint of a protocol, and which service to call.
#[derive(Args)]
#[command(
    after_long_help = P::SERVICE.credentials_help(),
    mut_args(|argument| hide_foreign(P::SERVICE, argument))
)]
pub struct ProtocolCall<P: Protocol> {
    #[command(flatten)]
    pub connection: Connection,
    #[command(subcommand)]
    pub call: Call<P>,
}
