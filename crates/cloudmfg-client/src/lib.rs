//! Client of cloud manufacturing platforms (云制造服务平台), after GB/T 43960-2024.
//!
//! The source is a fragment of the standard's informative annex: examples of four interfaces. It
//! prints no addresses, so the base URL is yours to give and each path is a setting; and the
//! parameters of A.2.7 are not known, so that it takes any JSON object.
//!
//! ```
//! use cloudmfg_client::{Client, Credentials};
//! use cloudmfg_types::QueryDeviceRequest;
//! use cloudmfg_types::endpoints::QUERY_DEVICE;
//! # use transport::{Transport, TransportError};
//! # struct Canned;
//! # #[async_trait::async_trait]
//! # impl Transport for Canned {
//! #     async fn send(
//! #         &self,
//! #         request: http::Request<bytes::Bytes>,
//! #     ) -> Result<http::Response<bytes::Bytes>, TransportError> {
//! #         assert_eq!(request.uri(), "https://platform.example/api/device/query");
//! #         let answer = r#"{"status": 200, "msg": " success", "devName": "华数机器人"}"#;
//! #         Ok(http::Response::new(bytes::Bytes::from_static(answer.as_bytes())))
//! #     }
//! # }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = Canned;
//! let credentials = Credentials::new("438362794917922816", "access token");
//! let client = Client::builder("https://platform.example")
//!     .credentials(credentials)
//!     .path(QUERY_DEVICE, "/api/device/query")
//!     .transport(transport) // leave this out to send over HTTP
//!     .build()?;
//! let reply = client.query_device(&QueryDeviceRequest::new("285863325")).await?;
//! assert_eq!(reply.device().name.as_deref(), Some("华数机器人"));
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! Every call fails with an [`Error`], whose [kinds](client_core::Error) a program can act on.

mod builder;
mod call;
mod client;
mod credentials;
// Generated code imports all types with `*`, and is formatted by the generator.
#[allow(clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated {
    mod methods;
}

pub use builder::{ClientBuilder, SERVICE};
pub use client::Client;
pub use credentials::Credentials;

pub use cloudmfg_types as types;

pub use auth::{Clock, Secret};
pub use client_core::{CallCounts, ConnectionSettings, Environment, ServiceAddress};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::HttpTransport;
pub use transport::{RateLimit, RetryPolicy, Transport, TransportError};
pub use wire::{Class, Count, DateText, Joined, UnknownFields, from_slice};

use cloudmfg_types::Status;

/// Why a call failed.
pub type Error = client_core::Error<ServiceError, ClientError>;

/// A status other than success.
pub type ServiceError = client_core::ServiceError<Status>;

/// Kinds that only this client has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// A path was set for an interface that does not exist.
    #[error("there is no interface {id:?}: there are A.2.4, A.2.5, A.2.6 and A.2.7")]
    UnknownInterface {
        /// What was given.
        id: String,
    },
}

impl client_core::ClientErrorKind for ClientError {
    fn class(&self) -> Class {
        match self {
            Self::UnknownInterface { .. } => Class::Misconfigured,
        }
    }
}
