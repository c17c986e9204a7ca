//! How a client is made.

use std::sync::Arc;

use auth::{Clock, OffsetClock, Secret, SystemClock};
use client_core::{Caller, PlainHttp, connection};
use dbhs_types::HOST_PRODUCTION;
use jiff::SignedDuration;
use transport::{RateLimit, RetryPolicy, Timing, TrafficSettings, Transport};

use crate::{Client, Error};

/// The key of an application.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(crate) app_key: Secret,
    pub(crate) secret_key: Secret,
}

impl Credentials {
    /// `appKey` and `secretKey`, which signs requests and is never sent.
    pub fn new(app_key: impl Into<Secret>, secret_key: impl Into<Secret>) -> Self {
        Self { app_key: app_key.into(), secret_key: secret_key.into() }
    }
}

/// Settings of a [`Client`].
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    credentials: Credentials,
    transport: Option<Arc<dyn Transport>>,
    traffic: TrafficSettings,
    clock: Arc<dyn Clock>,
    offset: SignedDuration,
}

impl ClientBuilder {
    pub(crate) fn new(credentials: Credentials) -> Self {
        Self {
            base_url: HOST_PRODUCTION.to_owned(),
            credentials,
            transport: None,
            traffic: TrafficSettings::default(),
            clock: Arc::new(SystemClock),
            offset: SignedDuration::ZERO,
        }
    }

    /// Another address than the documented one (decision D5).
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
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

    /// How far the service's clock is ahead of ours: signatures with a stale time are refused
    /// (decision D3).
    pub fn clock_offset(mut self, offset: SignedDuration) -> Self {
        self.offset = offset;
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

    /// The client.
    ///
    /// # Errors
    /// [`Error::InvalidBaseUrl`](client_core::Error::InvalidBaseUrl), or
    /// [`Error::Transport`](client_core::Error::Transport) if TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let (base_url, transport) =
            connection(&self.base_url, HOST_PRODUCTION, PlainHttp::Allowed, self.transport)?;
        let clock = OffsetClock::new(self.clock);
        clock.set_offset(self.offset);
        let caller = Caller::new("dbhs", transport, self.traffic);
        Ok(Client::new(base_url, caller, self.credentials, clock))
    }
}
