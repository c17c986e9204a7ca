//! The reqwest implementation of a transport.

use std::fmt;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response};
use reqwest::{Body, Client, RequestBuilder};

use crate::{BodySource, RedirectedTo, Transport, TransportError};

mod builder;
mod failure;
mod limits;
mod redirects;
mod response;
mod stream;

pub use builder::{HttpTransportBuilder, Tls};
use limits::ResponseLimits;
pub use stream::ResponseStream;

/// The transport for the network.
///
/// It unpacks gzip, uses the proxy of the system, and keeps connections open between requests.
/// Clones share these connections. Redirects are followed at most five times and only on the same
/// host: with the same scheme and port, or from http to https. A 307 or 308 repeats method and
/// body; a streamed body if it can be opened again. A 301, 302 or 303 is followed by a GET only, and
/// is an error otherwise. A response that was found elsewhere has [`RedirectedTo`] among its
/// extensions.
///
/// ```no_run
/// use bytes::Bytes;
/// use http::Request;
/// use transport::{HttpTransport, Transport};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let transport = HttpTransport::builder().user_agent("our-erp/2.1").build()?;
/// let request = Request::post("https://service.example/api").body(Bytes::new())?;
/// let response = transport.send(request).await?;
/// println!("{} with {} bytes", response.status(), response.body().len());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct HttpTransport {
    client: Client,
    timeout: Duration,
    limits: ResponseLimits,
}

impl HttpTransport {
    /// Starts with the defaults that [`HttpTransportBuilder`] names.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::default()
    }

    fn request(&self, parts: &Parts, address: &str) -> RequestBuilder {
        self.client.request(parts.method.clone(), address).headers(parts.headers.clone())
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
        let (parts, body) = request.into_parts();
        let (host, started) = (host(&parts)?, Instant::now());
        let outcome = self.send_and_redirect(host, &parts, || Some(body.clone().into())).await;
        log(host, &parts, started, &outcome);
        outcome
    }

    async fn send_stream(
        &self,
        request: Request<BodySource>,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, mut body) = request.into_parts();
        let (host, started) = (host(&parts)?, Instant::now());
        let open = || body.open().map(Body::wrap_stream);
        let outcome = self.send_and_redirect(host, &parts, open).await;
        log(host, &parts, started, &outcome);
        outcome
    }
}

impl HttpTransport {
    /// Sends a request whose body `open` begins anew each time, until it gives none.
    async fn send_and_redirect(
        &self,
        host: &str,
        parts: &Parts,
        mut open: impl FnMut() -> Option<Body> + Send,
    ) -> Result<Response<Bytes>, TransportError> {
        let started = Instant::now();
        let (mut address, mut visited) = (parts.uri.to_string(), Vec::new());
        let mut body = open().ok_or_else(TransportError::used_body)?;
        loop {
            let left = self.timeout.saturating_sub(started.elapsed());
            let request = self.request(parts, &address).timeout(left);
            let sent = request.body(body).send().await;
            let response = sent.map_err(|error| failure::classify(host, &error, self.limits))?;
            visited.push(response.url().clone());
            let next = redirects::next(&parts.method, &response, &visited);
            let Some(next) = next.map_err(|stop| stop.error(host))? else {
                let page = visited.get(1).map(|_| redirects::shown(response.url()));
                let mut whole = response::read(host, response, self.limits).await?;
                if let Some(page) = page {
                    whole.extensions_mut().insert(RedirectedTo(page));
                }
                return Ok(whole);
            };
            let gone = || TransportError::BodyNotRepeatable { host: host.to_owned() };
            body = open().ok_or_else(gone)?;
            address = next.into();
        }
    }
}

fn host(parts: &Parts) -> Result<&str, TransportError> {
    let reason = "its address names no host";
    let missing = || TransportError::InvalidRequest { reason: reason.to_owned() };
    parts.uri.host().ok_or_else(missing)
}

/// Logs one event per exchange. Query, headers and bodies hold secrets and personal data: they are
/// left out.
fn log(
    host: &str,
    parts: &Parts,
    started: Instant,
    outcome: &Result<Response<Bytes>, TransportError>,
) {
    let (path, duration) = (parts.uri.path(), started.elapsed());
    match outcome {
        Ok(response) => {
            let (status, bytes) = (response.status().as_u16(), response.body().len());
            tracing::debug!(host, path, status, bytes, ?duration, "response received");
        }
        Err(error) => tracing::debug!(host, path, ?duration, %error, "no response"),
    }
}

impl fmt::Debug for HttpTransport {
    /// Leaves the client out: it may know the password of a proxy.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("max_response_bytes", &self.limits.max_response_bytes)
            .finish_non_exhaustive()
    }
}
