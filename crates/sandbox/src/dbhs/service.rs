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
use wire::EndpointInfo;

use super::call::{self, Received};
use super::gate::Gate;
use super::reply;
use crate::fault::html;
use crate::ledger::{Ledger, Outgoing};
use crate::{Fault, Settings};

/// The DBHS service of a sandbox. Clones are the same service.
#[derive(Clone)]
pub struct DbhsService {
    inner: Arc<Mutex<Inner>>,
}

pub struct Inner {
    pub settings: Settings,
    pub gate: Gate,
    pub ledger: Ledger,
}

impl DbhsService {
    pub(crate) fn new(settings: Settings) -> Self {
        let inner = Inner { settings, gate: Gate::default(), ledger: Ledger::default() };
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
    pub fn inject(&self, endpoint: &'static str, fault: Fault, times: u64) {
        self.lock().ledger.inject(endpoint, fault, times);
    }

    /// Makes an endpoint answer the next `times` calls with 500, 系统内部错误.
    pub fn fail(&self, endpoint: &'static str, times: u64) {
        self.lock().ledger.refuse(endpoint, times);
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
            let answer = call::answer(&mut inner, endpoint, received);
            let (status, json) = reply::encode(&inner.settings.dbhs, answer);
            Outgoing {
                status,
                json,
                fault: inner.ledger.next_fault(endpoint.id),
                latency: inner.settings.latency,
            }
        };
        outgoing.send().await
    }
}
