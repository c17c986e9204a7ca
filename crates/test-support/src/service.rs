//! A simulated service alone on a server whose clock stands still.

use std::sync::Arc;

use auth::ManualClock;
use bytes::Bytes;
use http::Response;
use sandbox_core::ServerSettings;
use serde_json::Value;

/// A clock at 2026-08-20T12:00:00+08:00, and settings of a server with admin endpoints that follows it.
pub fn stopped() -> (Arc<ManualClock>, ServerSettings) {
    let clock = Arc::new(ManualClock::new("2026-08-20T12:00:00+08:00".parse().unwrap()));
    let server =
        ServerSettings { clock: clock.clone(), has_admin: true, ..ServerSettings::default() };
    (clock, server)
}

/// The JSON of a response.
#[track_caller]
pub fn json_of(response: &Response<Bytes>) -> Value {
    let body = response.body();
    serde_json::from_slice(body)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(body)))
}
