//! A transport that records requests and always gives the same response.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use transport::{Transport, TransportError};

/// Clones share what was sent.
#[derive(Clone)]
pub struct Canned {
    answer: Bytes,
    status: u16,
    sent: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    /// Responds with this body and status 200.
    pub fn new(answer: &str) -> Self {
        Self::with_status(200, answer)
    }

    /// Responds with this status and body.
    pub fn with_status(status: u16, answer: &str) -> Self {
        Self { answer: Bytes::from(answer.to_owned()), status, sent: Arc::default() }
    }

    /// All requests so far.
    pub fn sent(&self) -> Vec<Request<Bytes>> {
        self.sent.lock().unwrap().clone()
    }

    /// The only request.
    #[track_caller]
    pub fn only(&self) -> Request<Bytes> {
        let sent = self.sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent[0].clone()
    }
}

#[async_trait]
impl Transport for Canned {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.sent.lock().unwrap().push(request);
        Ok(Response::builder().status(self.status).body(self.answer.clone()).unwrap())
    }
}
