//! The client of one user.

use std::collections::HashMap;
use std::sync::Arc;

use transport::Transport;
use wire::EndpointInfo;

use crate::builder::{ClientBuilder, Credentials};

/// Client of one user of a platform. Clones share connections.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) base_url: String,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Credentials,
    paths: HashMap<String, String>,
}

impl Client {
    /// A client of the platform at this base URL.
    pub fn builder(base_url: impl Into<String>, credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(base_url.into(), credentials)
    }

    pub(crate) fn new(
        base_url: String,
        transport: Arc<dyn Transport>,
        credentials: Credentials,
        paths: HashMap<String, String>,
    ) -> Self {
        Self { shared: Arc::new(Shared { base_url, transport, credentials, paths }) }
    }
}

impl Shared {
    /// The path of an endpoint below the base URL.
    pub(crate) fn path(&self, endpoint: &EndpointInfo) -> &str {
        self.paths.get(endpoint.id).map_or(endpoint.path, String::as_str)
    }
}
