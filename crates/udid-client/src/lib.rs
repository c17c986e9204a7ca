//! Client of the NMPA UDID data-sharing API: the medical device identifiers of China.
//!
//! One [`Client`] holds the credentials of one account. It fetches and renews the token by
//! itself, shares it between concurrent calls, checks requests before they leave, and gives typed
//! replies or typed errors. [`Client::walk`] reads all records of a day or a month.
//!
//! ```
//! use sandbox::Sandbox;
//! use udid_client::{Credentials, Client};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The real service needs `Environment::Test` or `Environment::Production` instead of the
//! // sandbox's address, and the codes that the NMPA gave out.
//! let sandbox = Sandbox::start().await?;
//! let client = Client::builder(sandbox.udid_url())
//!     .credentials(Credentials::new(sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code()))
//!     .build()?;
//!
//! let mut walk = client.walk("2026-08-10".parse()?);
//! let newest = walk.next_record().await?.ok_or("an empty day")?;
//! let primary_di = newest.device.primary_di.ok_or("a record without a primary DI")?;
//!
//! let found = client.find_device(&primary_di).await?.ok_or("not found")?;
//! assert_eq!(found.device.primary_di, Some(primary_di));
//! # Ok(())
//! # }
//! ```
//!
//! # Several processes
//!
//! [`ClientBuilder::store`] names a folder in which all processes of a user share the token and
//! the count of calls: however many are started at once, one asks for the token, and together they
//! keep to [`ClientBuilder::daily_limit`]. When the service says that the calls of the day are
//! used up, it is not asked again before midnight in Beijing.
//!
//! # Errors
//!
//! Every call fails with an [`Error`], whose [kinds](client_core::Error) a program can act on: refused before
//! sending, transport, HTTP status, not JSON, return code of the service, shape of the answer.

mod builder;
mod client;
mod credentials;
mod error;
mod named;
mod orphans;
mod quota;
mod registry;
mod request;
mod service;
mod service_time;
mod session;
mod shared_token;
mod walk;

pub use builder::ClientBuilder;
pub use client::Client;
pub use credentials::Credentials;
pub use error::{ClientError, Error, ServiceError};
pub use quota::OnQuota;
pub use service::SERVICE;
pub use walk::{Walk, WalkPage, WalkReport};

pub use udid_types as types;

pub use auth::{Clock, Secret};
pub use client_core::{CallCounts, ConnectionSettings, Environment, ServiceAddress};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::HttpTransport;
pub use transport::{RateLimit, RetryPolicy, Transport, TransportError};
pub use wire::{Class, Count, DateText, Joined, UnknownFields, from_slice};
