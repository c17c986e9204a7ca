//! An HTTP server for simulated services: fault injection, rate limits, a movable clock, a request
//! journal, admin endpoints.
//!
//! The services are supplied by other crates: each implements [`Service`], and [`Host`] does what
//! all of them have in common. A [`Server`] hosts any number of them on one port of the loopback
//! address.
//!
//! * [`Faults`] are rules ([`FaultRule`]) that make replies and connections go wrong.
//! * [`RateLimits`] are set per service, and counted per account by its [`RateLimiter`].
//! * [`VirtualClock`] is the time of all services, which tests can set, advance and stop.
//! * [`Journal`] records every request with the faults that applied to it.
//!
//! # Bounds
//!
//! | what | maximum | beyond it |
//! |---|---|---|
//! | concurrent connections | 1,000 ([`ServerSettings::max_connections`]) | they wait |
//! | time without a byte of an expected request | 60 s | the connection ends |
//! | head of a request | 100 headers, 400 KiB, 64 KiB of address | HTTP status 431 or 414 |
//! | body of a request | 2 MiB, unless the service says otherwise | HTTP status 413 |
//! | fault rules | 1,000 | rejected |
//! | bytes that a fault makes | 256 MiB | rejected |
//! | requests in the [`Journal`] | 10,000, with 200 characters of the path | the oldest are forgotten |
//! | days for which calls are counted | 10,000 | the first is forgotten |

mod admin;
mod clock;
mod connection;
mod context;
mod controls;
mod docs;
mod fault;
mod http_reply;
mod http_request;
mod idle;
mod journal;
pub mod json_request;
mod listener;
mod middleware;
mod outgoing;
mod rate_limit;
mod reply;
mod server;
mod service;

#[doc(hidden)]
pub use wire::opaque_debug;

pub use clock::VirtualClock;
pub use context::Context;
pub use controls::Controls;
pub use fault::{
    ActiveRule, Fault, FaultProfile, FaultRule, Faults, Frequency, RejectedRule, ServiceEffects,
    Totals, UnknownProfile,
};
pub use http_reply::{html_page, json_response};
pub use http_request::HttpRequest;
pub use journal::{Journal, JournalEntry, Observer};
pub use rate_limit::{RateLimiter, RateLimits};
pub use reply::Reply;
pub use server::{Server, ServerSettings, UnstartedServer};
pub use service::{Call, Host, HostedService, Service, Services};
