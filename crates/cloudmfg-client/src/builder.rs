//! Settings of a client.

use std::collections::HashMap;

use client_core::{ConnectionSettings, PlainHttp, Service, ServiceAddress};
use cloudmfg_types::ENDPOINTS;

use crate::{Client, ClientError, Credentials, Error};

/// The service; the standard gives no addresses.
pub const SERVICE: Service =
    Service { name: "cloudmfg", test: None, production: None, plain_http: PlainHttp::Refused };

/// Settings of a [`Client`].
#[must_use = "settings do nothing until `build` is called"]
pub struct ClientBuilder {
    address: ServiceAddress,
    credentials: Option<Credentials>,
    paths: HashMap<String, String>,
    connection: ConnectionSettings,
}

wire::opaque_debug!(ClientBuilder);

client_core::connection_setters!(ClientBuilder.connection);

impl Client {
    /// A client of the platform at a base URL: the standard gives no addresses.
    pub fn builder(address: impl Into<ServiceAddress>) -> ClientBuilder {
        ClientBuilder::new(address.into())
    }
}

impl ClientBuilder {
    pub(crate) fn new(address: ServiceAddress) -> Self {
        let connection = ConnectionSettings::default();
        Self { address, credentials: None, paths: HashMap::new(), connection }
    }

    /// The user. Required.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// The path of an interface, like `A.2.5`, below the base URL. The defaults are our own: the
    /// fragment prints none (decision G1).
    pub fn path(mut self, id: impl Into<String>, path: impl Into<String>) -> Self {
        self.paths.insert(id.into(), path.into());
        self
    }

    /// Creates the client.
    ///
    /// # Errors
    /// [`ClientError::UnknownInterface`], or the errors of
    /// [`ConnectionSettings::open`](client_core::ConnectionSettings::open); without credentials
    /// [`Error::Misconfigured`](client_core::Error::Misconfigured).
    pub fn build(self) -> Result<Client, Error> {
        let is_known = |id: &str| ENDPOINTS.iter().any(|endpoint| endpoint.id == id);
        if let Some(id) = self.paths.keys().find(|id| !is_known(id)) {
            return Err(Error::Client(ClientError::UnknownInterface { id: id.clone() }));
        }
        let credentials = self.credentials.ok_or_else(Error::missing_credentials)?;
        let (base_url, pipeline) = self.connection.connect(&SERVICE, &self.address)?;
        Ok(Client::new(base_url, pipeline, credentials, self.paths))
    }
}
