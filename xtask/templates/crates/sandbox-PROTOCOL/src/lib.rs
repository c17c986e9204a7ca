//! A simulated PROTOCOL service. It checks what the document demands of a request, and answers with
//! the document's samples.

use PROTOCOL_types::{ENDPOINTS, ReturnCode, endpoints};
use jiff::civil::Date;
use sandbox_core::{Call, HttpRequest, Reply, Service, Services, json_request};
use serde_json::{Value, json};
use wire::EndpointInfo;

/// The replies that the document shows, by endpoint.
const SAMPLES: &[(&str, &str)] = &[(endpoints::GET_ITEM, include_str!("get_item.json"))];

/// The token of a sandbox with default settings.
const TOKEN: &str = "sandbox-token";

/// The PROTOCOL service of a sandbox.
#[derive(Debug, Default)]
pub struct SimulatedService;

impl Service for SimulatedService {
    const NAME: &'static str = "PROTOCOL";
    const ENDPOINTS: &'static [EndpointInfo] = &ENDPOINTS;
    const OPENAPI: &'static str = include_str!("generated/PROTOCOL.openapi.json");
    const BASE_PATHS: &'static [&'static str] = &["/PROTOCOL"];
    type Request = HttpRequest;

    fn answer(&self, call: Call<'_>, request: HttpRequest) -> Reply {
        if call.must_fail || call.effects.is_too_frequent {
            return refuse(&ReturnCode::BadRequest, "too many calls");
        }
        if let Err(reason) = check(call.endpoint, &request) {
            return refuse(&ReturnCode::BadRequest, &reason);
        }
        if !call.rate_limiter.admit(token(&request), call.now) {
            return refuse(&ReturnCode::BadRequest, "too many calls");
        }
        match SAMPLES.iter().find(|(id, _)| *id == call.endpoint.id) {
            Some((_, sample)) => Reply::json(ReturnCode::Success.as_str(), sample.as_bytes().to_vec()),
            None => refuse(&ReturnCode::NotFound, "there is no sample for this endpoint yet"),
        }
    }

    /// The replies by endpoint.
    fn truth(&self, day: Option<Date>, _: &Services) -> Option<Value> {
        let replies = SAMPLES.iter().map(|(id, sample)| {
            ((*id).to_owned(), serde_json::from_str(sample).unwrap_or_default())
        });
        day.is_none().then(|| Value::Object(replies.collect()))
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        vec![("token", TOKEN.to_owned())]
    }
}

/// The token of the caller, whatever it is.
fn token(request: &HttpRequest) -> &str {
    request.headers.get("token").and_then(|token| token.to_str().ok()).unwrap_or_default()
}

/// Checks headers and parameters against the rules of the document.
fn check(endpoint: &'static EndpointInfo, request: &HttpRequest) -> Result<(), String> {
    for field in endpoint.common {
        let value = request.headers.get(field.wire).and_then(|value| value.to_str().ok());
        json_request::check_text(endpoint.id, field, value.unwrap_or_default())?;
    }
    let parameters = json_request::parameters(endpoint, request)?;
    json_request::check_parameters(endpoint, &parameters)
}

fn refuse(code: &ReturnCode, reason: &str) -> Reply {
    Reply::serialize(code.as_str(), &json!({"code": code, "message": reason}))
}
