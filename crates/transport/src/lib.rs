//! How a request reaches a service and its answer comes back.
//!
//! [`Transport`] is an object-safe trait over plain [`http`] types, so that a program can put its
//! own in place: one that answers from files, one that counts, one over another HTTP library.
//! [`TransportError`] says what went wrong in kinds that a program can act on, and never repeats
//! what was sent. No transport judges the HTTP status: an answer of 500 is an answer.
//!
//! [`Traffic`] is what all calls of a client have in common: [`RateLimit`] on how fast they are made,
//! [`RetryPolicy`] when they fail, and [`Counts`]. What a service says with its return codes the client
//! has to tell it.
//!
#![cfg_attr(
    any(feature = "rustls", feature = "native-tls"),
    doc = "[`HttpTransport`] is the one for the network, with limits on time, size and redirects."
)]
#![cfg_attr(
    not(any(feature = "rustls", feature = "native-tls")),
    doc = "The one for the network needs the feature `rustls` or `native-tls`."
)]
//!
//! # Bounds
//!
//! Nothing that a service sends makes a call take unbounded time or memory:
//!
//! | what | at most | set with | beyond that |
//! |---|---|---|---|
//! | time to connect, with TLS | 10 s | `HttpTransportBuilder::connect_timeout` | [`TransportError::Timeout`] |
//! | time of an attempt, from its start to the last byte, redirects included | 60 s | `HttpTransportBuilder::total_timeout` | [`TransportError::Timeout`] |
//! | body of an answer, unpacked | 32 MiB | `HttpTransportBuilder::max_response_bytes` | [`TransportError::TooLarge`] |
//! | body of an answer, packed | nothing of it is kept: the time of the attempt | `HttpTransportBuilder::total_timeout` | [`TransportError::Timeout`] |
//! | headers of an answer | 64 KiB | `HttpTransportBuilder::max_head_bytes` | [`TransportError::HeadTooLarge`] |
//! | number of headers | 100 | | [`TransportError::HeadTooLarge`] |
//! | answers before the answer (status 1xx) | the time of the attempt | `HttpTransportBuilder::total_timeout` | [`TransportError::Timeout`] |
//! | extensions and trailers of chunks | 16 KiB each | | [`TransportError::Interrupted`] |
//! | redirects | 5, on the same server | | [`TransportError::TooManyRedirects`], [`TransportError::RedirectRefused`] |
//! | attempts of a call | 5 | [`RetryPolicy::max_attempts`] | its last error |
//! | pause between two attempts | 20 s | [`RetryPolicy::max_backoff`] | |
//! | pause that the service asks for (`Retry-After`) | 60 s | [`RetryPolicy::max_retry_after`] | its last error |
//! | time of a call in which another attempt may begin | 120 s | [`RetryPolicy::max_elapsed`] | its last error |
//! | repetitions of all calls while nothing succeeds | 50 | [`RetryPolicy::budget`] | their last errors |
//! | calls in a second, calls at a time | as many as are made | [`RateLimit::per_second`], [`RateLimit::concurrent`] | they wait |
//! | what an error shows of an answer ([`excerpt`]) | 120 characters | | |
//!
//! # Example
//!
//! A transport that always gives the same answer:
//!
//! ```
//! use std::sync::Arc;
//!
//! use async_trait::async_trait;
//! use bytes::Bytes;
//! use http::{Request, Response};
//! use transport::{Transport, TransportError};
//!
//! struct Canned(&'static str);
//!
//! #[async_trait]
//! impl Transport for Canned {
//!     async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
//!         Ok(Response::new(Bytes::from_static(self.0.as_bytes())))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), TransportError> {
//! let transport: Arc<dyn Transport> = Arc::new(Canned(r#"{"returnCode":1}"#));
//! let answer = transport.send(Request::new(Bytes::new())).await?;
//! assert_eq!(answer.body(), r#"{"returnCode":1}"#);
//! # Ok(())
//! # }
//! ```

mod body;
mod counters;
mod error;
mod excerpt;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod http_transport;
mod rate_limit;
mod retry;
mod retry_after;
mod timing;
mod traffic;
mod transport;
mod usual;

pub use body::{BodySource, BodyStream};
pub use counters::Counts;
pub use error::TransportError;
pub use excerpt::excerpt;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use http_transport::{HttpTransport, HttpTransportBuilder, Tls};
pub use rate_limit::RateLimit;
pub use retry::{AttemptFailure, FailureKind, RetryDecision, RetryPolicy, RetryState};
pub use retry_after::retry_after;
pub use timing::{RuntimeTiming, Timing};
pub use traffic::{Call, FailedAttempt, Traffic, TrafficSettings};
pub use transport::Transport;
pub use usual::{base_url, is_on_this_machine, usual_transport};
