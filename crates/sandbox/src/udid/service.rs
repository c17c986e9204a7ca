//! The service: its state, and what tests can do to it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;
use bytes::Bytes;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use udid_types::ENDPOINTS;

use super::access::Access;
use super::calls;
use super::shelf::Shelf;
use crate::clock::later;
use crate::fault::{Content, Faults, Outgoing, Trouble, html};
use crate::ledger::Ledger;
use crate::{Fault, Limits, Service, Settings};
use udid_synthetic::RecordId;
use udid_types::DeviceRecord;

/// The UDID service of a sandbox. Clones are the same service.
#[derive(Clone)]
pub struct UdidService {
    inner: Arc<Mutex<Inner>>,
}

/// Whether the service works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceState {
    /// It does.
    Up,
    /// It is closed for maintenance: return code 5.
    Closed,
    /// It cannot reach its own database: return code 6.
    NetworkDown,
}

pub struct Inner {
    pub settings: Settings,
    pub access: Access,
    pub shelf: Shelf,
    pub state: ServiceState,
    /// What the faults of the call that is answered do.
    pub trouble: Trouble,
    ledger: Ledger,
}

impl UdidService {
    pub(crate) fn new(settings: Settings, faults: &Faults) -> Self {
        let inner = Inner {
            access: Access::default(),
            shelf: Shelf::new(&settings),
            state: ServiceState::Up,
            trouble: Trouble::default(),
            ledger: Ledger::new(Service::Udid, faults),
            settings,
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

    /// How many calls are allowed.
    pub fn limits(&self) -> Limits {
        self.lock().settings.limits
    }

    /// Allows so many calls from now on; those that were made count.
    pub fn set_limits(&self, limits: Limits) {
        self.lock().settings.limits = limits;
    }

    /// Opens or closes the service.
    pub fn set_state(&self, state: ServiceState) {
        self.lock().state = state;
    }

    /// Makes all tokens invalid.
    pub fn revoke_tokens(&self) {
        self.lock().access.revoke_all();
    }

    /// Number of records of a day.
    pub fn records_on(&self, day: Date) -> u32 {
        self.lock().shelf.count(day)
    }

    /// Publishes more records on a day, in front of the others, or takes the newest away.
    pub fn set_records_on(&self, day: Date, count: u32) {
        self.lock().shelf.set_count(day, count);
    }

    /// The records of a day, newest first: what a pull of the day must end with.
    pub fn records(&self, day: Date) -> Vec<DeviceRecord> {
        let inner = self.lock();
        let newest_first = (0..inner.shelf.count(day)).rev();
        newest_first.map(|index| inner.shelf.record(RecordId { day, index })).collect()
    }

    /// Puts a device into a state in which D003 does not show it.
    pub fn withdraw(&self, primary_di: &str) {
        self.lock().shelf.withdraw(primary_di);
    }

    /// The routes of both environments.
    pub(crate) fn router(&self) -> Router {
        let mut router = Router::new();
        for endpoint in &ENDPOINTS {
            for base in ["/api/v2", "/api/beta/v2"] {
                let service = self.clone();
                let handler = move |headers: HeaderMap, body: Bytes| async move {
                    service.serve(endpoint.id, &headers, &body).await
                };
                let only_post =
                    post(handler).fallback(|| async { html(StatusCode::METHOD_NOT_ALLOWED) });
                router = router.route(&format!("{base}{}", endpoint.path), only_post);
            }
        }
        router
    }

    async fn serve(&self, id: &'static str, headers: &HeaderMap, body: &[u8]) -> Response {
        let outgoing = {
            let mut inner = self.lock();
            inner.ledger.count(id);
            let faults = inner.ledger.draw(id);
            inner.trouble = Trouble::of(&faults);
            Outgoing {
                service: Service::Udid,
                endpoint: id,
                status: StatusCode::OK,
                content: Content::Json(calls::answer(&mut inner, id, headers, body)),
                faults,
                latency: inner.settings.latency,
            }
        };
        outgoing.send().await
    }
}

impl Inner {
    /// The time, as far as the service knows it.
    pub fn now(&self) -> Timestamp {
        later(self.settings.clock.now(), self.trouble.skew)
    }
}
