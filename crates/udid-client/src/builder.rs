//! Settings of a client.

use std::path::PathBuf;
use std::sync::Arc;

use auth::{Clock, QuotaLedger, StoreFolder, SystemClock};
use client_core::{ConnectionSettings, Environment, ServiceAddress};

use crate::quota::Quota;
use crate::registry::{Registry, StatedName};
use crate::service::SERVICE;
use crate::{Client, ClientError, Credentials, Error, OnQuota, session::Session};

/// Settings of a [`Client`].
#[must_use = "settings do nothing until `build` is called"]
pub struct ClientBuilder {
    address: ServiceAddress,
    environment: Option<Environment>,
    credentials: Option<Credentials>,
    connection: ConnectionSettings,
    clock: Arc<dyn Clock>,
    store: Option<PathBuf>,
    daily_limit: Option<u64>,
    on_quota: OnQuota,
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
            environment: None,
            credentials: None,
            connection: ConnectionSettings::default(),
            clock: Arc::new(SystemClock),
            store: None,
            daily_limit: None,
            on_quota: OnQuota::default(),
        }
    }

    /// The account. Optional: [`Client::test_connection`] works without.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Says which environment a base URL leads to, as a proxy does. By default each base URL counts as a
    /// registry of its own, whose records a database does not mix with others.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Replaces the system clock.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Shares the token and the count of calls with all processes that use this folder, in files that
    /// only this user can read. One of them holds the token.
    ///
    /// By default nothing is written to disk, and calls are counted per client. So they are, with a
    /// warning, while the count cannot be written and there is no
    /// [`daily_limit`](Self::daily_limit).
    pub fn store(mut self, folder: impl Into<PathBuf>) -> Self {
        self.store = Some(folder.into());
        self
    }

    /// Maximum calls of this account per day in Beijing: calls for a token and for data, retries
    /// included. With a [`store`](Self::store) it applies to all processes together; calls fail while
    /// their count cannot be written.
    pub fn daily_limit(mut self, calls: u64) -> Self {
        self.daily_limit = Some(calls);
        self
    }

    /// What to do when no calls are left today. Default: [`OnQuota::Fail`].
    pub fn on_quota(mut self, on_quota: OnQuota) -> Self {
        self.on_quota = on_quota;
        self
    }

    /// Creates the client.
    ///
    /// # Errors
    /// Those of [`ConnectionSettings::open`](client_core::ConnectionSettings::open), or
    /// [`ClientError::Store`] if the store cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        let timing = self.connection.get_timing();
        let stated = StatedName::default();
        let observe = |transport| stated.observe(transport);
        let (base_url, pipeline) =
            self.connection.connect_through(&SERVICE, &self.address, observe)?;
        let registry = Registry::at(&self.address, self.environment, &base_url, stated);
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
        let quota = Quota::new(quota, self.daily_limit, self.on_quota, timing);
        let session = Session::new(base_url, pipeline, self.credentials, self.clock, quota, tokens);
        Ok(Client::new(session, registry))
    }
}
