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

use super::dispatch;
use super::lookup::Registry;
use super::{gate, intake, pages};
use crate::clock::later;
use crate::fault::{Content, Faults, Outgoing, Trouble, html};
use crate::ledger::Ledger;
use crate::limits::Limiter;
use crate::{Fault, Limits, Service, Settings};

/// The IDcode service of a sandbox. Clones are the same service.
#[derive(Clone)]
pub struct IdcodeService {
    inner: Arc<Mutex<Inner>>,
}

pub struct Inner {
    pub settings: Settings,
    pub registry: Registry,
    limits: Limits,
    limiter: Limiter,
    ledger: Ledger,
}

impl IdcodeService {
    pub(crate) fn new(settings: Settings, address: SocketAddr, faults: &Faults) -> Self {
        let inner = Inner {
            registry: Registry::new(settings.seed, format!("http://{address}")),
            limits: Limits::NONE,
            limiter: Limiter::default(),
            ledger: Ledger::new(Service::Idcode, faults),
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

    /// What a function finds in all that is registered.
    pub(crate) fn look<T>(&self, find: impl FnOnce(&Registry) -> T) -> T {
        find(&self.lock().registry)
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
        let outgoing = {
            let mut inner = self.lock();
            inner.ledger.count(endpoint.id);
            let faults = inner.ledger.draw(endpoint.id);
            Outgoing {
                service: Service::Idcode,
                endpoint: endpoint.id,
                status: StatusCode::OK,
                content: inner.answer(endpoint, received, Trouble::of(&faults)),
                faults,
                latency: inner.settings.latency,
            }
        };
        outgoing.send().await
    }
}

impl Inner {
    fn answer(
        &mut self,
        endpoint: &'static EndpointInfo,
        received: intake::Received,
        trouble: Trouble,
    ) -> Content {
        let busy = |settings| dispatch::refuse(settings, endpoint, ResultCode::Busy.into());
        if self.ledger.is_refused(endpoint.id) || trouble.is_too_frequent {
            return busy(&self.settings);
        }
        let now = later(self.settings.clock.now(), trouble.skew);
        if trouble.is_quota_used_up {
            self.limiter.use_up(now);
        }
        match gate::admit(&self.settings, endpoint, received, now) {
            Ok(_) if trouble.are_tokens_revoked => {
                dispatch::refuse(&self.settings, endpoint, ResultCode::KeyDisabled.into())
            }
            Ok(call) if !self.limiter.admit(self.limits, &call.account.access_token, now) => {
                busy(&self.settings)
            }
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
