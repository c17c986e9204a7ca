//! Answers to the clients.

use std::error::Error;
use std::sync::{Arc, LazyLock};

use crate::planted::{
    CLOUDMFG_TOKEN, CLOUDMFG_USER, CREDIT_CODE, DBHS_APP_KEY, DBHS_SECRET_KEY, IDCODE_CODE,
    IDCODE_TOKEN, MARKER, UDID_APP_ID, UDID_APP_SECRET, parameters,
};
use async_trait::async_trait;
use auth::ManualClock;
use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{Request, Response};
use idcode_client::{Callback, FilePart};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use transport::{RateLimit, RetryPolicy, Transport, TransportError};
use udid_types::TokenRequest;
use wire::{Endpoint, EndpointInfo};

const URL: &str = "https://example.com";

/// Stands for the secrets that were sent, in answers that repeat them.
const REPEATED: char = '§';

/// More pages are not asked for: the same answer again is another page.
const PAGES: usize = 3;

thread_local! {
    static RUNTIME: Runtime =
        Builder::new_current_thread().enable_time().build().expect("a runtime");
}

/// The answer to a call for a token that lets the others through.
static TOKEN: LazyLock<Answer> = LazyLock::new(|| {
    let text = crate::planted::answer(TokenRequest::ENDPOINT, ("returnCode", 1.into())).to_string();
    Answer { status: 200, retry_after: None, text }
});

/// An answer to every endpoint of every client: no error shows a secret that was sent. Text is one
/// with status 200, unless its first line says otherwise: `503`, or `503 120` with `Retry-After`.
pub fn answers(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    // The secrets come from what was sent.
    if text.to_ascii_lowercase().contains(MARKER) {
        return;
    }
    let _ = Callback::parse(&text);
    let answer = Answer::of(&text);
    RUNTIME.with(|runtime| runtime.block_on(all(&answer)));
}

async fn all(answer: &Answer) {
    udid(Service { answer: answer.clone(), gives_tokens: false }).await;
    let service = Service { answer: answer.clone(), gives_tokens: true };
    udid(service.clone()).await;
    idcode(service.clone()).await;
    dbhs(service.clone()).await;
    cloudmfg(service).await;
}

#[derive(Clone)]
struct Answer {
    status: u16,
    retry_after: Option<String>,
    text: String,
}

impl Answer {
    fn of(text: &str) -> Self {
        let whole = || Self { status: 200, retry_after: None, text: text.to_owned() };
        let Some((first, rest)) = text.split_once('\n') else { return whole() };
        let mut words = first.split(' ');
        match words.next().unwrap_or_default().parse() {
            Ok(status @ 200..=599) => {
                let retry_after = words.next().map(str::to_owned);
                Self { status, retry_after, text: rest.to_owned() }
            }
            _ => whole(),
        }
    }

    fn response(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let body = self.text.replace(REPEATED, &secrets(request));
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = self.status.try_into().expect("a status");
        let retry_after = self.retry_after.as_ref().and_then(|text| text.parse().ok());
        if let Some(value) = retry_after {
            response.headers_mut().insert(RETRY_AFTER, value);
        }
        response
    }
}

/// The secrets in a request, as they were sent.
fn secrets(request: &Request<Bytes>) -> String {
    let headers = request.headers().values().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let mut sent = headers.collect::<Vec<_>>().join(" ");
    sent.push_str(&request.uri().to_string());
    sent.push_str(&String::from_utf8_lossy(request.body()));
    let secrets = sent.match_indices(MARKER).map(|(start, _)| {
        let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '-';
        sent[start..].split(is_end).next().unwrap_or_default()
    });
    secrets.collect::<Vec<_>>().join(" ")
}

/// Always gives the same answer, but may give tokens all the same.
#[derive(Clone)]
struct Service {
    answer: Answer,
    gives_tokens: bool,
}

#[async_trait]
impl Transport for Service {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let is_token = request.uri().path().ends_with(TokenRequest::ENDPOINT.path);
        let answer = if is_token && self.gives_tokens { &TOKEN } else { &self.answer };
        Ok(answer.response(&request))
    }
}

/// A client that calls a service once. A macro, since the builders have no common type.
macro_rules! builder {
    ($client:ident, $credentials:expr, $service:expr) => {
        $client::Client::builder(URL)
            .credentials($credentials)
            .transport($service)
            .retry(RetryPolicy::none())
            .rate_limit(RateLimit::unlimited())
    };
}

/// All endpoints but pages, which a browser opens, each with what is sent to it.
fn calls(
    endpoints: &'static [EndpointInfo],
) -> impl Iterator<Item = (&'static EndpointInfo, Value)> {
    let calls = endpoints.iter().filter(|endpoint| !endpoint.is_page);
    calls.map(|endpoint| (endpoint, parameters(endpoint)))
}

async fn udid(service: Service) {
    let credentials = udid_client::Credentials::new(UDID_APP_ID, UDID_APP_SECRET, CREDIT_CODE);
    let clock = ManualClock::new("2026-08-20T12:00:00+08:00".parse().expect("a time"));
    let client = builder!(udid_client, credentials, service)
        .clock(Arc::new(clock))
        .build()
        .expect("a client");
    for (endpoint, sent) in calls(&udid_types::ENDPOINTS) {
        check(client.call_named(endpoint.name, &sent).await);
    }
    let mut walk = client.walk("2026-08-10".parse().expect("a day"));
    for _ in 0..PAGES {
        match walk.next_page().await {
            Ok(Some(page)) => assert!(!format!("{page:?}").is_empty()),
            Ok(None) => break,
            Err(error) => {
                check_error(&error);
                break;
            }
        }
    }
    assert!(!walk.report().to_string().is_empty());
}

async fn idcode(service: Service) {
    let credentials = idcode_client::Credentials::new(IDCODE_TOKEN, IDCODE_CODE);
    let client = builder!(idcode_client, credentials, service).build().expect("a client");
    for (endpoint, sent) in calls(&idcode_types::ENDPOINTS) {
        let file = (!endpoint.files.is_empty()).then(|| FilePart::bytes("a.txt", &b"BM"[..]));
        check(client.call_named(endpoint.name, &sent, file).await);
    }
    if let Ok(regions) = client.regions().await {
        for (id, _) in regions.children(0) {
            regions.way_down(id);
            regions.place(id);
        }
    }
}

async fn dbhs(service: Service) {
    let credentials = dbhs_client::Credentials::new(DBHS_APP_KEY, DBHS_SECRET_KEY);
    let client = builder!(dbhs_client, credentials, service).build().expect("a client");
    for (endpoint, sent) in calls(&dbhs_types::ENDPOINTS) {
        check(client.call_named(endpoint.name, &sent).await);
    }
}

async fn cloudmfg(service: Service) {
    let credentials = cloudmfg_client::Credentials::new(CLOUDMFG_USER, CLOUDMFG_TOKEN);
    let client = builder!(cloudmfg_client, credentials, service).build().expect("a client");
    for (endpoint, sent) in calls(&cloudmfg_types::ENDPOINTS) {
        check(client.call_named(endpoint.name, &sent).await);
    }
}

fn check<E: Error>(outcome: Option<Result<Value, E>>) {
    if let Err(error) = outcome.expect("an endpoint of this name") {
        check_error(&error);
    }
}

fn check_error(error: &impl Error) {
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(!shown.to_ascii_lowercase().contains(MARKER), "{shown}");
    }
}
