//! Parameters of a request: from its path, headers, query, form or JSON body.

use bytes::Bytes;
use http::Request;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};
use wire::{EndpointInfo, Place};

use crate::documented::labels;

/// All parameters as a JSON object: those of an endpoint's path and headers, those in the query, and
/// those in a form or in a JSON body.
pub fn of_endpoint(endpoint: &EndpointInfo, request: &Request<Bytes>) -> Value {
    let mut parameters = of(request);
    let labels = labels(endpoint, request.uri().path()).unwrap_or_default();
    for (key, value) in labels.into_iter().chain(in_headers(endpoint, request)) {
        parameters[key] = Value::from(value);
    }
    parameters
}

fn in_headers(
    endpoint: &EndpointInfo,
    request: &Request<Bytes>,
) -> impl Iterator<Item = (&'static str, String)> {
    let fields = endpoint.request.fields.iter().filter(|field| field.place == Place::Header);
    fields.filter_map(|field| {
        let value = request.headers().get(field.wire)?;
        Some((field.wire, String::from_utf8_lossy(value.as_bytes()).into_owned()))
    })
}

/// The parameters that are not in path and headers.
pub fn of(request: &Request<Bytes>) -> Value {
    let query = request.uri().query().unwrap_or_default();
    let mut parameters: Map<String, Value> = pairs(query.as_bytes()).collect();
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        parameters.extend(pairs(request.body()));
    } else if let Some((_, boundary)) = kind.split_once("boundary=") {
        parameters.extend(parts(request.body(), boundary.trim_matches('"')));
    } else if let Ok(Value::Object(body)) = wire::value_from_slice(request.body()) {
        parameters.extend(body);
    }
    Value::Object(parameters)
}

fn pairs(form: &[u8]) -> impl Iterator<Item = (String, Value)> {
    let pairs = form_urlencoded::parse(form);
    pairs.map(|(name, value)| (name.into_owned(), Value::from(value.into_owned())))
}

/// The complete parts of a multipart form; a file is only marked as sent.
fn parts(body: &[u8], boundary: &str) -> Vec<(String, Value)> {
    let text = String::from_utf8_lossy(body);
    let delimiter = format!("\r\n--{boundary}");
    let whole = format!("\r\n{text}");
    let mut parts: Vec<_> = whole.split(&*delimiter).skip(1).collect();
    // The rest after the last delimiter is the end of the form, or a part that was cut off.
    let cut = parts.pop();
    let mut found: Vec<_> = parts.into_iter().filter_map(part).collect();
    found.extend(cut.and_then(part).filter(|(_, value)| value == "<file>"));
    found
}

fn part(part: &str) -> Option<(String, Value)> {
    let (head, value) = part.split_once("\r\n\r\n")?;
    let (_, name) = head.split_once("; name=\"")?;
    let (name, _) = name.split_once('"')?;
    let value = if head.contains("filename=") { "<file>" } else { value };
    Some((name.to_owned(), Value::from(value)))
}
