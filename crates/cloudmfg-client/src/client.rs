//! The client of one user.

use std::collections::HashMap;
use std::sync::Arc;

use client_core::Caller;
use transport::Counts;
use wire::EndpointInfo;

use crate::builder::{ClientBuilder, Credentials};

/// Client of one user of a platform. Clones share connections, limits and
/// repetitions.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) base_url: String,
    pub(crate) caller: Caller,
    pub(crate) credentials: Credentials,
    paths: HashMap<String, String>,
}

impl Client {
    /// A client of the platform at this base URL.
    pub fn builder(base_url: impl Into<String>, credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(base_url.into(), credentials)
    }

    /// What this client and its clones have done so far.
    pub fn counts(&self) -> Counts {
        self.shared.caller.counts()
    }

    pub(crate) fn new(
        base_url: String,
        caller: Caller,
        credentials: Credentials,
        paths: HashMap<String, String>,
    ) -> Self {
        Self { shared: Arc::new(Shared { base_url, caller, credentials, paths }) }
    }
}

impl Shared {
    /// The path of an endpoint below the base URL.
    pub(crate) fn path(&self, endpoint: &EndpointInfo) -> &str {
        self.paths.get(endpoint.id).map_or(endpoint.path, String::as_str)
    }
}
