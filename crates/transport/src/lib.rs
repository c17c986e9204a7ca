//! Transports for requests to a service, retry policy and rate limits.
//!
//! [`Transport`] is an object-safe trait over plain [`http`] types, so that a program can provide its
//! own: one that responds from files, counts, or uses another HTTP library. [`TransportError`]
//! classifies failures into kinds that a program can act on, and never repeats what was sent. No
//! transport judges the HTTP status: a response of 500 is a response.
//!
//! [`RetryPolicy`] decides when a failed call is retried, within the [`RetryBudget`] that all calls
//! of a client share, and [`RateLimiter`] keeps to a [`RateLimit`]. The call pipeline of the clients
//! applies them: only a client knows what the return codes of its service mean.
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
//! | time of an attempt, from its start to the last byte, redirects included | 60 s | `HttpTransportBuilder::timeout` | [`TransportError::Timeout`] |
//! | body of a response, unpacked | 32 MiB | `HttpTransportBuilder::max_response_bytes` | [`TransportError::TooLarge`] |
//! | body of a response, packed | not kept: the time of the attempt | `HttpTransportBuilder::timeout` | [`TransportError::Timeout`] |
//! | headers of a response | 64 KiB | `HttpTransportBuilder::max_head_bytes` | [`TransportError::HeadTooLarge`] |
//! | number of headers | 100 | | [`TransportError::HeadTooLarge`] |
//! | interim responses (status 1xx) | the time of the attempt | `HttpTransportBuilder::timeout` | [`TransportError::Timeout`] |
//! | extensions and trailers of chunks | 16 KiB each | | [`TransportError::Interrupted`] |
//! | redirects | 5, on the same server | | [`TransportError::TooManyRedirects`], [`TransportError::RedirectRefused`] |
//! | attempts of a call | 5 | [`RetryPolicy::max_attempts`] | its last error |
//! | delay between two attempts | 20 s | [`RetryPolicy::max_backoff`] | |
//! | delay that the service asks for (`Retry-After`) | 60 s | [`RetryPolicy::max_retry_after`] | its last error |
//! | time of a call in which another attempt may begin | 120 s | [`RetryPolicy::max_elapsed`] | its last error |
//! | retries of all calls while nothing succeeds | 50 | [`RetryPolicy::budget`] | their last errors |
//! | calls in a second, calls at a time | unlimited | [`RateLimit::per_second`], [`RateLimit::concurrent`] | they wait |
//! | what an error shows of a response ([`excerpt`]) | 120 characters | | |
//!
//! # Tests of your program
//!
//! [`Canned`] gives prepared responses, [`from_fn`] makes a transport of a function. Both go into the
//! `transport` setting of a client's builder.

mod body;
mod canned;
mod default_transport;
mod error;
mod excerpt;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod http_transport;
mod rate_limit;
mod retry;
mod retry_after;
mod timing;
mod transport;

pub use body::{BodySource, BodyStream};
pub use canned::{Canned, FnTransport, from_fn};
pub use default_transport::{HttpSettings, base_url, default_transport, is_loopback};
pub use error::TransportError;
pub use excerpt::excerpt;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use http_transport::{HttpTransport, HttpTransportBuilder, ResponseStream, Tls};
pub use rate_limit::{RateLimit, RateLimitPermit, RateLimiter};
pub use retry::{AttemptFailure, FailureKind, RetryBudget, RetryDecision, RetryPolicy, RetryState};
pub use retry_after::retry_after;
pub use timing::{RuntimeTiming, Timing};
pub use transport::{MAX_BUFFERED_BODY, RedirectedTo, Transport};
