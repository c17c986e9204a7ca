//! An answer on its way out, right or wrong.

use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::body::shape;
use super::{Fault, Service, Stage, Struck};

/// An answer on its way.
pub struct Outgoing {
    pub service: Service,
    pub endpoint: &'static str,
    /// HTTP status of an answer without a fault.
    pub status: StatusCode,
    pub content: Content,
    /// How it goes wrong.
    pub faults: Vec<Struck>,
    /// How long it takes.
    pub latency: Duration,
}

/// What an answer holds.
pub enum Content {
    /// JSON, and the code in it.
    Json(Told),
    /// A page for people. Faults that change a body pass it by.
    Page(Response),
}

/// JSON, and the code in it.
#[derive(Default)]
pub struct Told {
    pub json: Vec<u8>,
    pub code: String,
}

/// What became of a call, for the journal; an extension of the response.
#[derive(Clone)]
pub struct Verdict {
    pub service: Service,
    pub endpoint: &'static str,
    /// The code of the answer, or the one that it would have had without a fault; none for a page.
    pub code: Option<String>,
    pub faults: Vec<String>,
}

impl Outgoing {
    /// Sends it.
    pub async fn send(self) -> Response {
        let Self { service, endpoint, status, content, faults, latency } = self;
        let delay = faults.iter().map(|struck| struck.fault.delay());
        let delay = delay.fold(latency, Duration::saturating_add);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        let names = faults.iter().map(|struck| struck.name.clone()).collect();
        let faults = faults.iter().map(|struck| &struck.fault);
        let delivery = faults.clone().find(|fault| fault.stage() == Stage::Delivery);
        let (code, mut response) = match content {
            Content::Page(page) => (None, delivery.and_then(Fault::instead).unwrap_or(page)),
            Content::Json(Told { json, code }) => {
                let json = shape(json, faults);
                let response = match delivery {
                    Some(fault) => fault.deliver(status, json).await,
                    None => answer(status, json),
                };
                (Some(code), response)
            }
        };
        let verdict = Verdict { service, endpoint, code, faults: names };
        response.extensions_mut().insert(verdict);
        response
    }
}

impl Fault {
    fn delay(&self) -> Duration {
        if let Self::Slow(time) = self { *time } else { Duration::ZERO }
    }
}

/// A JSON answer.
pub fn answer(status: StatusCode, body: impl Into<Body>) -> Response {
    let kind = [(http::header::CONTENT_TYPE, "application/json;charset=UTF-8")];
    (status, kind, body.into()).into_response()
}

/// An HTML page, as gateways and wrong paths give it.
pub fn html(status: StatusCode) -> Response {
    let title = format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or_default());
    let page = format!(
        "\r\n\r\n<html>\r\n<head><title>{title}</title></head>\r\n<body><h1>{title}</h1></body>\r\n</html>\r\n"
    );
    (status, axum::response::Html(page)).into_response()
}
