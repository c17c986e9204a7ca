//! One call: parameters, form, answer.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use http::header::{ACCEPT, CONTENT_TYPE};
use transport::Transport;
use udid_types::FORM_FIELD;
use wire::Endpoint;

use crate::Error;

const FORM: &str = "application/x-www-form-urlencoded;charset=utf-8";

/// Sends requests to one base URL. Knows nothing of tokens.
pub struct Caller {
    base_url: String,
    transport: Arc<dyn Transport>,
}

impl Caller {
    pub fn new(base_url: String, transport: Arc<dyn Transport>) -> Self {
        Self { base_url, transport }
    }

    /// The reply, whatever its return code.
    pub async fn send<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint + serde::Serialize,
        E::Reply: serde::de::DeserializeOwned,
    {
        wire::check(request)?;
        let endpoint = E::ENDPOINT.id;
        let request = self.encode(request)?;
        let answer = self.transport.send(request).await;
        let answer = answer.map_err(|source| Error::Transport { endpoint, source })?;
        let reply = client_core::read::<E, _, _>(&answer);
        tracing::debug!(
            endpoint,
            status = answer.status().as_u16(),
            bytes = answer.body().len(),
            success = reply.is_ok(),
            "udid call"
        );
        reply
    }

    fn encode<E: Endpoint + serde::Serialize>(&self, request: &E) -> Result<Request<Bytes>, Error> {
        let endpoint = E::ENDPOINT;
        // A request without parameters has an empty body.
        let body = if E::INFO.fields.is_empty() {
            String::new()
        } else {
            let json = serde_json::to_string(request)
                .map_err(|error| Error::unsendable(endpoint.id, &error))?;
            form_urlencoded::Serializer::new(String::new()).append_pair(FORM_FIELD, &json).finish()
        };
        Request::builder()
            .method(endpoint.method())
            .uri(format!("{}{}", self.base_url, endpoint.path))
            .header(CONTENT_TYPE, FORM)
            .header(ACCEPT, "application/json")
            .body(Bytes::from(body))
            .map_err(|error| Error::unsendable(endpoint.id, &error))
    }
}
