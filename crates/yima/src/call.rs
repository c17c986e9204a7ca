//! `yima call`.

use crate::cli::{CallArguments, ProtocolCall};
use crate::endpoint;
use crate::failure::Failure;
use crate::protocol::Protocol;

pub async fn run(arguments: CallArguments, profile: Option<&str>) -> Result<(), Failure> {
    match arguments {
        CallArguments::Udid(call) => send(call, profile).await,
        CallArguments::Idcode(call) => send(call, profile).await,
        CallArguments::Dbhs(call) => send(call, profile).await,
        CallArguments::Cloudmfg(call) => send(call, profile).await,
    }
}

/// Calls an endpoint of a protocol.
pub async fn send<P: Protocol>(
    arguments: ProtocolCall<P>,
    profile: Option<&str>,
) -> Result<(), Failure> {
    endpoint::run(&arguments.connection, profile, arguments.call).await
}
