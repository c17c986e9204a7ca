//! Transports for tests of programs that use a client.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response, StatusCode};

use crate::{Transport, TransportError};

/// Gives prepared responses and keeps the requests. Its clones share both, so that a test can look at
/// what a client sent.
///
/// ```
/// use transport::{Canned, Transport};
/// # use bytes::Bytes;
/// # use http::Request;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), transport::TransportError> {
/// let canned = Canned::sequence([(503, ""), (200, r#"{"returnCode": 1}"#)]);
/// for status in [503, 200, 200] {
///     let response = canned.send(Request::new(Bytes::from("a"))).await?;
///     assert_eq!(response.status(), status);
/// }
/// assert_eq!(canned.requests()[0].body(), "a");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Canned {
    /// Never empty; the last one is given again and again.
    responses: Arc<[(StatusCode, Bytes)]>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    /// Always the same response, with status 200.
    pub fn new(body: impl Into<Bytes>) -> Self {
        Self::sequence([(200, body)])
    }

    /// These responses in turn, and then the last one again and again. A number that is not a status
    /// is given as 500; without any response, 500 is always given.
    pub fn sequence<B: Into<Bytes>>(responses: impl IntoIterator<Item = (u16, B)>) -> Self {
        let status = |code| StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let responses = responses.into_iter().map(|(code, body)| (status(code), body.into()));
        Self { responses: responses.collect(), requests: Arc::default() }
    }

    /// The requests so far, oldest first.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canned").field("responses", &self.responses.len()).finish_non_exhaustive()
    }
}

#[async_trait]
impl Transport for Canned {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let number = {
            let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
            requests.push(request);
            requests.len()
        };
        let response = self.responses.get(number - 1).or(self.responses.last()).cloned();
        let (status, body) =
            response.unwrap_or((StatusCode::INTERNAL_SERVER_ERROR, Bytes::default()));
        let mut response = Response::new(body);
        *response.status_mut() = status;
        Ok(response)
    }
}

/// A transport that is a function.
///
/// ```
/// use http::Response;
/// use transport::TransportError;
///
/// let offline = transport::from_fn(|request| async move {
///     let host = request.uri().host().unwrap_or_default().to_owned();
///     Err(TransportError::Timeout { host, connecting: true })
/// });
/// # let _ = offline;
/// ```
pub fn from_fn<F, Fut>(respond: F) -> FnTransport<F>
where
    F: Fn(Request<Bytes>) -> Fut + Send + Sync,
    Fut: Future<Output = Result<Response<Bytes>, TransportError>> + Send,
{
    FnTransport(respond)
}

/// See [`from_fn`].
#[derive(Clone)]
pub struct FnTransport<F>(F);

impl<F> fmt::Debug for FnTransport<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FnTransport")
    }
}

#[async_trait]
impl<F, Fut> Transport for FnTransport<F>
where
    F: Fn(Request<Bytes>) -> Fut + Send + Sync,
    Fut: Future<Output = Result<Response<Bytes>, TransportError>> + Send,
{
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        (self.0)(request).await
    }
}
