//! What users of this crate rely on, tried against the sandbox over HTTP.
#![cfg(any(feature = "rustls", feature = "native-tls"))]

mod addresses;
mod answers;
mod bad_requests;
mod calls;
mod captured;
mod code_9;
#[path = "../common/mod.rs"]
mod common;
mod dropped;
use test_support::jumping;
mod named;
mod own_transport;
mod quota;
mod refused;
mod repeated;
use test_support::replayed;
mod return_codes;
mod service_clock;
mod store;
mod token;
mod walk;
mod walk_changes;
mod walk_counters;
