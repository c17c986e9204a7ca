//! What of an exchange may be written down: what its document names and does not call sensitive.

mod hide;
mod parameters;

use std::sync::Arc;

use auth::Redactor;
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, Request, Response};
use serde_json::Value;
use transport::{Answered, Asked, Scrub, excerpt};
use wire::{EndpointInfo, FieldInfo};

use crate::documented::endpoint_at;
use hide::{Hide, blank};

/// Headers that everybody sends.
const HARMLESS: [http::HeaderName; 5] = [ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, USER_AGENT];

const UNKNOWN_PATH: &str = "<hidden>";

/// A [`Scrub`] for a [`Capture`](transport::Capture) of a protocol. It lets through the values of
/// documented fields that are neither sensitive nor filled in by the client, and keys. Everything
/// else becomes a placeholder of the same kind: a text `<hidden>`, or `<hidden, long>` beyond 64
/// characters, a number 0, a truth value false. What is sensitive in an exchange is hidden in the
/// harmless texts of it as well, since some services repeat what they were sent.
pub fn scrub(endpoints: &'static [EndpointInfo]) -> Arc<dyn Scrub> {
    Arc::new(Scrubber { endpoints })
}

struct Scrubber {
    endpoints: &'static [EndpointInfo],
}

impl Scrubber {
    fn endpoint(&self, request: &Request<Bytes>) -> Option<&'static EndpointInfo> {
        endpoint_at(self.endpoints, request.uri().path())
    }
}

impl Scrub for Scrubber {
    fn request(&self, request: &Request<Bytes>) -> Asked {
        let parameters = parameters::of(request);
        let Some(endpoint) = self.endpoint(request) else {
            return Asked { path: UNKNOWN_PATH.to_owned(), parameters: blank(&parameters) };
        };
        let secrets = Redactor::new(secrets_of(endpoint, request));
        let mut hide = Hide::new(&secrets);
        let parameters = hide.object(&fields_of(endpoint), &parameters);
        Asked { path: endpoint.path.to_owned(), parameters }
    }

    fn answer(&self, request: &Request<Bytes>, answer: &Response<Bytes>) -> Answered {
        let endpoint = self.endpoint(request);
        let found = endpoint.map(|endpoint| secrets_of(endpoint, request)).unwrap_or_default();
        let value = wire::value_from_slice(answer.body());
        match (endpoint, value) {
            (Some(endpoint), Ok(value @ Value::Object(_))) => {
                let fields = [endpoint.reply.fields];
                let none = Redactor::default();
                let mut look = Hide::new(&none);
                look.object(&fields, &value);
                let secrets = Redactor::new(found.into_iter().chain(look.found));
                Answered::Json(Hide::new(&secrets).object(&fields, &value))
            }
            (_, Ok(value @ (Value::Object(_) | Value::Array(_)))) => Answered::Json(blank(&value)),
            _ => {
                let mut text = excerpt(answer.body());
                Redactor::new(found).redact(&mut text);
                Answered::Excerpt(text)
            }
        }
    }
}

/// What may stand in a request: parameters, what the client fills in, and files.
fn fields_of(endpoint: &EndpointInfo) -> [&'static [FieldInfo]; 3] {
    [endpoint.request.fields, endpoint.common, endpoint.files]
}

/// What is sensitive in a request, its headers included.
fn secrets_of(endpoint: &EndpointInfo, request: &Request<Bytes>) -> Vec<String> {
    let none = Redactor::default();
    let mut look = Hide::new(&none);
    look.object(&fields_of(endpoint), &parameters::of(request));
    look.found.extend(header_values(request.headers()));
    look.found
}

fn header_values(headers: &HeaderMap) -> impl Iterator<Item = String> {
    let telling = headers.iter().filter(|(name, _)| !HARMLESS.contains(name));
    telling.map(|(_, value)| String::from_utf8_lossy(value.as_bytes()).into_owned())
}
