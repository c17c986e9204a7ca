//! How long a connection may be idle, and how long the head of a request may take.

use std::time::Duration;

/// A connection ends when no byte of an expected request arrives for this long.
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

/// A connection ends when the head of a request has not arrived whole after this long.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
