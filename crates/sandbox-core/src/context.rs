//! What a service knows of the sandbox that hosts it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::VirtualClock;
use crate::fault::Faults;

/// What a service knows of the sandbox that hosts it. Clones refer to the same sandbox.
#[derive(Clone)]
pub struct Context {
    pub(crate) seed: u64,
    pub(crate) address: SocketAddr,
    pub(crate) latency: Duration,
    pub(crate) clock: Arc<VirtualClock>,
    pub(crate) faults: Faults,
}

wire::opaque_debug!(Context);

impl Context {
    /// Seed of invented data: the same seed gives the same data.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Where the sandbox listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// URL of the sandbox, without a path: `http://127.0.0.1:4711`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The clock of all services.
    pub fn clock(&self) -> &Arc<VirtualClock> {
        &self.clock
    }
}
