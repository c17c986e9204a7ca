//! One call: parameters, form, answer, return code.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Request, Response};
use transport::{Transport, TransportError};
use udid_types::{ErrorCode, FORM_FIELD, ReturnCode};
use wire::{DecodeError, Endpoint, OpenEnum, Reply};

use crate::Error;
use crate::error::ServiceError;
use transport::excerpt;

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
        let failed = |source| Error::Transport { endpoint, source };
        let request = self.encode(request).map_err(failed)?;
        let answer = self.transport.send(request).await.map_err(failed)?;
        let reply = decode::<E>(&answer);
        tracing::debug!(
            endpoint,
            status = answer.status().as_u16(),
            bytes = answer.body().len(),
            success = reply.is_ok(),
            "udid call"
        );
        reply
    }

    fn encode<E: Endpoint + serde::Serialize>(
        &self,
        request: &E,
    ) -> Result<Request<Bytes>, TransportError> {
        let invalid = |error: &dyn std::fmt::Display| TransportError::InvalidRequest {
            reason: error.to_string(),
        };
        let endpoint = E::ENDPOINT;
        // A request without parameters has an empty body.
        let body = if E::INFO.fields.is_empty() {
            String::new()
        } else {
            let json = serde_json::to_string(request).map_err(|error| invalid(&error))?;
            form_urlencoded::Serializer::new(String::new()).append_pair(FORM_FIELD, &json).finish()
        };
        Request::builder()
            .method(endpoint.method())
            .uri(format!("{}{}", self.base_url, endpoint.path))
            .header(CONTENT_TYPE, FORM)
            .header(ACCEPT, "application/json")
            .body(Bytes::from(body))
            .map_err(|error| invalid(&error))
    }
}

fn decode<E>(answer: &Response<Bytes>) -> Result<E::Reply, Error>
where
    E: Endpoint,
    E::Reply: serde::de::DeserializeOwned,
{
    let endpoint = E::ENDPOINT.id;
    let status = answer.status();
    let decoded = wire::from_slice::<E::Reply>(answer.body());
    match decoded {
        // Some services send their return code along with a status of 500.
        Ok(reply) if status.is_success() || reply.code().is_some() => Ok(reply),
        _ if !status.is_success() => {
            Err(Error::Status { endpoint, status, excerpt: excerpt(answer.body()) })
        }
        Ok(reply) => Ok(reply),
        Err(DecodeError::NotJson { reason }) => {
            Err(Error::NotJson { endpoint, reason, excerpt: excerpt(answer.body()) })
        }
        Err(DecodeError::Shape { path, reason }) => Err(Error::Decode { endpoint, path, reason }),
    }
}

/// The reply if its return code is success, else the error that it means.
pub fn accept<R: Reply<Code = ReturnCode>>(endpoint: &'static str, reply: R) -> Result<R, Error> {
    if reply.code() == Some(&ReturnCode::Success) {
        return Ok(reply);
    }
    let text = |wire: &str| {
        let index = R::index_of(wire)?;
        reply.get(index).text().map(std::borrow::Cow::into_owned)
    };
    Err(Error::Service(Box::new(ServiceError {
        endpoint,
        code: reply.code().cloned(),
        message: reply.message().map(str::to_owned),
        error_code: text("errorCode").map(|code| ErrorCode::from_wire(code.into())),
        error_message: text("errorMsg"),
    })))
}
