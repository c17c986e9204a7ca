//! The PROTOCOL service: it checks what the document asks of a request, and answers with the
//! document's samples.

use std::time::Duration;

use axum::Router;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Map, Value, json};
use wire::{EndpointInfo, FieldInfo, Refusal};

use PROTOCOL_types::{ENDPOINTS, ReturnCode};

use crate::fault::html;
use crate::json_body;
use crate::{Sandbox, Settings};

/// The answers that the document shows, by endpoint.
const SAMPLES: &[(&str, &str)] = &[("1.1", include_str!("PROTOCOL/get_item.json"))];

impl Sandbox {
    /// Base URL of the PROTOCOL service.
    pub fn PROTOCOL_url(&self) -> String {
        format!("http://{}/PROTOCOL", self.address())
    }
}

/// A request as it comes.
struct Received {
    method: Method,
    query: String,
    headers: HeaderMap,
    body: Bytes,
}

pub fn router(settings: &Settings) -> Router {
    let (mut router, latency) = (Router::new(), settings.latency);
    for endpoint in &ENDPOINTS {
        let handler = move |method, RawQuery(query): RawQuery, headers, body| async move {
            let query = query.unwrap_or_default();
            serve(endpoint, &Received { method, query, headers, body }, latency).await
        };
        router = router.route(&format!("/PROTOCOL{}", endpoint.path), any(handler));
    }
    router
}

async fn serve(
    endpoint: &'static EndpointInfo,
    received: &Received,
    latency: Duration,
) -> Response {
    if !endpoint.methods.contains(&received.method.as_str()) {
        return html(StatusCode::METHOD_NOT_ALLOWED);
    }
    tokio::time::sleep(latency).await;
    let sample = SAMPLES.iter().find(|(id, _)| *id == endpoint.id);
    let json = match (check(endpoint, received), sample) {
        (Err(reason), _) => refusal(&reason),
        (Ok(()), Some((_, sample))) => (*sample).to_owned(),
        (Ok(()), None) => return html(StatusCode::NOT_IMPLEMENTED),
    };
    ([(CONTENT_TYPE, "application/json")], json).into_response()
}

/// Checks headers and parameters against the rules of the document.
fn check(endpoint: &'static EndpointInfo, received: &Received) -> Result<(), String> {
    for field in endpoint.common {
        let value = received.headers.get(field.wire).and_then(|value| value.to_str().ok());
        check_value(endpoint, field, value.unwrap_or_default())?;
    }
    let parameters = match received.method {
        Method::GET => from_query(&received.query),
        _ => json_body::object(&received.body)?,
    };
    endpoint.request.fields.iter().try_for_each(|field| {
        let text = match parameters.get(field.wire) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        check_value(endpoint, field, &text)
    })
}

fn check_value(
    endpoint: &'static EndpointInfo,
    field: &FieldInfo,
    text: &str,
) -> Result<(), String> {
    wire::check_value(field, text).map_err(|rule| {
        Refusal { endpoint: endpoint.id, parameter: field.wire, rule }.to_string()
    })
}

fn from_query(query: &str) -> Map<String, Value> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    pairs.map(|(key, value)| (key.into_owned(), json!(value))).collect()
}

fn refusal(reason: &str) -> String {
    json!({"code": ReturnCode::BadRequest.as_str(), "message": reason}).to_string()
}
