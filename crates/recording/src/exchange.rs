//! Exchanges as they are recorded: one JSON file each.

use std::io;
use std::path::Path;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use serde_json::{Value, json};

use crate::folder;

/// A recorded request and its response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// Its position among the exchanges of the folder, from 1.
    pub number: u64,
    /// HTTP method.
    pub method: String,
    /// Host of the service, without its port.
    pub host: String,
    /// Path of the endpoint.
    pub path: String,
    /// Parameters of the request: a JSON object.
    pub parameters: Value,
    /// HTTP status.
    pub status: u16,
    /// Media type of the response, like `application/json`.
    pub content_type: Option<String>,
    /// The response.
    pub response: RecordedResponse,
}

/// A redacted request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedRequest {
    /// Path of the endpoint.
    pub path: String,
    /// The parameters, wherever the request has them: a JSON object.
    pub parameters: Value,
}

/// A redacted response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordedResponse {
    /// JSON, with placeholders for what is hidden.
    Json(Value),
    /// A description of a response that is not JSON.
    Excerpt(String),
}

/// Reads the exchanges of a folder, in the order in which they were made.
///
/// # Errors
/// The folder or a file in it cannot be read, or a file is not an exchange.
pub fn read_exchanges(folder: &Path) -> io::Result<Vec<Exchange>> {
    let mut numbers = folder::numbers(folder)?;
    numbers.sort_unstable();
    numbers.into_iter().map(|number| Exchange::read(folder, number)).collect()
}

impl Exchange {
    pub(crate) fn new(
        number: u64,
        request: &Request<Bytes>,
        recorded: RecordedRequest,
        response: &Response<Bytes>,
        recorded_response: RecordedResponse,
    ) -> Self {
        Self {
            number,
            method: request.method().to_string(),
            host: request.uri().host().unwrap_or_default().to_owned(),
            path: recorded.path,
            parameters: recorded.parameters,
            status: response.status().as_u16(),
            content_type: media_type(response),
            response: recorded_response,
        }
    }

    pub(crate) fn write_to(&self, folder: &Path) -> io::Result<()> {
        let mut exchange = json!({
            "number": self.number,
            "method": self.method,
            "host": self.host,
            "path": self.path,
            "parameters": self.parameters,
            "status": self.status,
            "content_type": self.content_type,
        });
        match &self.response {
            RecordedResponse::Json(response) => exchange["response"] = response.clone(),
            RecordedResponse::Excerpt(excerpt) => exchange["excerpt"] = json!(excerpt),
        }
        folder::write_whole(folder, &folder::file_name(self.number), &format!("{exchange:#}\n"))
    }

    fn read(folder: &Path, number: u64) -> io::Result<Self> {
        let file = folder.join(folder::file_name(number));
        let at = |reason: &str| {
            io::Error::new(io::ErrorKind::InvalidData, format!("{}: {reason}", file.display()))
        };
        let text = folder::read_bounded(&file).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", file.display()))
        })?;
        let mut exchange: Value =
            serde_json::from_str(&text).map_err(|error| at(&error.to_string()))?;
        Self::from_json(number, &mut exchange).ok_or_else(|| at("not a captured exchange"))
    }

    fn from_json(number: u64, exchange: &mut Value) -> Option<Self> {
        let text = |key: &str| exchange.get(key)?.as_str().map(str::to_owned);
        let (method, host, path) = (text("method")?, text("host")?, text("path")?);
        let (content_type, excerpt) = (text("content_type"), text("excerpt"));
        let status = exchange.get("status")?.as_u64()?.try_into().ok()?;
        let parameters = exchange.get_mut("parameters")?.take();
        let response = match excerpt {
            Some(excerpt) => RecordedResponse::Excerpt(excerpt),
            None => RecordedResponse::Json(exchange.get_mut("response")?.take()),
        };
        Some(Self { number, method, host, path, parameters, status, content_type, response })
    }
}

/// Media type of a response, without its parameters.
fn media_type(response: &Response<Bytes>) -> Option<String> {
    let sent = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let kind = sent.split(';').next().unwrap_or_default().trim();
    let is_kind = |c: char| c.is_ascii_alphanumeric() || "/+-.".contains(c);
    (kind.len() <= 64 && kind.contains('/') && kind.chars().all(is_kind)).then(|| kind.to_owned())
}
