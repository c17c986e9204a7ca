//! Limits the retries of all calls of a client together.

use std::sync::{Mutex, PoisonError};

/// A token bucket of retries: each retry takes a token, each success returns a part of one. While a
/// service is down the bucket empties, and calls fail without retries until one succeeds.
#[derive(Debug)]
pub struct RetryBudget {
    capacity: f64,
    refill_per_success: f64,
    tokens: Mutex<f64>,
}

impl RetryBudget {
    pub(crate) fn new(capacity: u32, refill_per_success: f64) -> Self {
        let capacity = f64::from(capacity);
        Self { capacity, refill_per_success, tokens: Mutex::new(capacity) }
    }

    /// Takes a token; false if there is none.
    pub fn take(&self) -> bool {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let is_available = *tokens >= 1.0;
        if is_available {
            *tokens -= 1.0;
        }
        is_available
    }

    /// Records a success.
    pub fn refill(&self) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = (*tokens + self.refill_per_success).min(self.capacity);
    }
}
