//! Answers with secrets in them, over HTTP: success, and complaints that repeat what was sent.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use auth::SystemClock;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use transport::HttpTransport;
use wire::EndpointInfo;

use crate::clients::Protocol;
use crate::planted::{MARKER, answer};
use crate::shown;

/// What becomes of a request: success, or status and body, in which `§` stands for the secrets that
/// were sent.
#[derive(Clone, Copy)]
enum Behaviour {
    Succeed,
    /// Success, but something is wrong with the answer.
    Spoil(fn(&str) -> String),
    Repeat(u16, &'static str),
}

/// Cut short; twice a string, then cut short; one in a list; and with a list around each value.
const SPOILT: [fn(&str) -> String; 4] = [
    |answer| answer[..answer.len() - 1].to_owned(),
    |answer| serde_json::to_string(&answer[..answer.len() - 1]).unwrap(),
    |answer| format!("[{answer}]"),
    |answer| {
        let answer: BTreeMap<String, Value> = serde_json::from_str(answer).unwrap();
        let listed =
            answer.into_iter().map(|(key, value)| (key, json!([[value, {"new": MARKER}]])));
        Value::Object(listed.collect()).to_string()
    },
];

const COMPLAINTS: [(u16, &str); 9] = [
    (200, r#"{"returnCode": 3, "returnMsg": "§", "errorMsg": "§"}"#),
    (200, r#"{"result_code": 10001, "result_msg": "cannot read §!"}"#),
    (200, r#"{"code": 400, "msg": "§", "status": "100100", "message": "§"}"#),
    (200, r#"{"returnCode": "§", "result_code": "§", "code": "§", "status": "§"}"#),
    (200, r#"{"returnCode": ["§"], "result_code": ["§"], "code": ["§"], "status": ["§"]}"#),
    (500, r#"{"echo": "§"}"#),
    (500, "<html><body>cannot read §!</body></html>"),
    (200, "<html><body>cannot read §!</body></html>"),
    (307, "§"),
];

#[derive(Clone, Copy)]
struct Service {
    protocol: Protocol,
    behaviour: Behaviour,
}

impl Service {
    /// Starts it; gives its root. It ends with the runtime of the test.
    async fn start(self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let root = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().fallback(serve).with_state(self);
        tokio::spawn(async move { axum::serve(listener, app).await });
        root
    }

    fn success(self, endpoint: &EndpointInfo) -> Value {
        let (key, value) = self.protocol.success();
        answer(endpoint, (key, value))
    }
}

async fn serve(State(service): State<Service>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let endpoint = service.protocol.endpoints().find(|endpoint| path.ends_with(endpoint.path));
    let endpoint = endpoint.expect("a path of the protocol");
    let sent = secrets(request).await;
    assert!(sent.contains(MARKER) || endpoint.id == "P001", "{}: {sent}", endpoint.id);
    // Without a token nothing else of the UDID service is tried.
    let is_token = endpoint.id == "P002";
    match service.behaviour {
        Behaviour::Repeat(status, body) if !is_token => {
            let status = StatusCode::from_u16(status).unwrap();
            // Back to the same place, for those that redirect.
            let location = format!("{path}?{}", sent.replace(' ', "&"));
            (status, [("location", location)], body.replace('§', &sent)).into_response()
        }
        Behaviour::Spoil(spoil) if !is_token => {
            spoil(&service.success(endpoint).to_string()).into_response()
        }
        _ => service.success(endpoint).to_string().into_response(),
    }
}

/// The secrets in a request, as they were sent.
async fn secrets(request: Request) -> String {
    let mut sent = request.uri().to_string();
    for value in request.headers().values() {
        writeln!(sent, " {}", value.to_str().unwrap_or_default()).unwrap();
    }
    let body = axum::body::to_bytes(request.into_body(), 100_000).await.unwrap();
    sent.push_str(&String::from_utf8_lossy(&body));
    let secrets = sent.match_indices(MARKER).map(|(at, _)| {
        let rest = &sent[at..];
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        &rest[..end.unwrap_or(rest.len())]
    });
    secrets.collect::<Vec<_>>().join(" ")
}

async fn every_endpoint(protocol: Protocol, behaviour: Behaviour) -> usize {
    let root = Service { protocol, behaviour }.start().await;
    let http = HttpTransport::builder().no_proxy().build().unwrap();
    let client = protocol.client(&root, http, Arc::new(SystemClock));
    let mut count = 0;
    for endpoint in protocol.endpoints() {
        let reply = client.call(endpoint).await;
        let is_success = matches!(behaviour, Behaviour::Succeed) || endpoint.id == "P002";
        assert_eq!(reply.is_some(), is_success, "{}", endpoint.id);
        // The data itself is for the program, secrets included.
        let has_secrets = endpoint.reply.fields.iter().any(|field| field.sensitive);
        if let Some(reply) = reply.filter(|_| has_secrets) {
            assert!(reply.to_string().contains(MARKER), "{}: {reply}", endpoint.id);
        }
        count += 1;
    }
    count
}

const ALL: [Protocol; 4] = [Protocol::Udid, Protocol::Idcode, Protocol::Dbhs, Protocol::Cloudmfg];

#[tokio::test]
async fn success_shows_no_secret() {
    shown::listen();
    let mut count = 0;
    for protocol in ALL {
        count += every_endpoint(protocol, Behaviour::Succeed).await;
    }
    assert_eq!(count, 5 + 43 + 3 + 4, "all endpoints but the four pages");
    shown::assert_clean(&["captured", "outcome=\"success\"", "hyper", "reqwest"]);
}

#[tokio::test]
async fn complaints_show_no_secret() {
    shown::listen();
    for (status, body) in COMPLAINTS {
        for protocol in ALL {
            every_endpoint(protocol, Behaviour::Repeat(status, body)).await;
        }
    }
    shown::assert_clean(&["<hidden>", "Status", "NotJson", "Decode", "Service"]);
}

#[tokio::test]
async fn spoilt_answers_show_no_secret() {
    shown::listen();
    for spoil in SPOILT {
        for protocol in ALL {
            every_endpoint(protocol, Behaviour::Spoil(spoil)).await;
        }
    }
    shown::assert_clean(&["captured", "NotJson", "Decode"]);
}
