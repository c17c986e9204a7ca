//! A transport that sends another request instead, for what the client itself refuses to send.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use transport::{HttpTransport, Transport, TransportError};

/// Sends requests as they are, but for the next one after [`Swap::next`].
#[derive(Clone)]
pub struct Swap {
    http: Arc<HttpTransport>,
    instead: Arc<Mutex<Option<Request<Bytes>>>>,
}

impl Swap {
    pub fn new() -> Self {
        let http = HttpTransport::builder().build().unwrap();
        Self { http: Arc::new(http), instead: Arc::default() }
    }

    /// The request that goes out instead of the next one.
    pub fn next(&self, request: Request<Bytes>) {
        *self.instead.lock().unwrap() = Some(request);
    }
}

#[async_trait]
impl Transport for Swap {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let instead = self.instead.lock().unwrap().take();
        self.http.send(instead.unwrap_or(request)).await
    }
}
