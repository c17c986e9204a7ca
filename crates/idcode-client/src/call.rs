//! One call: checks, signature, form, answer, return code.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Request, Response, request};
use idcode_types::ResultCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use transport::TransportError;
use wire::{DecodeError, Endpoint, Reply};

use crate::multipart::Multipart;
use crate::parameters::{encode, parameters};
use crate::{Client, Error, FilePart, Page, ServiceError, checks};

const FORM: &str = "application/x-www-form-urlencoded;charset=utf-8";

impl Client {
    /// Sends a request and gives its reply if the registry says that it worked.
    pub(crate) async fn call<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint,
        E::Reply: Reply<Code = ResultCode> + DeserializeOwned,
    {
        let parameters = self.signed(request)?;
        let endpoint = E::ENDPOINT;
        let invalid = |error: http::Error| invalid::<E>(&error);
        let request = if self.shared.uses_get(endpoint) {
            let query = encode(&parameters);
            self.head::<E>("GET", &format!("?{query}")).body(Bytes::new()).map_err(invalid)?
        } else {
            let head = self.head::<E>("POST", "").header(CONTENT_TYPE, FORM);
            head.body(Bytes::from(encode(&parameters))).map_err(invalid)?
        };
        accept::<E>(self.shared.transport.send(request).await)
    }

    /// The same with a file, as a multipart form.
    pub(crate) async fn call_with_file<E>(
        &self,
        request: &E,
        file: Option<FilePart>,
    ) -> Result<E::Reply, Error>
    where
        E: Endpoint,
        E::Reply: Reply<Code = ResultCode> + DeserializeOwned,
    {
        let (Some(file), Some(field)) = (file, E::ENDPOINT.files.first()) else {
            return self.call(request).await;
        };
        let file = checks::file(E::ENDPOINT, field.wire, file).await?;
        let parameters = self.signed(request)?;
        let form = Multipart::new();
        let head = self.head::<E>("POST", "").header(CONTENT_TYPE, form.content_type());
        let request = head
            .body(form.body(&parameters, field.wire, file))
            .map_err(|error| invalid::<E>(&error))?;
        accept::<E>(self.shared.transport.send_stream(request).await)
    }

    /// The same with parameters and reply as JSON.
    pub(crate) async fn call_json<E>(
        &self,
        parameters: &Value,
        file: Option<FilePart>,
    ) -> Result<Value, Error>
    where
        E: Endpoint + DeserializeOwned,
        E::Reply: Reply<Code = ResultCode> + DeserializeOwned + Serialize,
    {
        let request: E = request_of(parameters)?;
        // The replies differ in size; on the heap none of them burdens the caller.
        let reply = Box::pin(self.call_with_file(&request, file)).await?;
        Ok(serde_json::to_value(reply).unwrap_or_default())
    }

    /// A page with parameters as JSON.
    pub(crate) fn page_json<E>(&self, parameters: &Value) -> Result<Page, Error>
    where
        E: Endpoint + DeserializeOwned,
    {
        self.page(&request_of::<E>(parameters)?)
    }

    /// The parameters of a request, checked and signed.
    pub(crate) fn signed<E: Endpoint>(
        &self,
        request: &E,
    ) -> Result<Vec<(&'static str, String)>, Error> {
        wire::check(request)?;
        let mut parameters = parameters(request, self.shared.access_token());
        checks::parameters(E::ENDPOINT, &parameters)?;
        self.shared.sign(E::ENDPOINT, &mut parameters);
        Ok(parameters)
    }

    fn head<E: Endpoint>(&self, method: &str, query: &str) -> request::Builder {
        let url = format!("{}{}{query}", self.shared.base_url, E::ENDPOINT.path);
        Request::builder().method(method).uri(url).header(ACCEPT, "application/json")
    }
}

/// A request from JSON. A parameter that the endpoint does not have is an error.
fn request_of<E: Endpoint + DeserializeOwned>(parameters: &Value) -> Result<E, Error> {
    let endpoint = E::ENDPOINT.id;
    let request: E = wire::from_slice(parameters.to_string().as_bytes()).map_err(|error| {
        let reason = match error {
            DecodeError::NotJson { reason } => reason,
            DecodeError::Shape { path, reason } => format!("{path}: {reason}"),
        };
        Error::Parameters { endpoint, reason }
    })?;
    if let Some((unknown, _)) = request.unknown_fields().iter().next() {
        let known: Vec<_> = E::INFO.fields.iter().map(|field| field.wire).collect();
        let reason = format!("there is no parameter {unknown:?}; there are {}", known.join(", "));
        return Err(Error::Parameters { endpoint, reason });
    }
    Ok(request)
}

fn invalid<E: Endpoint>(error: &http::Error) -> Error {
    let source = TransportError::InvalidRequest { reason: error.to_string() };
    Error::Transport { endpoint: E::ENDPOINT.id, source }
}

/// The reply if its return code is success, else the error that it means.
fn accept<E>(answer: Result<Response<Bytes>, TransportError>) -> Result<E::Reply, Error>
where
    E: Endpoint,
    E::Reply: Reply<Code = ResultCode> + DeserializeOwned,
{
    let endpoint = E::ENDPOINT.id;
    let answer = answer.map_err(|source| Error::Transport { endpoint, source })?;
    let (status, bytes) = (answer.status(), answer.body().len());
    tracing::debug!(endpoint, status = status.as_u16(), bytes, "idcode call");
    let excerpt = || transport::excerpt(answer.body());
    let reply = match wire::from_slice::<E::Reply>(answer.body()) {
        Ok(reply) if status.is_success() || reply.code().is_some() => reply,
        _ if !status.is_success() => {
            return Err(Error::Status { endpoint, status, excerpt: excerpt() });
        }
        Ok(reply) => reply,
        Err(DecodeError::NotJson { reason }) => {
            return Err(Error::NotJson { endpoint, reason, excerpt: excerpt() });
        }
        Err(DecodeError::Shape { path, reason }) => {
            return Err(Error::Decode { endpoint, path, reason });
        }
    };
    if reply.code() == Some(&ResultCode::Success) {
        return Ok(reply);
    }
    let (code, message) = (reply.code().cloned(), reply.message().map(str::to_owned));
    Err(Error::Service(ServiceError { endpoint, code, message }))
}
