//! A clock that jumps over pauses, so that no test waits for them.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use auth::ManualClock;
use jiff::SignedDuration;
use transport::Timing;

/// Takes a clock along, which a sandbox and its clients may go by.
pub struct Jumping {
    clock: Arc<ManualClock>,
    pauses: Mutex<Vec<Duration>>,
}

impl Jumping {
    /// Advances this clock by each pause.
    pub fn new(clock: &Arc<ManualClock>) -> Arc<Self> {
        Arc::new(Self { clock: clock.clone(), pauses: Mutex::default() })
    }

    /// How many pauses there were.
    pub fn pauses(&self) -> usize {
        self.pauses.lock().unwrap().len()
    }
}

#[async_trait]
impl Timing for Jumping {
    fn now(&self) -> Duration {
        self.pauses.lock().unwrap().iter().sum()
    }

    async fn sleep(&self, pause: Duration) {
        self.clock.advance(SignedDuration::try_from(pause).unwrap());
        self.pauses.lock().unwrap().push(pause);
    }

    fn jitter(&self) -> f64 {
        0.9
    }
}
