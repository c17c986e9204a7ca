//! A folder of exchanges: who can read it, what is in it, and what it answers.

use std::fs;
use std::path::Path;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream;
use http::{Request, Response};
use recording::{
    Capture, ExchangeRedactor, RecordedRequest, RecordedResponse, Replay, read_exchanges,
};
use serde_json::{Value, json};
use transport::{BodySource, BodyStream, Transport, TransportError};

/// Answers with what it was sent.
struct Echo;

#[async_trait]
impl Transport for Echo {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let sent = String::from_utf8_lossy(request.body()).into_owned();
        if sent == "fail" {
            return Err(TransportError::InvalidRequest { reason: "no".to_owned() });
        }
        let answer = json!({ "sent": sent.len(), "last": sent.chars().last().map(String::from) });
        let response = Response::builder().header("content-type", "application/json; a=secret");
        Ok(response.header("x-token", "secret").body(answer.to_string().into()).unwrap())
    }
}

/// Lets everything through.
struct Open;

impl ExchangeRedactor for Open {
    fn request(&self, request: &Request<Bytes>) -> RecordedRequest {
        let body = String::from_utf8_lossy(request.body());
        RecordedRequest {
            path: request.uri().path().to_owned(),
            parameters: json!({ "body": body }),
        }
    }

    fn response(&self, _: &Request<Bytes>, answer: &Response<Bytes>) -> RecordedResponse {
        RecordedResponse::Json(serde_json::from_slice(answer.body()).unwrap())
    }
}

fn request(body: &str) -> Request<Bytes> {
    let request = Request::post("https://user@example.com:81/a?q=1").header("x-key", "secret");
    request.body(Bytes::from(body.to_owned())).unwrap()
}

fn capture(folder: &Path) -> Capture<Echo> {
    Capture::new(Echo, folder, Open).unwrap()
}

async fn answered(transport: &impl Transport, body: &str) -> Value {
    serde_json::from_slice(transport.send(request(body)).await.unwrap().body()).unwrap()
}

#[tokio::test]
async fn an_exchange_is_a_file_without_headers() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("a/b");
    let live = capture(&folder);
    assert_eq!(answered(&live, "abc").await, json!({ "sent": 3, "last": "c" }));
    assert!(live.send(request("fail")).await.is_err(), "nothing came back, nothing is written");
    let text = fs::read_to_string(folder.join("000001.json")).unwrap();
    let written: Value = serde_json::from_str(&text).unwrap();
    let expected = json!({
        "number": 1, "method": "POST", "host": "example.com", "path": "/a",
        "parameters": { "body": "abc" }, "status": 200, "content_type": "application/json",
        "response": { "sent": 3, "last": "c" },
    });
    assert_eq!(written, expected);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing unfinished is left");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;

    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("captures");
    answered(&capture(&folder), "abc").await;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("000001.json")), 0o600);

    fs::set_permissions(&folder, fs::Permissions::from_mode(0o750)).unwrap();
    let refused = Capture::new(Echo, &folder, Open).err().unwrap().to_string();
    assert!(refused.contains("chmod 700"), "{refused}");
}

#[tokio::test]
async fn new_captures_go_behind_the_earlier_ones() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("captures");
    for body in ["1", "22"] {
        answered(&capture(&folder), body).await;
    }
    let bodies: Vec<_> = read_exchanges(&folder).unwrap();
    let bodies: Vec<_> =
        bodies.iter().map(|one| (one.number, one.parameters["body"].as_str().unwrap())).collect();
    assert_eq!(bodies, [(1, "1"), (2, "22")]);
}

#[tokio::test]
async fn what_cannot_be_written_is_answered_nevertheless() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("captures");
    let live = capture(&folder);
    fs::remove_dir(&folder).unwrap();
    assert_eq!(answered(&live, "abc").await["sent"], 3);
}

#[tokio::test]
async fn of_a_stream_the_beginning_is_kept_and_everything_sent() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("captures");
    let stream = || {
        let chunks = (0..30).map(|_| Ok(Bytes::from(vec![b'x'; 10_000])));
        let chunks = stream::iter(chunks.collect::<Vec<_>>());
        BodySource::from(Box::pin(chunks) as BodyStream)
    };
    let request = || Request::post("https://example.com/a").body(stream()).unwrap();
    let answer = capture(&folder).send_stream(request()).await.unwrap();
    let answer: Value = serde_json::from_slice(answer.body()).unwrap();
    assert_eq!(answer["sent"], 300_000);
    let kept = read_exchanges(&folder).unwrap();
    assert_eq!(kept[0].parameters["body"].as_str().unwrap().len(), 64 * 1024);

    let replay = Replay::open(&folder, Open).unwrap();
    let replayed = replay.send_stream(request()).await.unwrap();
    assert_eq!(serde_json::from_slice::<Value>(replayed.body()).unwrap(), answer);
}

/// A redactor that makes all requests look the same, so that equal requests have different
/// responses.
struct Same;

impl ExchangeRedactor for Same {
    fn request(&self, _: &Request<Bytes>) -> RecordedRequest {
        RecordedRequest { path: "/a".to_owned(), parameters: json!({}) }
    }

    fn response(&self, request: &Request<Bytes>, answer: &Response<Bytes>) -> RecordedResponse {
        Open.response(request, answer)
    }
}

#[tokio::test]
async fn the_same_request_gets_its_answers_in_their_order() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("captures");
    let live = Capture::new(Echo, &folder, Same).unwrap();
    for body in ["1", "22", "333"] {
        answered(&live, body).await;
    }
    let replay = Replay::open(&folder, Same).unwrap();
    let mut sent = Vec::new();
    for _ in 0..4 {
        sent.push(answered(&replay, "x").await["sent"].as_u64().unwrap());
    }
    assert_eq!(sent, [1, 2, 3, 3]);
}

#[tokio::test]
async fn what_was_not_captured_is_an_error_that_says_so() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("captures");
    answered(&capture(&folder), "abc").await;
    let replay = Replay::open(&folder, Open).unwrap();
    let other = Request::get("https://example.com/a").body(Bytes::from("abc")).unwrap();
    for request in [request("abcd"), other] {
        let error = replay.send(request).await.unwrap_err();
        assert!(error.to_string().contains("was not captured"), "{error}");
        assert!(!error.may_have_arrived());
    }
}

#[test]
fn a_file_that_is_no_exchange_is_named() {
    let home = tempfile::tempdir().unwrap();
    for text in ["", "[]", r#"{"number":1}"#] {
        fs::write(home.path().join("000007.json"), text).unwrap();
        let error = read_exchanges(home.path()).unwrap_err().to_string();
        assert!(error.contains("000007.json"), "{error}");
    }
}

#[test]
fn a_file_that_is_too_large_for_an_exchange_is_not_read() {
    let home = tempfile::tempdir().unwrap();
    let file = fs::File::create(home.path().join("000007.json")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    let error = read_exchanges(home.path()).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::FileTooLarge);
    assert!(error.to_string().ends_with("000007.json: it exceeds 67108864 bytes"), "{error}");
}
