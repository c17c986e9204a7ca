//! The trait that carries requests to a service.

use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::{Request, Response};

use crate::{BodySource, TransportError};

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
    /// The default implementation reads the whole body into memory and calls [`send`](Self::send). A
    /// transport that wraps another must pass this method on, or uploads of large files are buffered.
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
            whole.extend_from_slice(&chunk.map_err(|error| unreadable_body(&error))?);
        }
        self.send(Request::from_parts(parts, whole.freeze())).await
    }
}

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
