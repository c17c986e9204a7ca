//! The service: its state, and what tests can do to it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter};
use bytes::Bytes;
use dbhs_types::ENDPOINTS;
use http::{Method, StatusCode};
use jiff::Timestamp;
use serde_json::Value;
use wire::EndpointInfo;

use super::call::{self, Received};
use super::gate::Gate;
use super::reply;
use super::search::Wanted;
use crate::clock::later;
use crate::fault::{Content, Faults, Outgoing, Trouble, html};
use crate::ledger::Ledger;
use crate::{Fault, Limits, Service, Settings};

/// The DBHS service of a sandbox. Clones are the same service.
#[derive(Clone)]
pub struct DbhsService {
    inner: Arc<Mutex<Inner>>,
}

pub struct Inner {
    pub settings: Settings,
    pub gate: Gate,
    pub ledger: Ledger,
    /// What the faults of the call that is answered do.
    pub trouble: Trouble,
}

impl Inner {
    /// The time, as far as the service knows it.
    pub fn now(&self) -> Timestamp {
        later(self.settings.clock.now(), self.trouble.skew)
    }
}

impl DbhsService {
    pub(crate) fn new(settings: Settings, faults: &Faults) -> Self {
        let ledger = Ledger::new(Service::Dbhs, faults);
        let (gate, trouble) = (Gate::default(), Trouble::default());
        let inner = Inner { settings, gate, ledger, trouble };
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

    /// How many calls are allowed.
    pub fn limits(&self) -> Limits {
        self.lock().settings.dbhs.limits()
    }

    /// Allows so many calls from now on; those that were made count.
    pub fn set_limits(&self, limits: Limits) {
        let settings = &mut self.lock().settings.dbhs;
        settings.calls_per_second = limits.per_second;
        settings.calls_per_day = limits.per_day;
    }

    /// Makes an endpoint answer the next `times` calls with 500, 系统内部错误.
    pub fn fail(&self, endpoint: &'static str, times: u64) {
        self.lock().ledger.refuse(endpoint, times);
    }

    /// What a look-up of an enterprise gives.
    pub(crate) fn organization(&self, key: &str) -> Value {
        call::organization(&self.lock().settings, key)
    }

    /// What a search for a registration number gives.
    pub(crate) fn products(&self, number: &str) -> Value {
        let wanted = Wanted { number: Some(number), ..Wanted::default() };
        call::list(&self.lock().settings, &wanted)
    }

    pub(crate) fn router(&self) -> Router {
        let mut router = Router::new();
        for endpoint in &ENDPOINTS {
            let service = self.clone();
            let handler = move |RawQuery(query): RawQuery, headers: HeaderMap, body: Bytes| async move {
                let query = query.unwrap_or_default();
                service.serve(endpoint, &Received { query, headers, body }).await
            };
            let method = Method::from_bytes(endpoint.method().as_bytes()).ok();
            let method = method.and_then(|method| MethodFilter::try_from(method).ok());
            let only = MethodRouter::new()
                .on(method.unwrap_or(MethodFilter::POST), handler)
                .fallback(|| async { html(StatusCode::METHOD_NOT_ALLOWED) });
            router = router.route(endpoint.path, only);
        }
        router
    }

    async fn serve(&self, endpoint: &'static EndpointInfo, received: &Received) -> Response {
        let outgoing = {
            let mut inner = self.lock();
            inner.ledger.count(endpoint.id);
            let faults = inner.ledger.draw(endpoint.id);
            inner.trouble = Trouble::of(&faults);
            let answer = call::answer(&mut inner, endpoint, received);
            let (status, told) = reply::encode(&inner.settings.dbhs, answer);
            Outgoing {
                service: Service::Dbhs,
                endpoint: endpoint.id,
                status,
                content: Content::Json(told),
                faults,
                latency: inner.settings.latency,
            }
        };
        outgoing.send().await
    }
}
