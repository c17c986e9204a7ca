//! What the tests share: a small sandbox with a clock of its own, and clients of it.

pub mod records;
pub mod transports;

use std::sync::Arc;

use auth::ManualClock;
use jiff::Timestamp;
use sandbox::{Sandbox, Settings, UdidSettings};
use transport::{RateLimit, RetryPolicy, Transport};
use udid_client::types::{DeviceDetailRequest, DeviceHistoryRequest, Period, RecordKey};
use udid_client::{Client, ClientBuilder, Credentials};

/// Noon in Beijing, some days after [`day`].
const NOW: &str = "2026-08-20T12:00:00+08:00";

/// Records of every day, unless a test wants others: four full pages and one of 15.
pub const RECORDS: u32 = 95;

/// A day that is over.
pub fn day() -> Period {
    period("2026-08-10")
}

/// A day or a month.
pub fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// A request for a page of the history of records.
pub fn history<K: AsRef<str>>(keys: &[K], page: u64) -> DeviceHistoryRequest {
    let keys = keys.iter().map(|key| RecordKey::new(key.as_ref()));
    DeviceHistoryRequest::new(keys.collect(), page)
}

/// A request for the record of a primary DI.
pub fn detail(primary_di: &str) -> DeviceDetailRequest {
    DeviceDetailRequest::new(primary_di)
}

/// A sandbox, and the clock that it and its clients go by.
pub struct World {
    pub sandbox: Sandbox,
    pub clock: Arc<ManualClock>,
}

impl World {
    /// A world in which everything works.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A world with other settings than usual.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let clock = Arc::new(ManualClock::new(now()));
        let mut settings = Settings {
            clock: clock.clone(),
            udid: UdidSettings::with_records_per_day(RECORDS),
            ..Settings::default()
        };
        change(&mut settings);
        Self { sandbox: Sandbox::builder(settings).start().await.unwrap(), clock }
    }

    /// A client that may do everything.
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// Such a client over a transport of the test's own.
    pub fn client_over(&self, transport: impl Transport + 'static) -> Client {
        self.builder().transport(transport).build().unwrap()
    }

    /// Such a client, still to be built.
    pub fn builder(&self) -> ClientBuilder {
        self.builder_at(self.sandbox.udid_url())
    }

    /// Such a client at another address of the sandbox. It makes every call once, and at once.
    pub fn builder_at(&self, base_url: String) -> ClientBuilder {
        let builder = Client::builder(base_url).credentials(self.credentials());
        builder
            .clock(self.clock.clone())
            .retry(RetryPolicy::none())
            .rate_limit(RateLimit::unlimited())
    }

    /// What lets a client in.
    pub fn credentials(&self) -> Credentials {
        let sandbox = &self.sandbox;
        Credentials::new(sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code())
    }

    /// How often an endpoint was called.
    pub fn calls(&self, endpoint: &str) -> u64 {
        self.sandbox.udid().calls(endpoint)
    }
}

/// When a world begins.
pub fn now() -> Timestamp {
    NOW.parse().unwrap()
}
