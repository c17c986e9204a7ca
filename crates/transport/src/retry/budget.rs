//! How many repetitions all calls of a client may make together.

use std::sync::{Mutex, PoisonError};

/// A purse of repetitions: each costs one, each success brings a part of one back. When a service
/// is dead it is soon empty, and calls fail without being repeated until one succeeds.
pub struct RetryBudget {
    most: f64,
    per_success: f64,
    left: Mutex<f64>,
}

impl RetryBudget {
    /// A full one.
    pub fn new(most: u32, per_success: f64) -> Self {
        let most = f64::from(most);
        Self { most, per_success, left: Mutex::new(most) }
    }

    /// Pays for a repetition, if there is enough.
    pub fn take(&self) -> bool {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let is_enough = *left >= 1.0;
        if is_enough {
            *left -= 1.0;
        }
        is_enough
    }

    /// Notes a success.
    pub fn refill(&self) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        *left = (*left + self.per_success).min(self.most);
    }
}
