//! The client of one application.

use std::sync::Arc;

use auth::{OffsetClock, dbhs_sign};
use client_core::{CallCounts, Pipeline};

use crate::credentials::Credentials;

/// Client of one application. Clones share connections, rate limit and retry budget.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

wire::opaque_debug!(Client);

pub(crate) struct Shared {
    pub(crate) base_url: String,
    pub(crate) pipeline: Pipeline,
    credentials: Credentials,
    clock: OffsetClock,
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
        clock: OffsetClock,
    ) -> Self {
        Self { shared: Arc::new(Shared { base_url, pipeline, credentials, clock }) }
    }
}

impl Shared {
    /// The headers that say who asks.
    pub(crate) fn headers(&self) -> [(&'static str, String); 3] {
        use auth::Clock;

        let app_key = self.credentials.app_key.expose();
        let timespan = self.clock.now().as_second().to_string();
        let sign = dbhs_sign(app_key, &timespan, &self.credentials.secret_key);
        [("appKey", app_key.to_owned()), ("sign", sign), ("timespan", timespan)]
    }

    /// The secret key, which is never sent, so that it is found in no answer by accident either.
    pub(crate) fn secret_key(&self) -> &str {
        self.credentials.secret_key.expose()
    }
}
