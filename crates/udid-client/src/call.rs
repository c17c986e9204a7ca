//! One call: parameters, form, answer.

use std::sync::Arc;

use bytes::Bytes;
use client_core::{Attempt, OutgoingRequest, Redactor};
use http::Request;
use http::header::{ACCEPT, CONTENT_TYPE};
use transport::{Counts, TrafficSettings, Transport};
use udid_types::FORM_FIELD;
use wire::Endpoint;

use crate::Error;

const FORM: &str = "application/x-www-form-urlencoded;charset=utf-8";

/// Sends requests to one base URL. Knows nothing of tokens.
pub struct Caller {
    base_url: String,
    caller: client_core::Caller,
}

impl Caller {
    pub fn new(base_url: String, transport: Arc<dyn Transport>, traffic: TrafficSettings) -> Self {
        let caller = client_core::Caller::new("udid", transport, traffic);
        Self { base_url, caller }
    }

    pub fn counts(&self) -> Counts {
        self.caller.counts()
    }

    /// What `judge` makes of the reply, if `admit` lets every attempt begin. No error repeats
    /// the secrets of `redactor`.
    pub async fn send<E, T>(
        &self,
        request: &E,
        redactor: &Redactor,
        admit: impl Fn() -> Result<(), Error>,
        judge: impl Fn(E::Reply) -> Result<T, Error>,
    ) -> Result<T, Error>
    where
        E: Endpoint + serde::Serialize,
        E::Reply: serde::de::DeserializeOwned,
    {
        wire::check(request)?;
        let request = self.encode(request)?;
        let attempt = || {
            admit()?;
            let request = OutgoingRequest::Buffered(request.clone());
            Ok(Attempt { request, redactor: redactor.clone() })
        };
        self.caller.exchange::<E, _, _, _>(attempt, judge).await
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
