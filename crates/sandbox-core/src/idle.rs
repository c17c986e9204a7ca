//! How long a connection may be idle.

use std::time::Duration;

/// A connection ends when no byte of an expected request arrives for this long.
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(60);
