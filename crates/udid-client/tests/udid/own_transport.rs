//! A transport of the user's own, and what exactly is given to it.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};
use transport::{HttpTransport, RetryPolicy, Transport, TransportError};
use udid_client::types::{ConnectionReply, ReturnCode};
use udid_client::{Client, Credentials, Environment, Error};

use crate::common::records::rest;
use crate::common::transports::{network, parameters};
use crate::common::{World, day, history, period};

/// Keeps what it is given and answers with the same to everything.
#[derive(Clone)]
struct Recorder {
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
    status: StatusCode,
    body: &'static str,
}

impl Recorder {
    fn new(status: StatusCode, body: &'static str) -> Self {
        Self { requests: Arc::default(), status, body }
    }

    fn client(&self, environment: Environment) -> Client {
        let credentials = Credentials::new("the app", "the secret", "91990000MA0TEXT00W");
        let client = Client::builder(environment).credentials(credentials);
        client.transport(self.clone()).retry(RetryPolicy::none()).build().unwrap()
    }
}

#[async_trait]
impl Transport for Recorder {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.requests.lock().unwrap().push(request);
        let answer = Response::builder().status(self.status).body(self.body.into());
        Ok(answer.unwrap())
    }
}

const SUCCESS: &str = r#"{"returnCode": "1", "returnMsg": "OK", "accessToken": "a token"}"#;

#[tokio::test]
async fn what_is_sent_is_what_the_document_asks() {
    for (environment, base) in [
        (Environment::Production, "https://udid.nmpa.gov.cn/api/v2"),
        (Environment::Test, "https://udid.nmpa.gov.cn/api/beta/v2"),
    ] {
        let recorder = Recorder::new(StatusCode::OK, SUCCESS);
        let client = recorder.client(environment);
        client.test_connection().await.unwrap();
        client.list_devices(&period("2026-08-10").page(3)).await.unwrap();
        client.list_devices(&period("2026-08").page(1)).await.unwrap();
        client.get_history(&history(&["key 1", "key 2"], 2)).await.unwrap();
        client.find_device("06900000000000").await.unwrap();

        let expected = [
            ("/connection/test", Value::Null),
            (
                "/token/get",
                json!({"appId": "the app", "appSecret": "the secret", "TYSHXYDM": "91990000MA0TEXT00W"}),
            ),
            (
                "/sharing/get",
                json!({"accessToken": "a token", "requestType": 1, "rangeValue": "2026-08-10", "currentPageNumber": 3}),
            ),
            (
                "/sharing/get",
                json!({"accessToken": "a token", "requestType": 2, "rangeValue": "2026-08", "currentPageNumber": 1}),
            ),
            (
                "/sharing/history/get",
                json!({"accessToken": "a token", "currentPageNumber": 2,
                       "dataSet": [{"deviceRecordKey": "key 1"}, {"deviceRecordKey": "key 2"}]}),
            ),
            (
                "/sharing/single",
                json!({"accessToken": "a token", "primaryDeviceId": "06900000000000"}),
            ),
        ];
        let requests = recorder.requests.lock().unwrap();
        assert_eq!(requests.len(), expected.len());
        for (request, (path, json)) in requests.iter().zip(expected) {
            assert_eq!(request.method(), Method::POST, "{path}");
            assert_eq!(request.uri().to_string(), format!("{base}{path}"));
            let kind = &request.headers()[http::header::CONTENT_TYPE];
            assert_eq!(kind, "application/x-www-form-urlencoded;charset=utf-8", "{path}");
            assert_eq!(parameters(request.body()), json, "{path}");
            assert_eq!(request.body().is_empty(), json.is_null(), "{path}");
            assert!(json.is_null() || request.body().starts_with(b"params=%7B%22"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_shared_transport_can_be_given() {
    let shared: Arc<dyn Transport> = Arc::new(Recorder::new(StatusCode::OK, SUCCESS));
    let client = Client::builder("https://udid.invalid").transport(shared).build().unwrap();
    let reply: ConnectionReply = client.test_connection().await.unwrap();
    assert_eq!(reply.return_message.as_deref(), Some("OK"));
}

#[tokio::test]
async fn a_return_code_counts_more_than_the_http_status() {
    let body = r#"{"returnCode": 5, "returnMsg": "服务不可用"}"#;
    let recorder = Recorder::new(StatusCode::INTERNAL_SERVER_ERROR, body);
    let error = recorder.client(Environment::Test).test_connection().await.unwrap_err();
    let Error::Service(error) = error else { panic!("{error}") };
    assert_eq!(error.code, Some(ReturnCode::ServiceUnavailable));

    let recorder = Recorder::new(StatusCode::INTERNAL_SERVER_ERROR, r#"{"status": 500}"#);
    let error = recorder.client(Environment::Test).test_connection().await.unwrap_err();
    let Error::Status { endpoint, status, excerpt, .. } = error else { panic!("{error}") };
    assert_eq!((endpoint, status), ("P001", StatusCode::INTERNAL_SERVER_ERROR));
    assert_eq!(excerpt, "15 bytes");
}

/// Notes how many requests are on their way at a time.
#[derive(Clone)]
struct Busy {
    http: HttpTransport,
    now_and_most: Arc<Mutex<(usize, usize)>>,
}

#[async_trait]
impl Transport for Busy {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let note = |change: fn(&mut usize)| {
            let (now, most) = &mut *self.now_and_most.lock().unwrap();
            change(now);
            *most = (*most).max(*now);
        };
        note(|now| *now += 1);
        let answer = self.http.send(request).await;
        note(|now| *now -= 1);
        answer
    }
}

#[tokio::test]
async fn a_walk_has_as_many_requests_on_their_way_as_wanted() {
    let world = World::new().await;
    for wanted in [1, 3, 4] {
        let busy = Busy { http: network(), now_and_most: Arc::default() };
        let mut walk = world.client_over(busy.clone()).walk(day()).in_flight(wanted);
        assert_eq!(rest(&mut walk).await.len(), 95);
        assert_eq!(*busy.now_and_most.lock().unwrap(), (0, wanted));
    }
}

#[tokio::test]
async fn an_error_of_the_transport_is_passed_on() {
    struct Offline;
    #[async_trait]
    impl Transport for Offline {
        async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
            Err(TransportError::InvalidRequest { reason: "offline".to_owned() })
        }
    }
    let client = Client::builder("https://udid.invalid").transport(Offline).build().unwrap();
    let error = client.test_connection().await.unwrap_err();
    assert_eq!(error.to_string(), "P001: the request cannot be sent: offline");
}
