//! What of an exchange is recorded: documented values that are not sensitive.

mod parameters;
mod values;

use auth::Redactor;
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, Request, Response};
use serde_json::Value;
use transport::excerpt;
use wire::{EndpointInfo, FieldInfo, Place};

use crate::documented::endpoint_at;
use crate::{RecordedRequest, RecordedResponse};
use values::{ValueRedactor, placeholder};

/// Decides what of an exchange is recorded. Implementations know the protocol and pass only what
/// they know to be harmless: recordings are made to be shared.
pub trait ExchangeRedactor: Send + Sync {
    /// The request. Its body may end after the first 64 KiB.
    fn request(&self, request: &Request<Bytes>) -> RecordedRequest;

    /// The response to a request.
    fn response(&self, request: &Request<Bytes>, response: &Response<Bytes>) -> RecordedResponse;
}

/// The headers of any HTTP request.
const HARMLESS_HEADERS: [HeaderName; 5] = [ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, USER_AGENT];

const UNKNOWN_PATH: &str = "<hidden>";

/// Redacts exchanges of a protocol after its specification.
///
/// It keeps keys, and the values of documented fields that are neither sensitive nor filled in by
/// the client. Any other value becomes a placeholder of the same type: the text `<hidden>`, or
/// `<hidden, long>` beyond 64 characters, the number 0, or false. Sensitive values are also
/// replaced within the harmless texts of the same exchange, since some services echo what they were
/// sent.
#[derive(Clone, Copy, Debug)]
pub struct SpecRedactor {
    endpoints: &'static [EndpointInfo],
}

impl SpecRedactor {
    /// A redactor for the protocol with these endpoints.
    pub fn new(endpoints: &'static [EndpointInfo]) -> Self {
        Self { endpoints }
    }

    fn endpoint(&self, request: &Request<Bytes>) -> Option<&'static EndpointInfo> {
        endpoint_at(self.endpoints, request.method().as_str(), request.uri().path())
    }
}

impl ExchangeRedactor for SpecRedactor {
    fn request(&self, request: &Request<Bytes>) -> RecordedRequest {
        let Some(endpoint) = self.endpoint(request) else {
            let parameters = placeholder(&parameters::of(request));
            return RecordedRequest { path: UNKNOWN_PATH.to_owned(), parameters };
        };
        let secrets = Redactor::new(secrets_of(endpoint, request));
        let mut values = ValueRedactor::new(&secrets);
        let parameters = parameters::of_endpoint(endpoint, request);
        let parameters = values.object(&fields_of(endpoint), &parameters);
        RecordedRequest { path: endpoint.path.to_owned(), parameters }
    }

    fn response(&self, request: &Request<Bytes>, response: &Response<Bytes>) -> RecordedResponse {
        let endpoint = self.endpoint(request);
        let sent = endpoint.map(|endpoint| secrets_of(endpoint, request)).unwrap_or_default();
        let value = wire::value_from_slice(response.body());
        match (endpoint, value) {
            (Some(endpoint), Ok(value @ Value::Object(_))) => {
                let fields = [endpoint.reply.fields];
                // Twice: the first pass finds the sensitive values, wherever the response has them.
                let none = Redactor::default();
                let mut search = ValueRedactor::new(&none);
                search.object(&fields, &value);
                let secrets = Redactor::new(sent.into_iter().chain(search.found));
                RecordedResponse::Json(ValueRedactor::new(&secrets).object(&fields, &value))
            }
            (_, Ok(value @ (Value::Object(_) | Value::Array(_)))) => {
                RecordedResponse::Json(placeholder(&value))
            }
            _ => {
                let mut text = excerpt(response.body());
                Redactor::new(sent).redact(&mut text);
                RecordedResponse::Excerpt(text)
            }
        }
    }
}

/// The fields of a request: parameters, what the client fills in, and files.
fn fields_of(endpoint: &EndpointInfo) -> [&'static [FieldInfo]; 3] {
    [endpoint.request.fields, endpoint.common, endpoint.files]
}

/// The sensitive values of a request, including its headers.
fn secrets_of(endpoint: &EndpointInfo, request: &Request<Bytes>) -> Vec<String> {
    let none = Redactor::default();
    let mut search = ValueRedactor::new(&none);
    search.object(&fields_of(endpoint), &parameters::of_endpoint(endpoint, request));
    search.found.extend(header_values(endpoint, request.headers()));
    search.found
}

/// The values of headers that no parameter describes: tokens and signatures, most of them.
fn header_values(endpoint: &EndpointInfo, headers: &HeaderMap) -> impl Iterator<Item = String> {
    let is_parameter = |name: &HeaderName| {
        let mut fields = endpoint.request.fields.iter();
        fields.any(|field| field.place == Place::Header && field.is_named(name.as_str()))
    };
    let specific = headers
        .iter()
        .filter(move |(name, _)| !HARMLESS_HEADERS.contains(name) && !is_parameter(name));
    specific.map(|(_, value)| String::from_utf8_lossy(value.as_bytes()).into_owned())
}
