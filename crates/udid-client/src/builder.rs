//! How a client is made.

use std::sync::Arc;

use auth::{Clock, SystemClock};
use client_core::PlainHttp;
use transport::{Limits, Retry, Timing, TrafficSettings, Transport};
use udid_types::HOST_TEST;

use crate::{Credentials, Error, UdidClient, call::Caller, session::Session};

/// Settings of a [`UdidClient`].
#[must_use]
pub struct UdidClientBuilder {
    base_url: String,
    credentials: Option<Credentials>,
    transport: Option<Arc<dyn Transport>>,
    traffic: TrafficSettings,
    clock: Arc<dyn Clock>,
}

impl UdidClientBuilder {
    pub(crate) fn new(base_url: String) -> Self {
        Self {
            base_url,
            credentials: None,
            transport: None,
            traffic: TrafficSettings::default(),
            clock: Arc::new(SystemClock),
        }
    }

    /// Who calls. Only [`UdidClient::test_connection`] works without.
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

    /// When a failed call is made again; [`Retry::none`] for never.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.traffic.retry = retry;
        self
    }

    /// How fast calls are made.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.traffic.limits = limits;
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
    /// [`Error::InvalidBaseUrl`], or [`Error::Transport`] if TLS cannot be set up.
    pub fn build(self) -> Result<UdidClient, Error> {
        let (base_url, transport) =
            client_core::connection(&self.base_url, HOST_TEST, PlainHttp::Refused, self.transport)?;
        let caller = Caller::new(base_url, transport, self.traffic);
        Ok(UdidClient::new(Session::new(caller, self.credentials, self.clock)))
    }
}
