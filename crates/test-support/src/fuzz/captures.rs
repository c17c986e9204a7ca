//! Files of captured exchanges.

use std::fs;
use std::path::Path;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::FutureExt;
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use recording::{
    Capture, Exchange, ExchangeRedactor, RecordedResponse, Replay, SpecRedactor, endpoint_at,
    read_exchanges,
};
use serde_json::Value;
use tempfile::TempDir;
use transport::{Transport, TransportError};

use super::drifts::{Documented, PROTOCOLS, check_drift};
use super::error_text::assert_short;

thread_local! {
    /// A folder of captures. A folder in it is for what is captured again.
    static FOLDER: TempDir = tempfile::tempdir().expect("a temporary folder");
}

const FILE: &str = "000001.json";

/// A file as a captured exchange: replayed, searched for drift, captured again, and replayed from
/// there.
pub fn capture(input: &[u8]) {
    FOLDER.with(|folder| {
        let folder = folder.path();
        fs::write(folder.join(FILE), input).expect("the file can be written");
        match read_exchanges(folder) {
            Ok(exchanges) => {
                let [exchange] = exchanges.as_slice() else { panic!("{exchanges:?}") };
                take(exchange, folder, &folder.join("again"));
            }
            Err(error) => assert_short(&error),
        }
    });
}

fn take(exchange: &Exchange, folder: &Path, again: &Path) {
    if let RecordedResponse::Json(answer) = &exchange.response {
        check_drift(&exchange.path, answer);
    }
    let Some((request, answer)) = rebuilt(exchange) else { return };
    // Paths of other services are redacted as well.
    let is_of = |(endpoints, _): &Documented| {
        endpoint_at(endpoints, &exchange.method, &exchange.path).is_some()
    };
    let (endpoints, _) = PROTOCOLS.into_iter().find(is_of).unwrap_or(PROTOCOLS[0]);
    let redactor = SpecRedactor::new(endpoints);
    let replay = Replay::open(folder, redactor).expect("it was read before");
    if let Ok(replayed) = sent(&replay, &request) {
        assert_eq!(replayed.body(), answer.body());
    }
    check_again(&request, &answer, again, redactor);
}

/// The request and the answer of an exchange, if HTTP can have them.
fn rebuilt(exchange: &Exchange) -> Option<(Request<Bytes>, Response<Bytes>)> {
    let request = Request::builder()
        .method(exchange.method.as_str())
        .uri(format!("https://example.com{}", exchange.path))
        .header(CONTENT_TYPE, "application/json");
    let mut answer = Response::builder().status(exchange.status);
    if let Some(kind) = &exchange.content_type {
        answer = answer.header(CONTENT_TYPE, kind);
    }
    let text = match &exchange.response {
        RecordedResponse::Json(answer) => answer.to_string(),
        RecordedResponse::Excerpt(text) => text.clone(),
    };
    let request = request.body(Bytes::from(exchange.parameters.to_string())).ok()?;
    Some((request, answer.body(Bytes::from(text)).ok()?))
}

/// What is captured is read again as it was redacted, and answers the same request.
fn check_again(
    request: &Request<Bytes>,
    answer: &Response<Bytes>,
    folder: &Path,
    redactor: SpecRedactor,
) {
    let _ = fs::remove_file(folder.join(FILE));
    let live = Capture::new(Canned(answer.clone()), folder, redactor).expect("a folder");
    sent(&live, request).expect("a canned answer");
    let exchanges = read_exchanges(folder).expect("what was written can be read");
    let [exchange] = exchanges.as_slice() else { panic!("{exchanges:?}") };
    let (asked, answered) = (redactor.request(request), redactor.response(request, answer));
    assert_eq!((&exchange.path, &exchange.parameters), (&asked.path, &asked.parameters));
    assert_eq!(exchange.response, answered);
    assert_eq!(exchange.status, answer.status().as_u16());
    let replay = Replay::open(folder, redactor).expect("what was written can be read");
    let replayed = sent(&replay, request).expect("the same request was captured");
    match &exchange.response {
        RecordedResponse::Json(json) => {
            let replayed: Value = serde_json::from_slice(replayed.body()).expect("JSON");
            assert_eq!(replayed, *json);
        }
        RecordedResponse::Excerpt(text) => assert_eq!(replayed.body(), text),
    }
}

/// These transports wait for nothing.
fn sent(
    transport: &impl Transport,
    request: &Request<Bytes>,
) -> Result<Response<Bytes>, TransportError> {
    transport.send(request.clone()).now_or_never().expect("nothing to wait for")
}

struct Canned(Response<Bytes>);

#[async_trait]
impl Transport for Canned {
    async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        Ok(self.0.clone())
    }
}
