//! Settings of a sandbox: those of its server, and those of each service.

use std::sync::Arc;
use std::time::Duration;

use auth::Clock;
use sandbox_core::{FaultRule, Observer, ServerSettings};

use crate::{CloudmfgSettings, DbhsSettings, IdcodeSettings, UdidSettings};

/// Settings of a sandbox.
#[derive(Clone)]
pub struct Settings {
    /// Seed of invented data and of chance: the same seed gives the same records.
    pub seed: u64,
    /// The clock that the sandbox's [clock](crate::VirtualClock) follows until it is changed.
    pub clock: Arc<dyn Clock>,
    /// Delay of every response.
    pub latency: Duration,
    /// Fault rules at the start.
    pub faults: Vec<FaultRule>,
    /// Whether there are [admin endpoints](crate#admin-endpoints).
    pub has_admin: bool,
    /// Maximum number of connections; further ones wait.
    pub max_connections: usize,
    /// Called with every request when it has been answered.
    pub observer: Option<Observer>,
    /// Settings of the UDID service.
    pub udid: UdidSettings,
    /// Settings of the IDcode service.
    pub idcode: IdcodeSettings,
    /// Settings of the DBHS service.
    pub dbhs: DbhsSettings,
    /// Settings of the cloud manufacturing platform.
    pub cloudmfg: CloudmfgSettings,
}

sandbox_core::opaque_debug!(Settings);

impl Default for Settings {
    fn default() -> Self {
        let ServerSettings { seed, clock, latency, faults, has_admin, max_connections, observer } =
            ServerSettings::default();
        Self {
            seed,
            clock,
            latency,
            faults,
            has_admin,
            max_connections,
            observer,
            udid: UdidSettings::default(),
            idcode: IdcodeSettings::default(),
            dbhs: DbhsSettings::default(),
            cloudmfg: CloudmfgSettings::default(),
        }
    }
}
