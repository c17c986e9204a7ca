//! The state of the service, shared with the pages that it serves.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sandbox_core::{Context, VirtualClock};

use crate::registry::Registry;
use crate::settings::IdcodeSettings;

/// The state of the service.
pub struct State {
    pub settings: IdcodeSettings,
    pub clock: Arc<VirtualClock>,
    registry: Mutex<Registry>,
}

impl State {
    pub fn new(settings: IdcodeSettings, context: &Context) -> Self {
        let registry = Registry::new(context.seed(), context.origin());
        Self { settings, clock: Arc::clone(context.clock()), registry: Mutex::new(registry) }
    }

    pub fn registry(&self) -> MutexGuard<'_, Registry> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
