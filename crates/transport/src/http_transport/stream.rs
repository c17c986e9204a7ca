//! Responses that are too large for memory: downloads.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};

use super::limits::ResponseLimits;
use super::{HttpTransport, failure, host, response};
use crate::TransportError;

/// How long a download may take as a whole.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// A response whose body comes in pieces.
pub struct ResponseStream {
    host: String,
    response: reqwest::Response,
    limits: ResponseLimits,
    /// How long a piece may take.
    patience: Duration,
}

impl HttpTransport {
    /// Sends a GET and gives its response before the body has come. Redirects are not followed, and the size
    /// of the body is the caller's to bound; the head, and each piece of the body, may take as long as a
    /// whole response otherwise ([`timeout`](crate::HttpTransportBuilder::timeout)).
    ///
    /// # Errors
    /// [`TransportError`] if there is no response.
    pub async fn download(&self, request: Request<()>) -> Result<ResponseStream, TransportError> {
        let (parts, ()) = request.into_parts();
        let host = host(&parts)?.to_owned();
        let request = self.request(&parts, &parts.uri.to_string()).timeout(LONGEST);
        let patience = self.timeout;
        let sent = tokio::time::timeout(patience, request.send()).await;
        let timeout = |_| TransportError::Timeout { host: host.clone(), connecting: true };
        let response = sent.map_err(timeout)?;
        let response = response.map_err(|error| failure::classify(&host, &error, self.limits))?;
        response::check_head(&host, &response, self.limits)?;
        Ok(ResponseStream { host, response, limits: self.limits, patience })
    }
}

impl fmt::Debug for ResponseStream {
    /// Leaves the address out: it may hold what nobody else should read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseStream").field("status", &self.status()).finish_non_exhaustive()
    }
}

impl ResponseStream {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The next piece of the body; `None` at its end.
    ///
    /// # Errors
    /// [`TransportError`] if the connection ends before the body does, or nothing comes in time.
    pub async fn next_piece(&mut self) -> Result<Option<Bytes>, TransportError> {
        let host = self.host.as_str();
        match tokio::time::timeout(self.patience, self.response.chunk()).await {
            Ok(Ok(piece)) => Ok(piece),
            Ok(Err(error)) => Err(failure::classify(host, &error, self.limits)),
            Err(_) => Err(TransportError::Timeout { host: host.to_owned(), connecting: false }),
        }
    }
}
