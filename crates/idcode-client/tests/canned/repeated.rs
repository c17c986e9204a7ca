//! Which calls are made again when they fail, and what goes out then.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use auth::{ManualClock, Secret, idcode_hash};
use bytes::Bytes;
use futures_util::stream;
use http::{Request, Response};
use idcode_client::{Client, Credentials, Error, FilePart};
use idcode_types::{
    ENDPOINTS, ListRegionsByParentRequest, SendVerificationCodeRequest, UploadCodeFileRequest,
};
use transport::{Transport, TransportError};
use wire::Effect;

use crate::jumping::Jumping;
use crate::secrets;
use crate::transport::{CODE, TIME, TOKEN};

/// How an attempt goes.
#[derive(Clone, Copy)]
enum Turn {
    NotConnected,
    Cut,
    Answer(u16, &'static str),
}

const DONE: Turn = Turn::Answer(200, r#"{"result_code": 1}"#);
const BUSY: Turn =
    Turn::Answer(200, r#"{"result_code": -1, "result_msg": "系统繁忙，请稍后再试"}"#);
const OUTAGE: Turn = Turn::Answer(502, "<html>502 Bad Gateway</html>");

/// A registry that takes these turns, the last one over and over.
#[derive(Clone)]
struct Registry {
    turns: Arc<Vec<Turn>>,
    sent: Arc<Mutex<Vec<Request<Bytes>>>>,
}

#[async_trait]
impl Transport for Registry {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let mut sent = self.sent.lock().unwrap();
        let turn = self.turns[sent.len().min(self.turns.len() - 1)];
        sent.push(request);
        let host = "example.com".to_owned();
        let source = std::io::Error::other("of a test");
        match turn {
            Turn::NotConnected => Err(TransportError::Connect { host, source }),
            Turn::Cut => Err(TransportError::Interrupted { host, source }),
            Turn::Answer(status, body) => {
                let body = Bytes::from_static(body.as_bytes());
                Ok(Response::builder().status(status).body(body).unwrap())
            }
        }
    }
}

impl Registry {
    /// And a client of it that repeats as usual, but does not wait.
    fn with(turns: &[Turn]) -> (Self, Client) {
        let registry = Self { turns: Arc::new(turns.to_vec()), sent: Arc::default() };
        let clock = Arc::new(ManualClock::new(TIME.parse().unwrap()));
        let builder =
            Client::builder("https://example.com").credentials(Credentials::new(TOKEN, CODE));
        let builder = builder.transport(registry.clone()).clock(clock.clone());
        let client = builder.timing(Jumping::new(&clock)).build().unwrap();
        (registry, client)
    }

    fn sent(&self) -> Vec<Request<Bytes>> {
        self.sent.lock().unwrap().clone()
    }
}

/// What a look-up sends.
fn query(request: &Request<Bytes>) -> BTreeMap<String, String> {
    form_urlencoded::parse(request.uri().query().unwrap().as_bytes()).into_owned().collect()
}

async fn look_up(client: &Client) -> Result<(), Error> {
    client.list_regions_by_parent(&ListRegionsByParentRequest::new(110_000)).await.map(drop)
}

/// 303 sends a message, each time anew.
async fn send_message(client: &Client) -> Result<(), Error> {
    let request = SendVerificationCodeRequest::new("13900000000");
    client.send_verification_code(&request).await.map(drop)
}

/// The signature holds the time, and the registry refuses old ones.
#[tokio::test]
async fn a_repetition_is_signed_anew() {
    let (registry, client) = Registry::with(&[OUTAGE, Turn::Cut, DONE]);
    look_up(&client).await.unwrap();
    let times: Vec<i64> =
        registry.sent().iter().map(|request| query(request)["time"].parse().unwrap()).collect();
    // 0.9 of half a second, and of a second.
    let start = 1_497_587_696_789;
    assert_eq!(times, [start, start + 450, start + 450 + 900]);
    for request in registry.sent() {
        let mut pairs = query(&request);
        let hash = pairs.remove("hash").unwrap();
        let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        assert_eq!(hash, idcode_hash(request.uri().path(), pairs, &Secret::from(CODE)));
    }
}

/// An outage may have come after the call was carried out.
#[tokio::test]
async fn only_look_ups_are_repeated_after_an_outage() {
    for endpoint in ENDPOINTS.iter().filter(|endpoint| !endpoint.is_page) {
        let (registry, client) = Registry::with(&[OUTAGE]);
        let error = secrets::call(&client, endpoint).await;
        assert!(matches!(error, Error::Status { .. }), "{error}");
        let expected = if endpoint.effect == Effect::Read { 5 } else { 1 };
        assert_eq!(registry.sent().len(), expected, "{} {}", endpoint.id, endpoint.name);
    }
    // Those that register, change, send, or cost something, and the check of a password.
    let writes = ENDPOINTS.iter().filter(|it| it.effect == Effect::Write && !it.is_page);
    let writes: Vec<_> = writes.map(|endpoint| endpoint.id).collect();
    let expected =
        "301 302 303 305 304 309 310 402 406 407 5011 5012 5013 5014 603 604 605 601 602 606";
    assert_eq!(writes.join(" "), expected);
}

#[tokio::test]
async fn what_did_not_reach_the_registry_is_repeated_whatever_it_is() {
    for turn in [Turn::NotConnected, Turn::Answer(429, "<html>")] {
        let (registry, client) = Registry::with(&[turn, turn, DONE]);
        send_message(&client).await.unwrap();
        assert_eq!(registry.sent().len(), 3);
    }
}

#[tokio::test]
async fn what_may_have_been_carried_out_is_left_to_the_caller() {
    // Of -1 the document says "busy, try again later", not that nothing was done.
    for turn in [BUSY, Turn::Cut, OUTAGE, Turn::Answer(503, "<html>"), Turn::Answer(200, "<html>")]
    {
        let (registry, client) = Registry::with(&[turn, DONE]);
        let error = send_message(&client).await.unwrap_err();
        assert!(error.may_have_arrived(), "{error}");
        assert_eq!(registry.sent().len(), 1, "{error}");
    }
}

/// 20003: a message was sent to this phone a short time ago.
#[tokio::test]
async fn a_message_that_comes_too_soon_is_not_tried_again() {
    let soon = Turn::Answer(200, r#"{"result_code": 20003}"#);
    let (registry, client) = Registry::with(&[soon, DONE]);
    let error = send_message(&client).await.unwrap_err();
    assert_eq!(error.class(), wire::Class::RetryLater, "{error}");
    assert_eq!(registry.sent().len(), 1);
}

/// A file that is there is sent whole again; one that is made while it is sent is gone.
#[tokio::test]
async fn a_file_is_sent_again_if_it_can_be() {
    let on_disk = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(on_disk.path(), "A1\nA2\n").unwrap();
    let made = FilePart::stream("codes.txt", stream::iter([Ok(Bytes::from("A1\nA2\n"))]));
    for (file, expected) in [
        (FilePart::bytes("codes.txt", "A1\nA2\n"), 3),
        (FilePart::path(on_disk.path()), 3),
        (made, 1),
    ] {
        let (registry, client) = Registry::with(&[Turn::NotConnected, Turn::NotConnected, DONE]);
        let request = UploadCodeFileRequest::new("i.86.1.2", "100");
        let outcome = client.upload_code_file(&request, file).await;
        match outcome {
            Ok(_) => assert_eq!(expected, 3),
            Err(Error::Transport { source: TransportError::Connect { .. }, .. }) => {
                assert_eq!(expected, 1);
            }
            Err(error) => panic!("{error}"),
        }
        let sent = registry.sent();
        assert_eq!(sent.len(), expected);
        for request in sent {
            let body = String::from_utf8(request.body().to_vec()).unwrap();
            assert!(body.contains("\r\n\r\nA1\nA2\n\r\n--"), "{body}");
        }
    }
}

#[tokio::test]
async fn an_upload_that_was_cut_is_not_sent_again() {
    let (registry, client) = Registry::with(&[Turn::Cut, DONE]);
    let request = UploadCodeFileRequest::new("i.86.1.2", "100");
    let file = FilePart::bytes("codes.txt", "A1\n");
    let error = client.upload_code_file(&request, file).await.unwrap_err();
    assert!(error.may_have_arrived(), "{error}");
    assert_eq!(registry.sent().len(), 1);
}

/// What comes through a pipe is there once.
#[cfg(unix)]
#[tokio::test]
async fn a_file_that_cannot_be_read_again_is_sent_once() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("codes");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::write(pipe, "A1\nA2\n").unwrap()
    });
    let (registry, client) = Registry::with(&[OUTAGE, DONE]);
    let request = UploadCodeFileRequest::new("i.86.1.2", "100");
    let file = FilePart::path(&pipe);
    let error = client.upload_code_file(&request, file).await.unwrap_err();
    writer.join().unwrap();
    assert!(matches!(error, Error::Status { .. }), "{error}");
    let sent = registry.sent();
    assert_eq!(sent.len(), 1);
    let body = String::from_utf8(sent[0].body().to_vec()).unwrap();
    assert!(body.contains("filename=\"codes\"") && body.contains("\r\n\r\nA1\nA2\n\r\n--"));
    assert!(!sent[0].headers().contains_key("content-length"));

