//! The client of one enterprise.

use std::sync::Arc;

use auth::{OffsetClock, idcode_hash};
use client_core::{CallCounts, Pipeline, Redactor, sensitive_texts};
use wire::{Endpoint, EndpointInfo};

use crate::credentials::Credentials;
use crate::tree::Trees;

/// Client of one enterprise. Clones share connections, rate limit, retry budget and the trees of
/// regions, trades and categories.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

wire::opaque_debug!(Client);

pub(crate) struct Shared {
    pub(crate) base_url: String,
    pub(crate) pipeline: Pipeline,
    pub(crate) trees: Trees,
    credentials: Credentials,
    clock: OffsetClock,
    post_only: bool,
}

impl Client {
    /// Calls, attempts and failures of this client and its clones so far.
    pub fn counts(&self) -> CallCounts {
        self.shared.pipeline.counts()
    }

    pub(crate) fn new(
        base_url: String,
        credentials: Credentials,
        pipeline: Pipeline,
        clock: OffsetClock,
        post_only: bool,
    ) -> Self {
        let trees = Trees::default();
        let shared = Shared { base_url, pipeline, trees, credentials, clock, post_only };
        Self { shared: Arc::new(shared) }
    }
}

impl Shared {
    pub(crate) fn access_token(&self) -> &str {
        self.credentials.access_token.expose()
    }

    /// What no error may repeat of a request: the key, and what was sent in sensitive parameters.
    pub(crate) fn redactor<E: Endpoint>(
        &self,
        request: &E,
        parameters: &[(&'static str, String)],
    ) -> Redactor {
        let Credentials { access_token, authorization_code } = &self.credentials;
        let key = [access_token, authorization_code].map(|secret| secret.expose().to_owned());
        let is_sensitive = |name| {
            let mut common = E::ENDPOINT.common.iter();
            common.any(|field| field.wire == name && field.sensitive)
        };
        let common = parameters.iter().filter(|(name, _)| is_sensitive(*name));
        let common = common.map(|(_, value)| value.clone());
        Redactor::new(sensitive_texts(request).into_iter().chain(common).chain(key))
    }

    /// The parameters with token, time and signature, as far as the endpoint takes them.
    pub(crate) fn signed(
        &self,
        endpoint: &EndpointInfo,
        parameters: &[(&'static str, String)],
    ) -> Vec<(&'static str, String)> {
        use auth::Clock;

        let mut parameters = parameters.to_vec();

        let takes = |name| endpoint.common.iter().any(|field| field.wire == name);
        if takes("access_token") {
            parameters.push(("access_token", self.access_token().to_owned()));
        }
        if takes("time") {
            parameters.push(("time", self.clock.now().as_millisecond().to_string()));
        }
        let pairs = parameters.iter().map(|(name, value)| (*name, value.as_str()));
        let hash = idcode_hash(endpoint.path, pairs, &self.credentials.authorization_code);
        parameters.push(("hash", hash));
        parameters
    }

    /// Whether the parameters go into the address.
    pub(crate) fn uses_get(&self, endpoint: &EndpointInfo) -> bool {
        let allows = |method| endpoint.methods.contains(&method);
        let prefers_post = self.post_only && allows("POST");
        endpoint.preferred_method == "GET" && !prefers_post
    }
}
