//! The transport of the IDcode tests, which here holds every answer to the schemas as well.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use transport::{HttpTransport, Transport, TransportError};

use crate::documented::Documented;

/// Sends requests as they are, but for the next one after [`Swap::next`].
#[derive(Clone)]
pub struct Swap {
    http: Arc<HttpTransport>,
    instead: Arc<Mutex<Option<Request<Bytes>>>>,
    documented: Arc<Documented>,
}

impl Swap {
    pub fn new() -> Self {
        let http = HttpTransport::builder().build().unwrap();
        let documented = Arc::new(Documented::new("idcode/1", ""));
        Self { http: Arc::new(http), instead: Arc::default(), documented }
    }

    /// The request that goes out instead of the next one.
    pub fn next(&self, request: Request<Bytes>) {
        *self.instead.lock().unwrap() = Some(request);
    }
}

#[async_trait]
impl Transport for Swap {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let request = self.instead.lock().unwrap().take().unwrap_or(request);
        let response = self.http.send(request.clone()).await?;
        let answer = self.documented.check(&request, &response);
        assert!(answer.is_some(), "{} is answered in JSON", request.uri().path());
        Ok(response)
    }
}
