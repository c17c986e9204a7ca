//! A transport that writes each exchange into a folder.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::{Request, Response};
use transport::{BodySource, Transport, TransportError};

use crate::{Exchange, ExchangeRedactor, folder};

/// Captured part of a streamed body: parameters come before the file.
pub(crate) const HEAD_BYTES: usize = 64 * 1024;

/// A transport that writes each exchange of another transport into a folder, one JSON file each.
///
/// Exchanges pass unchanged. What is written comes from an [`ExchangeRedactor`]; of the headers only
/// the media type of the response is kept. Requests without a response are not written.
///
/// An exchange that cannot be written is a warning in the log, not an error: the service has done
/// what it was asked for. One program at a time writes into a folder.
pub struct Capture<T> {
    inner: T,
    folder: PathBuf,
    redactor: Box<dyn ExchangeRedactor>,
    next: AtomicU64,
}

impl<T> std::fmt::Debug for Capture<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Capture").finish_non_exhaustive()
    }
}

impl<T: Transport> Capture<T> {
    /// Wraps a transport. The folder is created, readable by its owner only, unless it exists; its
    /// exchanges are kept, and new ones are numbered after them.
    ///
    /// # Errors
    /// The folder cannot be created or read, or other users can read it.
    pub fn new(
        inner: T,
        folder: impl Into<PathBuf>,
        redactor: impl ExchangeRedactor + 'static,
    ) -> io::Result<Self> {
        let folder = folder.into();
        folder::create_private(&folder)?;
        let last = folder::numbers(&folder)?.into_iter().max().unwrap_or_default();
        Ok(Self { inner, folder, redactor: Box::new(redactor), next: AtomicU64::new(last + 1) })
    }

    fn write(&self, request: &Request<Bytes>, response: &Response<Bytes>) {
        let exchange = Exchange::new(
            self.next.fetch_add(1, Ordering::Relaxed),
            request,
            self.redactor.request(request),
            response,
            self.redactor.response(request, response),
        );
        if let Err(error) = exchange.write_to(&self.folder) {
            tracing::warn!(%error, number = exchange.number, "an exchange was not captured");
        }
    }
}

#[async_trait]
impl<T: Transport> Transport for Capture<T> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let sent = request.clone();
        let response = self.inner.send(request).await?;
        self.write(&sent, &response);
        Ok(response)
    }

    async fn send_stream(
        &self,
        request: Request<BodySource>,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, body) = request.into_parts();
        let head = Arc::default();
        let body = tee_head(body, &head);
        let response = self.inner.send_stream(Request::from_parts(parts.clone(), body)).await?;
        let head = std::mem::take(&mut *head.lock().unwrap_or_else(PoisonError::into_inner));
        self.write(&Request::from_parts(parts, head.freeze()), &response);
        Ok(response)
    }
}

/// A body that copies its beginning to `head` while it is read.
fn tee_head(mut body: BodySource, head: &Arc<Mutex<BytesMut>>) -> BodySource {
    let head = Arc::clone(head);
    BodySource::new(move || {
        let head = Arc::clone(&head);
        // A body that is opened again, for a redirect, starts over.
        head.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let stream = body.open()?.inspect(move |chunk| {
            let mut head = head.lock().unwrap_or_else(PoisonError::into_inner);
            if let Ok(chunk) = chunk {
                let missing = HEAD_BYTES.saturating_sub(head.len()).min(chunk.len());
                head.extend_from_slice(&chunk[..missing]);
            }
        });
        Some(Box::pin(stream))
    })
}
