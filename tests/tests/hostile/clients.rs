//! The clients, behind one face.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use auth::ManualClock;
use bytes::Bytes;
use client_core::{Error, ReturnCodeError};
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use serde_json::{Value, json};
use test_support::jumping::Jumping;
use transport::{Transport, TransportError};

const URL: &str = "https://service.example";
const TOKEN: &str = r#"{"returnCode": 1, "accessToken": "a token of a test", "expiresIn": 7200,
    "currentTime": "20261201120000", "todayRemainVisitCount": 100}"#;

/// What the service sends.
#[derive(Clone)]
pub struct Sent {
    pub status: u16,
    pub content_type: Option<String>,
    pub body: Vec<u8>,
    /// What the network does instead.
    pub failure: Option<&'static str>,
}

impl Sent {
    pub fn ok(body: impl AsRef<[u8]>) -> Self {
        Self { status: 200, content_type: None, body: body.as_ref().to_vec(), failure: None }
    }

    pub fn of_type(self, content_type: &str) -> Self {
        Self { content_type: Some(content_type.to_owned()), ..self }
    }
}

/// A service that always sends the same.
#[derive(Clone)]
struct Hostile {
    sent: Sent,
    attempts: Arc<AtomicUsize>,
}

#[async_trait]
impl Transport for Hostile {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        if request.uri().path().ends_with("/token/get") {
            return Ok(Response::new(Bytes::from_static(TOKEN.as_bytes())));
        }
        self.attempts.fetch_add(1, Ordering::Relaxed);
        if let Some(failure) = self.sent.failure {
            return Err(failed(failure));
        }
        let mut response = Response::builder().status(self.sent.status);
        if let Some(content_type) = &self.sent.content_type {
            let bytes = content_type.as_bytes();
            if let Ok(value) = http::HeaderValue::from_bytes(bytes) {
                response = response.header(CONTENT_TYPE, value);
            }
        }
        Ok(response.body(self.sent.body.clone().into()).unwrap())
    }
}

fn failed(failure: &str) -> TransportError {
    let (host, source) = ("service.example".to_owned(), io::Error::other("of a test"));
    match failure {
        "connect" => TransportError::Connect { host, source },
        "connect timeout" => TransportError::Timeout { host, connecting: true },
        "timeout" => TransportError::Timeout { host, connecting: false },
        "reset" => TransportError::Interrupted { host, source },
        "tls" => TransportError::Tls { host, source },
        "redirect" => TransportError::RedirectRefused { host, to_host: "other.example".to_owned() },
        "redirect to page" => {
            let target = "service.example/login".to_owned();
            TransportError::RedirectedToPage { host, status: 302, target }
        }
        _ => TransportError::TooLarge { host, limit: 1 },
    }
}

pub struct Failed {
    pub kind: &'static str,
    text: String,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.kind, self.text)
    }
}

impl<S: ReturnCodeError, O: fmt::Display> From<Error<S, O>> for Failed {
    fn from(error: Error<S, O>) -> Self {
        let kind = match &error {
            Error::Transport { .. } => "transport",
            Error::Status { .. } => "status",
            Error::NotJson { .. } => "not json",
            Error::Decode { .. } => "decode",
            Error::Service(_) => "service",
            _ => "other",
        };
        let text = error.to_string();
        assert!(text.chars().count() < 2000, "{} characters", text.len());
        Self { kind, text }
    }
}

pub struct Outcome {
    pub attempts: usize,
    pub result: Result<Value, Failed>,
}

type Call = fn(Sent) -> Pin<Box<dyn Future<Output = Outcome>>>;

/// An endpoint of a client.
pub struct Subject {
    pub name: &'static str,
    pub is_write: bool,
    pub code_key: &'static str,
    pub message_key: &'static str,
    pub success: &'static str,
    pub failure: &'static str,
    pub call: Call,
}

fn world(sent: Sent) -> (Hostile, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::new("2026-12-01T04:00:00Z".parse().unwrap()));
    (Hostile { sent, attempts: Arc::default() }, clock)
}

/// Calls an endpoint of a client by its name.
macro_rules! call {
    ($client:ident, $address:expr, $credentials:expr, $name:literal, $parameters:tt $(, $file:expr)?) => {
        |sent| {
            Box::pin(async move {
                let (hostile, clock) = world(sent);
                let builder = $client::Client::builder($address).credentials($credentials);
                let builder = builder.transport(hostile.clone()).timing(Jumping::new(&clock));
                let client = builder.build().unwrap();
                let result = client.call_named($name, &json!($parameters) $(, $file)?).await.unwrap();
                let attempts = hostile.attempts.load(Ordering::Relaxed);
                Outcome { attempts, result: result.map_err(Failed::from) }
            })
        }
    };
}

macro_rules! udid {
    ($name:literal, $parameters:tt) => {
        call!(
            udid_client,
            URL,
            udid_client::Credentials::new("id", "secret", "credit"),
            $name,
            $parameters
        )
    };
}

macro_rules! idcode {
    ($name:literal, $parameters:tt) => {
        call!(
            idcode_client,
            URL,
            idcode_client::Credentials::new("token", "code"),
            $name,
            $parameters,
            None
        )
    };
}

macro_rules! cloudmfg {
    ($name:literal, $parameters:tt) => {
        call!(
            cloudmfg_client,
            URL,
            cloudmfg_client::Credentials::new("user", "token"),
            $name,
            $parameters
        )
    };
}

fn subject(
    name: &'static str,
    (code_key, message_key, success, failure): (
        &'static str,
        &'static str,
        &'static str,
        &'static str,
    ),
    is_write: bool,
    call: Call,
) -> Subject {
    Subject { name, is_write, code_key, message_key, success, failure, call }
}

pub fn subjects() -> Vec<Subject> {
    let udid = ("returnCode", "returnMsg", "1", "3");
    let idcode = ("result_code", "result_msg", "1", "10001");
    let dbhs = ("code", "msg", "200", "405");
    let cloudmfg = ("status", "msg", "200", "100100");
    let list: Call = udid!("list_devices", {"requestType": 1, "rangeValue": "2026-11-30", "currentPageNumber": 1});
    let write: Call = idcode!("send_verification_code", {"phone_code": "13800000000"});
    let organization: Call = call!(
        dbhs_client, URL, dbhs_client::Credentials::new("key", "secret"), "get_organization",
        {"searchKey": "某某公司"}
    );
    vec![
        subject("udid test_connection", udid, false, udid!("test_connection", {})),
        subject("udid list_devices", udid, false, list),
        subject("idcode list_unit_types", idcode, false, idcode!("list_unit_types", {})),
        subject("idcode send_verification_code", idcode, true, write),
        subject("dbhs get_organization", dbhs, false, organization),
        subject(
            "cloudmfg query_device",
            cloudmfg,
            false,
            cloudmfg!("query_device", {"devId": "1"}),
        ),
        subject(
            "cloudmfg create_gateway",
            cloudmfg,
            true,
            cloudmfg!("create_gateway", {"gatewName": "a", "commCode": "70", "commUrl": "MQTT", "iotType": "1"}),
        ),
    ]
}
