//! Client of cloud manufacturing platforms (云制造服务平台), after GB/T 43960-2024.
//!
//! The source is a fragment of the standard's informative annex: examples of four interfaces. It
//! prints no addresses, so the base URL is yours to give and each path is a setting; and the
//! parameters of A.2.7 are not known, so that it takes any JSON object.
//!
//! ```
//! use cloudmfg_client::types::QueryDeviceRequest;
//! use cloudmfg_client::types::endpoints::QUERY_DEVICE;
//! use cloudmfg_client::{Client, Credentials};
//! # use cloudmfg_client::Canned;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = Canned::new(r#"{"status": 200, "msg": " success", "devName": "华数机器人"}"#);
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
//! # The order of calls
//!
//! The fragment states none. What its examples suggest: authenticate a device (A.2.4), create its
//! gateway (A.2.5), query the device (A.2.6).
//!
//! ```no_run
//! use cloudmfg_client::types::{
//!     AuthenticateDeviceRequest, CreateGatewayRequest, QueryDeviceRequest,
//! };
//!
//! # async fn example(
//! #     client: cloudmfg_client::Client,
//! #     device: AuthenticateDeviceRequest,
//! # ) -> Result<(), cloudmfg_client::Error> {
//! client.authenticate_device(&device).await?;
//! let gateway = CreateGatewayRequest::new()
//!     .with_name("数据采集网关")
//!     .with_communication_code("70")
//!     .with_communication_url("MQTT")
//!     .with_iot_type("701");
//! client.create_gateway(&gateway).await?;
//! client.query_device(&QueryDeviceRequest::new("285863325")).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Runtime, cancellation, log
//!
//! Calls need a [Tokio](https://tokio.rs) runtime with time and I/O. A program without `async` has one
//! of its own:
//!
//! ```
//! use cloudmfg_client::types::QueryDeviceRequest;
//! use cloudmfg_client::{Client, Credentials};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
//! #   let transport = cloudmfg_client::Canned::new(r#"{"status": 200}"#);
//!     let client = Client::builder("https://platform.example")
//!         .credentials(Credentials::new("438362794917922816", "access token"))
//! #       .transport(transport)
//!         .build()?;
//!     runtime.block_on(client.query_device(&QueryDeviceRequest::new("285863325")))?;
//!     Ok(())
//! }
//! ```
//!
//! Dropping the future of a call cancels it at any point: nothing more is sent, and its place under
//! the rate limit is free. A gateway that was being created may exist
//! nevertheless.
//!
//! The log goes to [`tracing`](https://docs.rs/tracing). Targets are `client_core` (a span for each
//! call with service, endpoint, attempts and outcome; retries at level info), `transport` (each
//! request at level debug, without headers, query and body) and `auth`. No credential, token or
//! personal datum is logged.
//!
//! # Errors
//!
//! A call fails with an [`Error`], and a program's handling of it is one `match` of its
//! [class](client_core::Error::class), which every kind of error has. Also known are the
//! [endpoint](client_core::Error::endpoint), the [reply](client_core::Error::reply) of the service,
//! [when to try again](client_core::Error::retry_at), and whether the call
//! [may have arrived](client_core::Error::may_have_arrived).
//!
//! ```
//! use cloudmfg_client::{Class, Error};
//!
//! fn exit_code(error: &Error) -> u8 {
//!     match error.class() {
//!         Class::BadRequest | Class::AlreadyExists | Class::NotFound => 2,
//!         Class::NotAllowed | Class::LogInAgain | Class::Misconfigured => 3,
//!         // The same call may work later: `error.retry_at()` says when, if it is known.
//!         Class::RetryLater | Class::QuotaUsedUp | Class::Unreachable => 4,
//!         _ => 1,
//!     }
//! }
//! # let _ = exit_code;
//! ```

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
pub use transport::{Canned, RateLimit, RetryPolicy, Transport, TransportError, from_fn};
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
