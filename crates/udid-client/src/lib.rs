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
//! # The order of calls
//!
//! The client gets its token (P002) by itself. What remains is one flow: the records of a day or a
//! month (D001), and of those that were changed, earlier versions (D002) or the newest one (D003).
//!
//! ```no_run
//! use udid_client::types::Period;
//!
//! # async fn example(client: udid_client::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let mut walk = client.walk(Period::yesterday()?);
//! let mut changed = Vec::new();
//! while let Some(record) = walk.next_record().await? {
//!     changed.extend(record.device.device_record_key);
//! }
//! let mut history = client.walk_history(changed);
//! while let Some(version) = history.next_record().await? {
//!     println!("{:?} {:?}", version.device.primary_di, version.device.version_number);
//! }
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
//! use udid_client::{Client, Credentials, Environment};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
//! #   let transport = udid_client::Canned::new(r#"{"returnCode": 1}"#);
//!     let client = Client::builder(Environment::Test)
//!         .credentials(Credentials::new("app id", "app secret", "credit code"))
//! #       .transport(transport)
//!         .build()?;
//!     runtime.block_on(client.test_connection())?;
//!     Ok(())
//! }
//! ```
//!
//! Dropping the future of a call cancels it at any point: nothing more is sent, and its place under
//! the rate limit is free. All calls only read, so that repeating one does
//! no harm; it counts against the calls of the day.
//!
//! The log goes to [`tracing`](https://docs.rs/tracing). Targets are `client_core` (a span for each
//! call with service, endpoint, attempts and outcome; retries at level info), `transport` (each
//! request at level debug, without headers, query and body),
//! `auth` (tokens, stored files) and `udid_client` (quota, rows without a device). No credential, token or
//! personal datum is logged.
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
//! A call fails with an [`Error`], and a program's handling of it is one `match` of its
//! [class](client_core::Error::class), which every kind of error has. Also known are the
//! [endpoint](client_core::Error::endpoint), the [reply](client_core::Error::reply) of the service,
//! [when to try again](client_core::Error::retry_at), and whether the call
//! [may have arrived](client_core::Error::may_have_arrived).
//!
//! ```
//! use udid_client::{Class, Error};
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
pub use quota::{Allowance, OnQuota};
pub use service::SERVICE;
pub use walk::{Walk, WalkPage, WalkReport};

pub use udid_types as types;

pub use auth::{Clock, Secret};
pub use client_core::{CallCounts, ConnectionSettings, Environment, ServiceAddress};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::HttpTransport;
pub use transport::{Canned, RateLimit, RetryPolicy, Transport, TransportError, from_fn};
pub use wire::{Class, Count, DateText, Joined, UnknownFields, from_slice};
