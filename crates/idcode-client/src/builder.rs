//! Settings of a client.

use std::sync::Arc;

use auth::{Clock, OffsetClock, SystemClock};
use client_core::{ConnectionSettings, PlainHttp, Service, ServiceAddress};
use idcode_types::{HOST_PRODUCTION, HOST_TEST};
use jiff::SignedDuration;

use crate::{Client, Credentials, Error};

/// The service, as its document describes it.
pub const SERVICE: Service = Service {
    name: "idcode",
    test: Some(HOST_TEST),
    production: Some(HOST_PRODUCTION),
    plain_http: PlainHttp::Refused,
};

/// 20003: 短时间内不允许再次获取验证码. The document does not say how long; longer than a call waits.
const LONG_WAITS: [&str; 1] = ["20003"];

/// Settings of a [`Client`].
#[must_use = "settings do nothing until `build` is called"]
pub struct ClientBuilder {
    address: ServiceAddress,
    credentials: Option<Credentials>,
    connection: ConnectionSettings,
    clock: Arc<dyn Clock>,
    offset: SignedDuration,
    post_only: bool,
}

wire::opaque_debug!(ClientBuilder);

client_core::connection_setters!(ClientBuilder.connection);

impl Client {
    /// A client of an [`Environment`](crate::Environment), or of the service at a base URL.
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
            post_only: false,
        }
    }

    /// The keys of the enterprise. Required.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Replaces the system clock.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// How far the registry's clock is ahead of ours: signatures with a stale time are refused.
    pub fn clock_offset(mut self, offset: SignedDuration) -> Self {
        self.offset = offset;
        self
    }

    /// Sends look-ups as POST as well, where the document allows it: addresses end up in more logs
    /// than bodies do.
    pub fn post_only(mut self) -> Self {
        self.post_only = true;
        self
    }

    /// Creates the client.
    ///
    /// # Errors
    /// Those of [`ConnectionSettings::open`](client_core::ConnectionSettings::open); without
    /// credentials [`Error::Misconfigured`].
    pub fn build(self) -> Result<Client, Error> {
        let credentials = self.credentials.ok_or_else(Error::missing_credentials)?;
        let (base_url, pipeline) = self.connection.connect(&SERVICE, &self.address)?;
        let clock = OffsetClock::new(self.clock);
        clock.set_offset(self.offset);
        let pipeline = pipeline.long_waits(&LONG_WAITS);
        Ok(Client::new(base_url, credentials, pipeline, clock, self.post_only))
    }
}
