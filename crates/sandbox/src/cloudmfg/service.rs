//! The service: its state, and what tests can do to it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use auth::Clock;
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use bytes::Bytes;
use cloudmfg_types::{CreateGatewayRequest, ENDPOINTS};
use http::StatusCode;
use serde_json::{Map, Value};
use wire::EndpointInfo;

use super::call;
use crate::fault::{Content, Faults, Outgoing, Trouble, html};
use crate::ledger::Ledger;
use crate::limits::Limiter;
use crate::{CloudmfgSettings, Fault, Limits, Service, Settings};

/// The cloud manufacturing platform of a sandbox. Clones are the same platform.
#[derive(Clone)]
pub struct CloudmfgService {
    inner: Arc<Mutex<Inner>>,
}

pub struct Inner {
    pub settings: CloudmfgSettings,
    pub ledger: Ledger,
    pub gateways: Vec<CreateGatewayRequest>,
    /// By device.
    pub identifiers: BTreeMap<String, Map<String, Value>>,
    pub limits: Limits,
    pub limiter: Limiter,
    pub clock: Arc<dyn Clock>,
    /// What the faults of the call that is answered do.
    pub trouble: Trouble,
    latency: Duration,
}

impl CloudmfgService {
    pub(crate) fn new(settings: &Settings, faults: &Faults) -> Self {
        let inner = Inner {
            settings: settings.cloudmfg.clone(),
            ledger: Ledger::new(Service::Cloudmfg, faults),
            gateways: Vec::new(),
            identifiers: BTreeMap::new(),
            limits: Limits::NONE,
            limiter: Limiter::default(),
            clock: Arc::clone(&settings.clock),
            trouble: Trouble::default(),
            latency: settings.latency,
        };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often an endpoint was called.
    pub fn calls(&self, endpoint: &str) -> u64 {
        self.lock().ledger.calls(endpoint)
    }

    /// Makes the next `times` answers of an endpoint go wrong.
    ///
    /// # Panics
    /// When there is no such endpoint, or the [fault](Fault) changes nothing there.
    pub fn inject(&self, endpoint: &'static str, fault: Fault, times: u64) {
        self.lock().ledger.inject(endpoint, fault, times);
    }

    /// How many calls are allowed; as many as are sent unless that was changed.
    pub fn limits(&self) -> Limits {
        self.lock().limits
    }

    /// Allows so many calls from now on; those that were made count.
    pub fn set_limits(&self, limits: Limits) {
        self.lock().limits = limits;
    }

    /// Makes an endpoint answer the next `times` calls with 100100.
    pub fn fail(&self, endpoint: &'static str, times: u64) {
        self.lock().ledger.refuse(endpoint, times);
    }

    /// The gateways that were created with A.2.6, oldest first.
    pub fn gateways(&self) -> Vec<CreateGatewayRequest> {
        self.lock().gateways.clone()
    }

    /// What was last saved with A.2.7 for a device (`devId`); for an empty id, what names none.
    pub fn identifier(&self, device_id: &str) -> Option<Map<String, Value>> {
        self.lock().identifiers.get(device_id).cloned()
    }

    /// What was last saved with A.2.7, by device.
    pub(crate) fn identifiers(&self) -> BTreeMap<String, Map<String, Value>> {
        self.lock().identifiers.clone()
    }

    pub(crate) fn router(&self) -> Router {
        let mut router = Router::new();
        for endpoint in &ENDPOINTS {
            let service = self.clone();
            let handler = move |body: Bytes| async move { service.serve(endpoint, &body).await };
            let only_post =
                post(handler).fallback(|| async { html(StatusCode::METHOD_NOT_ALLOWED) });
            router = router.route(endpoint.path, only_post);
        }
        router
    }

    async fn serve(&self, endpoint: &'static EndpointInfo, body: &[u8]) -> Response {
        let outgoing = {
            let mut inner = self.lock();
            inner.ledger.count(endpoint.id);
            let faults = inner.ledger.draw(endpoint.id);
            inner.trouble = Trouble::of(&faults);
            Outgoing {
                service: Service::Cloudmfg,
                endpoint: endpoint.id,
                status: StatusCode::OK,
                content: Content::Json(call::answer(&mut inner, endpoint, body)),
                faults,
                latency: inner.latency,
            }
        };
        outgoing.send().await
    }
}
