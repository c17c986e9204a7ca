//! Client of the PROTOCOL interface.
//!
//! ```no_run
//! use PROTOCOL_client::{Client, Credentials, Environment};
//! use PROTOCOL_client::types::GetItemRequest;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder(Environment::Production)
//!     .credentials(Credentials::new("token"))
//!     .build()?;
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

use client_core::Pipeline;

pub use builder::{ClientBuilder, Credentials, SERVICE};

pub use PROTOCOL_types as types;

pub use auth::Secret;
pub use client_core::{CallCounts, ConnectionSettings, Environment, ServiceAddress};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::HttpTransport;
pub use transport::{RateLimit, RetryPolicy, Transport, TransportError};
pub use wire::{Class, from_slice};

/// Error of a call.
pub type Error = client_core::Error<ServiceError>;

/// A return code other than success.
pub type ServiceError = client_core::ServiceError<types::ReturnCode>;

/// Client of one account. Clones share connections, rate limit and retry budget.
#[derive(Clone)]
pub struct Client {
    base_url: String,
    pipeline: Arc<Pipeline>,
    credentials: Credentials,
}

wire::opaque_debug!(Client);

impl Client {
    /// A client of an [`Environment`], or of the service at a base URL.
    pub fn builder(address: impl Into<ServiceAddress>) -> ClientBuilder {
        ClientBuilder::new(address.into())
    }
}
