//! What tests count and change at a service, whichever it is.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use wire::EndpointInfo;

use crate::fault::{Fault, Faults};
use crate::rate_limit::{RateLimiter, RateLimits};

/// Counts the calls of a service, injects faults into its replies and limits its rate.
pub struct Controls {
    name: &'static str,
    endpoints: &'static [EndpointInfo],
    faults: Faults,
    state: Mutex<CallState>,
}

wire::opaque_debug!(Controls);

/// What changes with calls.
#[derive(Default)]
pub(crate) struct CallState {
    calls: HashMap<&'static str, u64>,
    /// Calls that still have to fail, by endpoint.
    failures: HashMap<&'static str, u64>,
    pub(crate) rate_limiter: RateLimiter,
}

impl Controls {
    pub(crate) fn new(
        name: &'static str,
        endpoints: &'static [EndpointInfo],
        limits: RateLimits,
        faults: Faults,
    ) -> Self {
        let state = CallState { rate_limiter: RateLimiter::new(limits), ..CallState::default() };
        Self { name, endpoints, faults, state: Mutex::new(state) }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, CallState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Name of the service in fault rules, journal and admin endpoints.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The endpoints of the service.
    pub fn endpoints(&self) -> &'static [EndpointInfo] {
        self.endpoints
    }

    /// How often an endpoint was called.
    pub fn calls(&self, endpoint: &str) -> u64 {
        self.lock().calls.get(endpoint).copied().unwrap_or_default()
    }

    /// Makes the next `times` replies of an endpoint go wrong.
    ///
    /// # Panics
    /// If there is no such endpoint, or the [fault](Fault) has no effect on it.
    pub fn inject(&self, endpoint: &str, fault: Fault, times: u64) {
        self.faults.inject(self.name, endpoint, fault, times);
    }

    /// Makes the next `times` calls of an endpoint fail with the service's own error.
    pub fn fail(&self, endpoint: &'static str, times: u64) {
        self.lock().failures.insert(endpoint, times);
    }

    /// How many calls are allowed.
    pub fn rate_limits(&self) -> RateLimits {
        self.lock().rate_limiter.limits()
    }

    /// Changes how many calls are allowed; calls that were made count.
    pub fn set_rate_limits(&self, limits: RateLimits) {
        self.lock().rate_limiter.set_limits(limits);
    }
}

impl CallState {
    pub(crate) fn count(&mut self, endpoint: &'static str) {
        *self.calls.entry(endpoint).or_default() += 1;
    }

    /// Whether this call has to fail.
    pub(crate) fn takes_failure(&mut self, endpoint: &str) -> bool {
        let left = self.failures.get_mut(endpoint).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}
