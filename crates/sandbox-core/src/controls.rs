//! What a service counts, and what tests told it to do wrong.

use std::collections::HashMap;

use crate::Fault;
use crate::fault::{Faults, Service, Struck};

/// Calls and faults of the endpoints of one service.
pub struct Ledger {
    service: Service,
    calls: HashMap<&'static str, u64>,
    faults: Faults,
    refusals: HashMap<&'static str, u64>,
}

impl Ledger {
    /// That of a service among the faults of its sandbox.
    pub fn new(service: Service, faults: &Faults) -> Self {
        let (calls, refusals) = (HashMap::new(), HashMap::new());
        Self { service, calls, faults: faults.clone(), refusals }
    }

    /// Counts a call.
    pub fn count(&mut self, endpoint: &'static str) {
        *self.calls.entry(endpoint).or_default() += 1;
    }

    /// How often an endpoint was called.
    pub fn calls(&self, endpoint: &str) -> u64 {
        self.calls.get(endpoint).copied().unwrap_or_default()
    }

    /// Makes the next `times` answers of an endpoint go wrong.
    pub fn inject(&mut self, endpoint: &'static str, fault: Fault, times: u64) {
        self.faults.inject(self.service, endpoint, fault, times);
    }

    /// The faults of the next answer.
    pub fn draw(&mut self, endpoint: &'static str) -> Vec<Struck> {
        self.faults.draw(self.service, endpoint)
    }

    /// Makes the next `times` calls of an endpoint fail with the code that needs no reason.
    pub fn refuse(&mut self, endpoint: &'static str, times: u64) {
        self.refusals.insert(endpoint, times);
    }

    /// Whether this call is to fail.
    pub fn is_refused(&mut self, endpoint: &str) -> bool {
        let left = self.refusals.get_mut(endpoint).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}
