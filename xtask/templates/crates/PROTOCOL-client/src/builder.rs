//! How a client is made.

use std::sync::Arc;

use auth::Secret;
use client_core::{Caller, PlainHttp, connection};
use transport::{TrafficSettings, Transport};

use crate::types::HOST_PRODUCTION;
use crate::{Client, Error};

/// Settings of a [`Client`].
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    transport: Option<Arc<dyn Transport>>,
    traffic: TrafficSettings,
    token: Secret,
}

impl ClientBuilder {
    pub(crate) fn new(token: Secret) -> Self {
        let (base_url, traffic) = (HOST_PRODUCTION.to_owned(), TrafficSettings::default());
        Self { base_url, transport: None, traffic, token }
    }

    /// Another address than the documented one.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Sends requests another way than over HTTP with the usual limits.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// When a failed call is made again, and how fast calls are made.
    pub fn traffic(mut self, traffic: TrafficSettings) -> Self {
        self.traffic = traffic;
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`Error::InvalidBaseUrl`](client_core::Error::InvalidBaseUrl),
    /// [`Error::PlainHttp`](client_core::Error::PlainHttp), or
    /// [`Error::Transport`](client_core::Error::Transport) if TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let (base_url, transport) =
            connection(&self.base_url, HOST_PRODUCTION, PlainHttp::Refused, self.transport)?;
        let caller = Arc::new(Caller::new("PROTOCOL", transport, self.traffic));
        Ok(Client { base_url, caller, token: self.token })
    }
}
