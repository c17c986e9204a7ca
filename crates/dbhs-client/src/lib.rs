//! Client of DBHS: what the business register has on an enterprise, and registered medical products.
//!
//! ```
//! use dbhs_client::{Client, Credentials, Environment};
//! # use dbhs_client::Canned;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = Canned::new(r#"{"code": 0, "data": {"orgName": "某某公司"}, "msg": ""}"#);
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
//! # The order of calls
//!
//! Each look-up stands alone: an enterprise by its name or code, a product by its registration number.
//! A number may belong to several products, which are a stream.
//!
//! ```no_run
//! use futures_util::TryStreamExt;
//!
//! # async fn example(client: dbhs_client::Client) -> Result<(), dbhs_client::Error> {
//! let product = client.find_product("国械注准20193140123").await?;
//! let mut products = client.products("国械注准20193140123");
//! while let Some(row) = products.try_next().await? {
//!     println!("{row:?}");
//! }
//! # let _ = product;
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
//! use dbhs_client::{Client, Credentials, Environment};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
//! #   let transport = dbhs_client::Canned::new(r#"{"code": 0}"#);
//!     let client = Client::builder(Environment::Production)
//!         .credentials(Credentials::new("application key", "secret key"))
//! #       .transport(transport)
//!         .build()?;
//!     runtime.block_on(client.find_product("国械注准20193140123"))?;
//!     Ok(())
//! }
//! ```
//!
//! Dropping the future of a call cancels it at any point: nothing more is sent, and its place under
//! the rate limit is free.
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
//! use dbhs_client::{Class, Error};
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
mod error;
// Generated code imports all types with `*`, and is formatted by the generator.
#[allow(clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated {
    mod methods;
}
mod lookup;
mod subject;

pub use builder::{ClientBuilder, SERVICE};
pub use client::Client;
pub use credentials::Credentials;
pub use error::{ClientError, Error, ServiceError};
pub use lookup::LookUp;

pub use dbhs_types as types;

pub use auth::{Clock, Secret};
pub use client_core::{CallCounts, ConnectionSettings, Environment, ServiceAddress};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::HttpTransport;
pub use transport::{Canned, RateLimit, RetryPolicy, Transport, TransportError, from_fn};
pub use wire::{Class, Count, DateText, Joined, UnknownFields, from_slice};
