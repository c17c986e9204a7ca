//! Settings of a client.

use std::sync::Arc;

use auth::Secret;
use client_core::{ConnectionSettings, PlainHttp, Service, ServiceAddress};

use crate::types::HOST_PRODUCTION;
use crate::{Client, Error};

/// The service, as its document describes it.
pub const SERVICE: Service = Service {
    name: "PROTOCOL",
    test: None,
    production: Some(HOST_PRODUCTION),
    plain_http: PlainHttp::Refused,
};

/// The token of an account.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(crate) token: Secret,
}

impl Credentials {
    /// `token`.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self { token: token.into() }
    }
}

/// Settings of a [`Client`].
#[must_use = "settings do nothing until `build` is called"]
pub struct ClientBuilder {
    address: ServiceAddress,
    credentials: Option<Credentials>,
    connection: ConnectionSettings,
}

client_core::connection_setters!(ClientBuilder.connection);
wire::opaque_debug!(ClientBuilder);

impl ClientBuilder {
    pub(crate) fn new(address: ServiceAddress) -> Self {
        Self { address, credentials: None, connection: ConnectionSettings::default() }
    }

    /// The account. Required.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
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
        Ok(Client { base_url, pipeline: Arc::new(pipeline), credentials })
    }
}
