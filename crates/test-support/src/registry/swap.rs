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
    watch: Option<Watch>,
}

/// Looks at every exchange.
pub type Watch = Arc<dyn Fn(&Request<Bytes>, &Response<Bytes>) + Send + Sync>;

impl Swap {
    /// Sends over HTTP, and shows every exchange to `watch` if there is one.
    pub fn new(watch: Option<Watch>) -> Self {
        let http = HttpTransport::builder().build().unwrap();
        Self { http: Arc::new(http), instead: Arc::default(), watch }
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
        let Some(watch) = &self.watch else { return self.http.send(request).await };
        let response = self.http.send(request.clone()).await?;
        watch(&request, &response);
        Ok(response)
    }
}
