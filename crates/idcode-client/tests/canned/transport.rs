//! A transport that keeps what was sent and answers what it was told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use auth::ManualClock;
use bytes::Bytes;
use http::{Request, Response};
use idcode_client::{Client, Credentials};
use transport::{RateLimit, RetryPolicy, Transport, TransportError};

/// Token and authorization code of the document's example.
pub const TOKEN: &str = "J7X4LuOOfURXeAAEAAAAAABSK";
pub const CODE: &str = "RORJOOfU4OJ44XUf4uuXU4JuRLeeRAX7";

/// The document's example time: 2017-06-16 12:34:56.789 in China.
pub const TIME: &str = "2017-06-16T12:34:56.789+08:00";

#[derive(Clone, Default)]
pub struct Canned {
    sent: Arc<Mutex<Vec<Request<Bytes>>>>,
    answers: Arc<Mutex<VecDeque<Response<Bytes>>>>,
}

#[async_trait]
impl Transport for Canned {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.sent.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop_front();
        Ok(answer.unwrap_or_else(|| Response::new(Bytes::from_static(b"{\"result_code\":1}"))))
    }
}

impl Canned {
    /// Answers in turn; then plain success.
    pub fn answering(answers: impl IntoIterator<Item = (u16, &'static str)>) -> Self {
        let canned = Self::default();
        let responses = answers.into_iter().map(|(status, body)| {
            Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).unwrap()
        });
        canned.answers.lock().unwrap().extend(responses);
        canned
    }

    pub fn client(&self) -> Client {
        let clock = Arc::new(ManualClock::new(TIME.parse().unwrap()));
        Client::builder("https://example.com")
            .credentials(Credentials::new(TOKEN, CODE))
            .transport(self.clone())
            .clock(clock)
            .retry(RetryPolicy::none())
            .rate_limit(RateLimit::unlimited())
            .build()
            .unwrap()
    }

    pub fn count(&self) -> usize {
        self.sent.lock().unwrap().len()
    }

    /// Method, address and body of the request that was sent last.
    pub fn last(&self) -> (String, String, String) {
        let sent = self.sent.lock().unwrap();
        let request = sent.last().expect("a request was sent");
        let body = String::from_utf8_lossy(request.body()).into_owned();
        (request.method().to_string(), request.uri().to_string(), body)
    }
}