    // Nor is it sent empty when it did not arrive.
    let writer = std::thread::spawn(move || std::fs::write(pipe, "A3\n").unwrap());
    let (registry, client) = Registry::with(&[Turn::NotConnected, DONE]);
    let file = FilePart::path(folder.path().join("codes"));
    client.upload_code_file(&request, file).await.unwrap_err();
    writer.join().unwrap();
    assert_eq!(registry.sent().len(), 1);
}

#[tokio::test]
async fn a_folder_is_refused_and_nothing_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let (registry, client) = Registry::with(&[DONE]);
    let request = UploadCodeFileRequest::new("i.86.1.2", "100");
    let error = client.upload_code_file(&request, FilePart::path(folder.path())).await.unwrap_err();
    assert_eq!(error.to_string(), "not sent: 5011: code_file: the file cannot be read");
    assert!(!error.may_have_arrived() && registry.sent().is_empty());
}

#[tokio::test]
async fn the_length_of_a_form_is_sent_where_it_is_known() {
    let on_disk = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(on_disk.path(), "A1\nA2\n").unwrap();
    for file in [FilePart::bytes("codes.txt", "A1\n"), FilePart::path(on_disk.path())] {
        let (registry, client) = Registry::with(&[DONE]);
        client
            .upload_code_file(&UploadCodeFileRequest::new("i.86.1.2", "100"), file)
            .await
            .unwrap();
        let sent = registry.sent();
        let length = sent[0].headers()["content-length"].to_str().unwrap();
        assert_eq!(length, sent[0].body().len().to_string());
    }
}
