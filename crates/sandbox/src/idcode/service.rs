//! The service: its state, and what tests can do to it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter};
use http::{Method, StatusCode};
use idcode_types::{ENDPOINTS, ResultCode};
use wire::EndpointInfo;

use super::dispatch::{self, Outcome};
use super::lookup::Registry;
use super::{gate, intake, pages};
use crate::fault::html;
use crate::ledger::{Ledger, Outgoing};
use crate::{Fault, Settings};

/// The IDcode service of a sandbox. Clones are the same service.
#[derive(Clone)]
pub struct IdcodeService {
    inner: Arc<Mutex<Inner>>,
}

pub struct Inner {
    pub settings: Settings,
    pub registry: Registry,
    ledger: Ledger,
}

impl IdcodeService {
    pub(crate) fn new(settings: Settings, address: SocketAddr) -> Self {
        let inner = Inner {
            registry: Registry::new(settings.seed, format!("http://{address}")),
            ledger: Ledger::default(),
            settings,
        };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
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

    /// Makes an endpoint answer the next `times` calls with -1, 系统繁忙.
    pub fn be_busy(&self, endpoint: &'static str, times: u64) {
        self.lock().ledger.refuse(endpoint, times);
    }

    /// Ends all reviews that go on with success.
    pub fn pass_examinations(&self) {
        self.lock().decide(None);
    }

    /// Ends all reviews that go on without success.
    pub fn reject_examinations(&self, reason: &str) {
        self.lock().decide(Some(reason));
    }

    /// The verification code that was sent to a phone last.
    pub fn verification_code(&self, phone: &str) -> Option<String> {
        self.lock().registry.sms.get(phone).map(|sent| sent.code.clone())
    }

    /// Damages the file of a batch of codes; 504 and 505 answer with 50007 from then on.
    pub fn damage_batch(&self, upload_id: &str) {
        let mut inner = self.lock();
        let batches = inner.registry.batches.iter_mut().filter(|batch| batch.id == upload_id);
        batches.for_each(|batch| batch.is_damaged = true);
    }

    /// The routes: the endpoints of the document, and what their answers point to.
    pub(crate) fn router(&self) -> Router {
        let mut router = Router::new();
        for endpoint in &ENDPOINTS {
            let not_allowed = || async { html(StatusCode::METHOD_NOT_ALLOWED) };
            let mut methods = MethodRouter::new().fallback(not_allowed);
            for method in endpoint.methods {
                let service = self.clone();
                let handler =
                    move |request: Request| async move { service.serve(endpoint, request).await };
                let filter = Method::from_bytes(method.as_bytes());
                let filter = filter.ok().and_then(|method| MethodFilter::try_from(method).ok());
                methods = methods.on(filter.unwrap_or(MethodFilter::POST), handler);
            }
            router = router.route(endpoint.path, methods);
        }
        router.merge(pages::router(self)).layer(DefaultBodyLimit::disable())
    }

    async fn serve(&self, endpoint: &'static EndpointInfo, request: Request) -> Response {
        let received = intake::read(request).await;
        let (outcome, fault, latency) = {
            let mut inner = self.lock();
            inner.ledger.count(endpoint.id);
            (
                inner.answer(endpoint, received),
                inner.ledger.next_fault(endpoint.id),
                inner.settings.latency,
            )
        };
        let outgoing = |json, fault| Outgoing { status: StatusCode::OK, json, fault, latency };
        match (outcome, fault) {
            (Outcome::Json(json), fault) => outgoing(json, fault).send().await,
            (Outcome::Page(_), fault @ Some(Fault::Html { .. })) => {
                outgoing(Vec::new(), fault).send().await
            }
            (Outcome::Page(page), _) => {
                tokio::time::sleep(latency).await;
                page
            }
        }
    }
}

impl Inner {
    fn answer(&mut self, endpoint: &'static EndpointInfo, received: intake::Received) -> Outcome {
        if self.ledger.is_refused(endpoint.id) {
            return dispatch::refuse(&self.settings, endpoint, ResultCode::Busy.into());
        }
        let now = self.settings.clock.now();
        match gate::admit(&self.settings, endpoint, received, now) {
            Ok(call) => dispatch::answer(&mut self.registry, &call),
            Err(failure) => dispatch::refuse(&self.settings, endpoint, failure),
        }
    }

    fn decide(&mut self, rejection: Option<&str>) {
        let now = self.settings.clock.now();
        let delay = self.settings.idcode.examination_delay;
        self.registry.reviews().for_each(|review| review.decide(rejection, now, delay));
    }
}
