//! Settings of a client.

use std::sync::Arc;

use auth::{Clock, OffsetClock, SystemClock};
use client_core::{ConnectionSettings, PlainHttp, Service, ServiceAddress};
use dbhs_types::HOST_PRODUCTION;
use jiff::SignedDuration;

use crate::{Client, Credentials, Error};

/// The service; its document gives one address, with plain HTTP (decision D5).
pub const SERVICE: Service = Service {
    name: "dbhs",
    test: None,
    production: Some(HOST_PRODUCTION),
    plain_http: PlainHttp::Allowed,
};

/// Settings of a [`Client`].
#[must_use = "settings do nothing until `build` is called"]
pub struct ClientBuilder {
    address: ServiceAddress,
    credentials: Option<Credentials>,
    connection: ConnectionSettings,
    clock: Arc<dyn Clock>,
    offset: SignedDuration,
}

wire::opaque_debug!(ClientBuilder);

client_core::connection_setters!(ClientBuilder.connection);

impl Client {
    /// A client of an [`Environment`](crate::Environment), or of the service at a base URL. Only the
    /// production environment is documented.
    pub fn builder(address: impl Into<ServiceAddress>) -> ClientBuilder {
        ClientBuilder::new(address.into())
    }
}

impl ClientBuilder {
    pub(crate) fn new(address: ServiceAddress) -> Self {
        Self {
            address,
            credentials: None,
            connection: ConnectionSettings::default(),
            clock: Arc::new(SystemClock),
            offset: SignedDuration::ZERO,
        }
    }

    /// The keys of the application. Required.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Replaces the system clock.
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

    /// Creates the client.
    ///
    /// # Errors
    /// Those of [`ConnectionSettings::open`](client_core::ConnectionSettings::open); without
    /// credentials [`Error::Misconfigured`](client_core::Error::Misconfigured).
    pub fn build(self) -> Result<Client, Error> {
        let credentials = self.credentials.ok_or_else(Error::missing_credentials)?;
        let (base_url, pipeline) = self.connection.connect(&SERVICE, &self.address)?;
        let clock = OffsetClock::new(self.clock);
        clock.set_offset(self.offset);
        Ok(Client::new(base_url, pipeline, credentials, clock))
    }
}
