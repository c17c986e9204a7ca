//! Time and randomness of delays.

use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;

/// A source of time and randomness for delays. Object safe, so that a test can provide its own.
#[async_trait]
pub trait Timing: Send + Sync {
    /// Monotonic time since a fixed moment.
    fn now(&self) -> Duration;

    /// Waits. Dropping the future ends the wait.
    async fn sleep(&self, delay: Duration);

    /// A random number from 0 up to, but not including, 1: the part of a backoff that is waited.
    fn jitter(&self) -> f64;
}

/// The clock of the tokio runtime, and random numbers.
#[derive(Clone, Debug)]
pub struct RuntimeTiming {
    start: Instant,
}

impl Default for RuntimeTiming {
    fn default() -> Self {
        Self { start: Instant::now() }
    }
}

#[async_trait]
impl Timing for RuntimeTiming {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    async fn sleep(&self, delay: Duration) {
        tokio::time::sleep(delay).await;
    }

    fn jitter(&self) -> f64 {
        fastrand::f64()
    }
}
