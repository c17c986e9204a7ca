use std::fmt;
use std::time::Instant;

use async_trait::async_trait;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method, Request, Response};
use reqwest::{Body, Client};

use crate::{BodyStream, Transport, TransportError};

mod answer;
mod builder;
mod failure;
mod redirects;

pub use builder::{HttpTransportBuilder, Tls};

/// The transport for the network.
///
/// It unpacks gzip, uses the proxy of the system, and keeps connections open between requests.
/// Clones share these connections. Redirects are followed at most five times and only on the same
/// host: with the same scheme and port, or from http to https. A 307 or 308 repeats method and
/// body.
///
/// ```no_run
/// use bytes::Bytes;
/// use http::Request;
/// use transport::{HttpTransport, Transport};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let transport = HttpTransport::builder().user_agent("our-erp/2.1").build()?;
/// let request = Request::post("https://service.example/api").body(Bytes::new())?;
/// let answer = transport.send(request).await?;
/// println!("{} with {} bytes", answer.status(), answer.body().len());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct HttpTransport {
    client: Client,
    max_response_bytes: usize,
}

impl HttpTransport {
    /// Starts with the defaults that [`HttpTransportBuilder`] names.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::default()
    }

    /// Sends a request and writes one event about it to the log.
    async fn logged<B: Into<Body>>(
        &self,
        request: Request<B>,
    ) -> Result<Response<Bytes>, TransportError> {
        let Some(host) = request.uri().host().map(str::to_owned) else {
            let reason = "its address names no host".to_owned();
            return Err(TransportError::InvalidRequest { reason });
        };
        let path = request.uri().path().to_owned();
        let started = Instant::now();
        let outcome = self.exchange(&host, request).await;
        log(&host, &path, started, &outcome);
        outcome
    }

    async fn exchange<B: Into<Body>>(
        &self,
        host: &str,
        request: Request<B>,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, body) = request.into_parts();
        let response = self
            .client
            .request(parts.method, parts.uri.to_string())
            .headers(parts.headers)
            .body(body)
            .send()
            .await
            .map_err(|error| failure::classify(host, &error))?;
        answer::read(host, response, self.max_response_bytes).await
    }
}

#[async_trait]
impl Transport for HttpTransport {
    async fn send(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let has_body = [Method::POST, Method::PUT, Method::PATCH].contains(request.method());
        if request.body().is_empty() && has_body {
            // The library leaves it out, and some servers answer that with "411 Length Required".
            let headers = request.headers_mut();
            headers.entry(CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
        }
        self.logged(request).await
    }

    async fn send_stream(
        &self,
        request: Request<BodyStream>,
    ) -> Result<Response<Bytes>, TransportError> {
        self.logged(request.map(Body::wrap_stream)).await
    }
}

/// One event a request. Query, headers and bodies hold secrets and personal data: they stay out.
fn log(
    host: &str,
    path: &str,
    started: Instant,
    outcome: &Result<Response<Bytes>, TransportError>,
) {
    let duration = started.elapsed();
    match outcome {
        Ok(answer) => {
            let (status, bytes) = (answer.status().as_u16(), answer.body().len());
            tracing::debug!(host, path, status, bytes, ?duration, "answer received");
        }
        Err(error) => tracing::debug!(host, path, ?duration, %error, "no answer"),
    }
}

impl fmt::Debug for HttpTransport {
    /// Leaves the client out: it may know the password of a proxy.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}
