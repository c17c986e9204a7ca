//! Client of DBHS: what the business register has on an enterprise, and registered medical products.
//!
//! ```
//! use dbhs_client::{Client, Credentials, Environment};
//! # use transport::{Transport, TransportError};
//! # struct Canned;
//! # #[async_trait::async_trait]
//! # impl Transport for Canned {
//! #     async fn send(
//! #         &self,
//! #         request: http::Request<bytes::Bytes>,
//! #     ) -> Result<http::Response<bytes::Bytes>, TransportError> {
//! #         assert!(request.headers().contains_key("sign"));
//! #         let answer = r#"{"code": 0, "data": {"orgName": "某某公司"}, "msg": ""}"#;
//! #         Ok(http::Response::new(bytes::Bytes::from_static(answer.as_bytes())))
//! #     }
//! # }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = Canned;
//! let client = Client::builder(Environment::Production)
//!     .credentials(Credentials::new("application key", "secret key"))
//!     .transport(transport) // leave this out to send over HTTP
//!     .build()?;
//! let organization = client.find_organization("某某公司").await?.expect("the enterprise is known");
//! assert_eq!(organization.name.as_deref(), Some("某某公司"));
//! # Ok(())
//! # }
//! ```
//!
//! The service is reached over plain HTTP, its only documented way: anyone on the way can read
//! keys, requests and responses (the secret key is never sent). The client says so once in its log.
//!
//! # Errors
//!
//! Every call fails with an [`Error`], whose [kinds](client_core::Error) a program can act on.

mod builder;
mod call;
mod client;
mod credentials;
mod error;
// Generated code imports all types with `*`, and is formatted by the generator.
#[allow(clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated {
    mod methods;
}
mod lookup;

pub use builder::{ClientBuilder, SERVICE};
pub use client::Client;
pub use credentials::Credentials;
pub use error::{ClientError, Error, ServiceError};

pub use dbhs_types as types;

pub use auth::{Clock, Secret};
pub use client_core::{CallCounts, ConnectionSettings, Environment, ServiceAddress};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::HttpTransport;
pub use transport::{RateLimit, RetryPolicy, Transport, TransportError};
pub use wire::{Class, Count, DateText, Joined, UnknownFields, from_slice};
