//! The client of one user.

use std::collections::HashMap;
use std::sync::Arc;

use client_core::{CallCounts, Pipeline};
use wire::EndpointInfo;

use crate::credentials::Credentials;

/// Client of one user of a platform. Clones share connections, rate limit and retry budget.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

wire::opaque_debug!(Client);

pub(crate) struct Shared {
    pub(crate) base_url: String,
    pub(crate) pipeline: Pipeline,
    pub(crate) credentials: Credentials,
    paths: HashMap<String, String>,
}

impl Client {
    /// Calls, attempts and failures of this client and its clones so far.
    pub fn counts(&self) -> CallCounts {
        self.shared.pipeline.counts()
    }

    pub(crate) fn new(
        base_url: String,
        pipeline: Pipeline,
        credentials: Credentials,
        paths: HashMap<String, String>,
    ) -> Self {
        Self { shared: Arc::new(Shared { base_url, pipeline, credentials, paths }) }
    }
}

impl Shared {
    /// The path of an endpoint below the base URL.
    pub(crate) fn path(&self, endpoint: &EndpointInfo) -> &str {
        self.paths.get(endpoint.id).map_or(endpoint.path, String::as_str)
    }
}
