//! How a client is made.

use std::path::PathBuf;
use std::sync::Arc;

use auth::{Clock, QuotaLedger, StoreFolder, SystemClock};
use client_core::PlainHttp;
use transport::{RateLimit, RetryPolicy, Timing, TrafficSettings, Transport};
use udid_types::HOST_TEST;

use crate::quota::Quota;
use crate::{Client, ClientError, Credentials, Error, OnQuota, call::Caller, session::Session};

/// Settings of a [`Client`].
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    credentials: Option<Credentials>,
    transport: Option<Arc<dyn Transport>>,
    traffic: TrafficSettings,
    clock: Arc<dyn Clock>,
    store: Option<PathBuf>,
    daily_limit: Option<u64>,
    on_quota: OnQuota,
}

impl ClientBuilder {
    pub(crate) fn new(base_url: String) -> Self {
        Self {
            base_url,
            credentials: None,
            transport: None,
            traffic: TrafficSettings::default(),
            clock: Arc::new(SystemClock),
            store: None,
            daily_limit: None,
            on_quota: OnQuota::default(),
        }
    }

    /// Who calls. Only [`Client::test_connection`] works without.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Sends requests another way than over HTTP with the usual limits.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Tells the time another way than this computer's clock.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// When a failed call is made again; [`RetryPolicy::none`] for never.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.traffic.retry = retry;
        self
    }

    /// How fast calls are made.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.traffic.rate_limit = limit;
        self
    }

    /// Takes the time of pauses, and chance, from elsewhere than the runtime.
    pub fn timing(mut self, timing: Arc<dyn Timing>) -> Self {
        self.traffic.timing = timing;
        self
    }

    /// Shares the token and the count of calls with all processes that use this folder, by files that
    /// only this user can read. The token is in one of them. Unset, nothing is written to disk, and
    /// calls are counted in this client alone; so they are, with a warning, as long as the count
    /// cannot be written and there is no [`daily_limit`](Self::daily_limit).
    pub fn store(mut self, folder: impl Into<PathBuf>) -> Self {
        self.store = Some(folder.into());
        self
    }

    /// How many calls of this account are made on one day of Beijing at most: calls for a token and
    /// for data, those made again included. With a [`store`](Self::store), by all processes together;
    /// calls fail while their count cannot be written.
    pub fn daily_limit(mut self, calls: u64) -> Self {
        self.daily_limit = Some(calls);
        self
    }

    /// What is done when no calls are left today; [`OnQuota::Fail`] unless set.
    pub fn on_quota(mut self, on_quota: OnQuota) -> Self {
        self.on_quota = on_quota;
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`Error::InvalidBaseUrl`], [`Error::Transport`] if TLS cannot be set up, or
    /// [`ClientError::Store`] if the store cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        let (base_url, transport) =
            client_core::connection(&self.base_url, HOST_TEST, PlainHttp::Refused, self.transport)?;
        let (quota, tokens) = match (self.store, &self.credentials) {
            (Some(path), Some(credentials)) => {
                let store = StoreFolder::open(path);
                let store = store.map_err(|error| Error::Client(ClientError::from(error)))?;
                let Credentials { app_id, credit_code, .. } = credentials;
                let ledger = store.quota_ledger(&base_url, &[app_id.expose()]);
                let tokens = store.token_file(&base_url, &[app_id.expose(), credit_code]);
                (ledger, Some(tokens))
            }
            _ => (QuotaLedger::in_memory(), None),
        };
        let timing = self.traffic.timing.clone();
        let quota = Quota::new(quota, self.daily_limit, self.on_quota, timing);
        let caller = Caller::new(base_url, transport, self.traffic);
        Ok(Client::new(Session::new(caller, self.credentials, self.clock, quota, tokens)))
    }
}
