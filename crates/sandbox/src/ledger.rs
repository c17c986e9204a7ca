//! What a service counts, and what tests told it to do wrong.

use std::collections::HashMap;
use std::time::Duration;

use axum::response::Response;
use http::StatusCode;

use crate::Fault;
use crate::fault::answer;

/// Calls and faults of the endpoints of one service.
#[derive(Default)]
pub struct Ledger {
    calls: HashMap<&'static str, u64>,
    faults: Vec<(&'static str, Fault, u64)>,
    refusals: HashMap<&'static str, u64>,
}

/// An answer on its way.
pub struct Outgoing {
    /// HTTP status of an answer without a fault.
    pub status: StatusCode,
    /// Its body.
    pub json: Vec<u8>,
    /// How it goes wrong.
    pub fault: Option<Fault>,
    /// How long it takes.
    pub latency: Duration,
}

impl Ledger {
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
        self.faults.push((endpoint, fault, times));
    }

    /// The fault of the next answer.
    pub fn next_fault(&mut self, endpoint: &str) -> Option<Fault> {
        let (_, fault, left) =
            self.faults.iter_mut().find(|(id, _, left)| *id == endpoint && *left > 0)?;
        *left -= 1;
        Some(fault.clone())
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

impl Outgoing {
    /// Sends it.
    pub async fn send(self) -> Response {
        if !self.latency.is_zero() {
            tokio::time::sleep(self.latency).await;
        }
        if let Some(fault) = self.fault {
            return fault.apply(self.json).await;
        }
        let mut response = answer(self.json);
        *response.status_mut() = self.status;
        response
    }
}
