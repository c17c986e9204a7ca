//! Client of the IDcode (MA) registry of object identifiers (统一标识代码).
//!
//! One [`Client`] holds the key of one enterprise, so that a program can serve many. It signs every
//! request, checks it before it leaves, and gives typed replies or typed errors. There is a method
//! for each of the 47 endpoints of the document.
//!
//! ```
//! use idcode_client::{Client, Credentials, Environment};
//! use idcode_types::GetUnitRequest;
//! # use transport::{Transport, TransportError};
//! # struct Canned;
//! # #[async_trait::async_trait]
//! # impl Transport for Canned {
//! #     async fn send(
//! #         &self,
//! #         request: http::Request<bytes::Bytes>,
//! #     ) -> Result<http::Response<bytes::Bytes>, TransportError> {
//! #         assert!(request.uri().query().is_some_and(|query| query.contains("&hash=")));
//! #         let answer = r#"{"organunit_name":"单位名称","result_code":1,"result_msg":"成功"}"#;
//! #         Ok(http::Response::new(bytes::Bytes::from_static(answer.as_bytes())))
//! #     }
//! # }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = Canned;
//! let client = Client::builder(Environment::Test)
//!     .credentials(Credentials::new("access token", "authorization code"))
//!     .transport(transport) // leave this out to send over HTTP
//!     .build()?;
//! let reply = client.get_unit(&GetUnitRequest::new("i.86.120103.1021")).await?;
//! assert_eq!(reply.name.as_deref(), Some("单位名称"));
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! Every call fails with an [`Error`], whose [kinds](client_core::Error) a program can act on.

mod batch;
mod builder;
mod call;
mod checks;
mod client;
mod credentials;
mod error;
mod file_part;
// Generated code imports all types with `*`, has one line for each endpoint, and is formatted by the
// generator.
#[allow(clippy::too_many_lines, clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated {
    mod methods;
}
mod multipart;
mod page;
mod parameters;
mod review;
mod tree;
mod tree_calls;
mod uploads;

pub use batch::{Batch, PAUSE};
pub use builder::{ClientBuilder, SERVICE};
pub use client::Client;
pub use credentials::Credentials;
pub use error::{ClientError, Error, ServiceError};
pub use file_part::FilePart;
pub use page::{Callback, InvalidCallback, Page};
pub use tree::{Place, Tree};
pub use uploads::BatchesSoFar;

pub use idcode_types as types;

pub use auth::{Clock, Secret};
pub use client_core::{CallCounts, ConnectionSettings, Environment, ServiceAddress};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::HttpTransport;
pub use transport::{RateLimit, RetryPolicy, Transport, TransportError};
pub use wire::{Class, Count, DateText, Joined, UnknownFields, from_slice};
