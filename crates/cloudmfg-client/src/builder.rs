//! How a client is made.

use std::collections::HashMap;
use std::sync::Arc;

use auth::Secret;
use client_core::{Caller, PlainHttp, connection};
use cloudmfg_types::ENDPOINTS;
use transport::{RateLimit, RetryPolicy, Timing, TrafficSettings, Transport};

use crate::{Client, ClientError, Error};

/// What a base URL looks like; the standard prints none.
const EXAMPLE: &str = "https://platform.example";

/// The user of a platform.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(crate) user_id: Secret,
    pub(crate) access_token: Secret,
}

impl Credentials {
    /// `userId` and `access_token`.
    pub fn new(user_id: impl Into<Secret>, access_token: impl Into<Secret>) -> Self {
        Self { user_id: user_id.into(), access_token: access_token.into() }
    }
}

/// Settings of a [`Client`].
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    credentials: Credentials,
    paths: HashMap<String, String>,
    transport: Option<Arc<dyn Transport>>,
    traffic: TrafficSettings,
}

impl ClientBuilder {
    pub(crate) fn new(base_url: String, credentials: Credentials) -> Self {
        Self {
            base_url,
            credentials,
            paths: HashMap::new(),
            transport: None,
            traffic: TrafficSettings::default(),
        }
    }

    /// The path of an interface, like `A.2.5`, below the base URL. The defaults are our own: the
    /// fragment prints none (decision G1).
    pub fn path(mut self, id: impl Into<String>, path: impl Into<String>) -> Self {
        self.paths.insert(id.into(), path.into());
        self
    }

    /// Sends requests another way than over HTTP with the usual limits.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
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
    /// [`ClientError::UnknownInterface`],
    /// [`Error::InvalidBaseUrl`](client_core::Error::InvalidBaseUrl), or
    /// [`Error::Transport`](client_core::Error::Transport) if TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let is_known = |id: &str| ENDPOINTS.iter().any(|endpoint| endpoint.id == id);
        if let Some(id) = self.paths.keys().find(|id| !is_known(id)) {
            return Err(Error::Client(ClientError::UnknownInterface { id: id.clone() }));
        }
        let (base_url, transport) =
            connection(&self.base_url, EXAMPLE, PlainHttp::Refused, self.transport)?;
        let caller = Caller::new("cloudmfg", transport, self.traffic);
        Ok(Client::new(base_url, caller, self.credentials, self.paths))
    }
}
