//! The trait that carries requests to a service.

use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::{Request, Response};

use crate::{BodySource, TransportError};

/// Largest body that a transport without a `send_stream` of its own reads into memory: 16 MiB.
pub const MAX_BUFFERED_BODY: usize = 16 * 1024 * 1024;

/// Sends one request and returns its whole response.
///
/// Implementations neither retry nor judge the HTTP status: both need to know the service. The call
/// pipeline of the clients does so.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends `request`, whose address is absolute, and reads the response to its end.
    ///
    /// # Errors
    /// Any [`TransportError`], when there is no complete response.
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError>;

    /// Sends a request whose body is streamed.
    ///
    /// The default implementation is for transports that need the whole body, such as test doubles: it
    /// reads up to [`MAX_BUFFERED_BODY`] bytes into memory and calls [`send`](Self::send). Beyond that
    /// it fails, so that a transport that wraps another and forgets to pass this method on does not
    /// buffer large uploads unnoticed.
    ///
    /// # Errors
    /// Any [`TransportError`], also when the body cannot be read, or not again for a redirect.
    async fn send_stream(
        &self,
        request: Request<BodySource>,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, mut body) = request.into_parts();
        let mut body = body.open().ok_or_else(TransportError::used_body)?;
        let mut whole = BytesMut::new();
        while let Some(chunk) = body.next().await {
            let chunk = chunk.map_err(|error| unreadable_body(&error))?;
            if whole.len() + chunk.len() > MAX_BUFFERED_BODY {
                return Err(too_large_to_buffer());
            }
            whole.extend_from_slice(&chunk);
        }
        self.send(Request::from_parts(parts, whole.freeze())).await
    }
}

fn too_large_to_buffer() -> TransportError {
    let reason = format!(
        "its body exceeds {MAX_BUFFERED_BODY} bytes, and this transport does not stream: implement \
         `Transport::send_stream`, for example by passing it on"
    );
    TransportError::InvalidRequest { reason }
}

/// Where a response was found, if redirects were followed: host and path. An extension of responses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectedTo(pub String);

pub(crate) fn unreadable_body(error: &io::Error) -> TransportError {
    TransportError::InvalidRequest { reason: format!("its body cannot be read: {error}") }
}

#[async_trait]
impl<T: Transport + ?Sized> Transport for Arc<T> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        (**self).send(request).await
    }

    async fn send_stream(
        &self,
        request: Request<BodySource>,
    ) -> Result<Response<Bytes>, TransportError> {
        (**self).send_stream(request).await
    }
}
