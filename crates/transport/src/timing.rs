use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;

/// Time and chance, as far as pauses need them. Object safe, so that a test can hand in its own.
#[async_trait]
pub trait Timing: Send + Sync {
    /// The time since a moment that stays the same; it never goes back.
    fn now(&self) -> Duration;

    /// Waits. Dropping the future ends the wait.
    async fn sleep(&self, pause: Duration);

    /// A number from 0 up to, but not including, 1: where in its range a pause ends.
    fn chance(&self) -> f64;
}

/// The time of the tokio runtime, and random numbers.
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

    async fn sleep(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    fn chance(&self) -> f64 {
        fastrand::f64()
    }
}
