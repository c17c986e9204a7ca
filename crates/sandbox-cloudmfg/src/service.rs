//! The platform as a hosted service: its state, and what tests see of it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cloudmfg_types::{CreateGatewayRequest, ENDPOINTS};
use jiff::civil::Date;
use sandbox_core::{Call, Fault, HttpRequest, Reply, Service, Services};
use serde_json::{Map, Value, json};
use wire::EndpointInfo;

use crate::call::{self, State};
use crate::settings::{CloudmfgAccount, CloudmfgSettings};

/// The cloud manufacturing platform of a sandbox.
pub struct CloudmfgService {
    account: CloudmfgAccount,
    settings: CloudmfgSettings,
    state: Mutex<State>,
}

wire::opaque_debug!(CloudmfgService);

impl CloudmfgService {
    /// A platform without gateways and identifiers.
    pub fn new(settings: CloudmfgSettings) -> Self {
        let account = settings.accounts.first().cloned().unwrap_or_default();
        Self { account, settings, state: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first account.
    pub fn account(&self) -> &CloudmfgAccount {
        &self.account
    }

    /// The gateways that were created with A.2.6, oldest first.
    pub fn gateways(&self) -> Vec<CreateGatewayRequest> {
        self.lock().gateways.clone()
    }

    /// What was last saved with A.2.7 for a device (`devId`), or without a device for an empty id.
    pub fn identifier(&self, device_id: &str) -> Option<Map<String, Value>> {
        self.lock().identifiers.get(device_id).cloned()
    }

    /// What was last saved with A.2.7, by device.
    pub fn identifiers(&self) -> BTreeMap<String, Map<String, Value>> {
        self.lock().identifiers.clone()
    }
}

impl Service for CloudmfgService {
    const NAME: &'static str = "cloudmfg";
    const ENDPOINTS: &'static [EndpointInfo] = &ENDPOINTS;
    const OPENAPI: &'static str = include_str!("generated/cloudmfg.openapi.json");
    type Request = HttpRequest;

    fn answer(&self, mut call: Call<'_>, request: HttpRequest) -> Reply {
        call::answer(&self.settings, &mut self.lock(), &mut call, &request.body)
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        let account = self.account.clone();
        vec![("user_id", account.user_id), ("access_token", account.access_token)]
    }

    fn can_affect(&self, fault: &Fault, endpoint: &EndpointInfo) -> bool {
        *fault == Fault::TokensRevoked || fault.can_affect_reply(endpoint, Self::TOTALS)
    }

    /// Gateways in the order of their creation, and identifiers by device.
    fn truth(&self, day: Option<Date>, _: &Services) -> Option<Value> {
        let state = self.lock();
        let truth = json!({"gateways": state.gateways, "identifiers": state.identifiers});
        day.is_none().then_some(truth)
    }
}
