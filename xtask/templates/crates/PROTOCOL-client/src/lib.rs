//! Client of the PROTOCOL interface.
//!
//! ```no_run
//! use PROTOCOL_client::Client;
//! use PROTOCOL_client::types::GetItemRequest;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder("token").build()?;
//! let reply = client.get_item(&GetItemRequest::new("1")).await?;
//! println!("{:?}", reply.item);
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! Every call fails with an [`Error`], whose [kinds](client_core::Error) a program can act on.

mod builder;
mod call;
// Generated code imports all types with `*`, and is formatted by the generator.
#[allow(clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated {
    mod methods;
}

use std::sync::Arc;

use auth::Secret;
use client_core::Caller;

pub use builder::ClientBuilder;

pub use PROTOCOL_types as types;

/// Why a call failed.
pub type Error = client_core::Error<ServiceError>;

/// A return code other than success.
pub type ServiceError = client_core::ServiceError<types::ReturnCode>;

/// Client of one caller. Clones share connections, limits and repetitions.
#[derive(Clone)]
pub struct Client {
    base_url: String,
    caller: Arc<Caller>,
    token: Secret,
}

impl Client {
    /// A client of the documented host, unless the builder is told otherwise.
    pub fn builder(token: impl Into<Secret>) -> ClientBuilder {
        ClientBuilder::new(token.into())
    }
}
