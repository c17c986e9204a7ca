//! Exchanges with a service, written to a folder while they are made.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::{Request, Response};
use serde_json::Value;

use crate::captures::{self, Answered, Exchange};
use crate::{BodySource, Transport, TransportError};

/// As much of a streamed body is looked at: parameters come before the file.
pub(crate) const HEAD: usize = 64 * 1024;

/// What of an exchange may be written down. An implementation knows the protocol, and passes on only
/// what it knows to be harmless: a capture is there to be shown to others.
pub trait Scrub: Send + Sync {
    /// What was asked for. The body may break off after its first 64 KiB.
    fn request(&self, request: &Request<Bytes>) -> Asked;

    /// What came back for it.
    fn answer(&self, request: &Request<Bytes>, answer: &Response<Bytes>) -> Answered;
}

/// A request as it may be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Path of the endpoint.
    pub path: String,
    /// The parameters, wherever the request has them: a JSON object.
    pub parameters: Value,
}

/// Writes each exchange that comes to an answer into a folder, one JSON file each, and changes
/// nothing about it. Only what a [`Scrub`] lets through is written, and no header but the kind of
/// the content.
///
/// An exchange that cannot be written is a warning in the log, not an error: the service has done
/// what it was asked for. One program at a time writes into a folder.
pub struct Capture<T> {
    inner: T,
    folder: PathBuf,
    scrub: Arc<dyn Scrub>,
    next: AtomicU64,
}

impl<T: Transport> Capture<T> {
    /// Around a transport. The folder is made, for its owner only, unless it is there; captures in
    /// it are kept, and new ones numbered after them.
    ///
    /// # Errors
    /// The folder cannot be made or read, or other users can read it.
    pub fn new(inner: T, folder: impl Into<PathBuf>, scrub: Arc<dyn Scrub>) -> io::Result<Self> {
        let folder = folder.into();
        captures::make_folder(&folder)?;
        let last = captures::numbers(&folder)?.into_iter().max().unwrap_or_default();
        Ok(Self { inner, folder, scrub, next: AtomicU64::new(last + 1) })
    }

    fn write(&self, request: &Request<Bytes>, answer: &Response<Bytes>) {
        let Asked { path, parameters } = self.scrub.request(request);
        let exchange = Exchange {
            number: self.next.fetch_add(1, Ordering::Relaxed),
            method: request.method().to_string(),
            host: request.uri().host().unwrap_or_default().to_owned(),
            path,
            parameters,
            status: answer.status().as_u16(),
            content_type: captures::content_type(answer),
            answer: self.scrub.answer(request, answer),
        };
        if let Err(error) = exchange.write_to(&self.folder) {
            tracing::warn!(%error, number = exchange.number, "an exchange was not captured");
        }
    }
}

#[async_trait]
impl<T: Transport> Transport for Capture<T> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let sent = request.clone();
        let answer = self.inner.send(request).await?;
        self.write(&sent, &answer);
        Ok(answer)
    }

    async fn send_stream(
        &self,
        request: Request<BodySource>,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, body) = request.into_parts();
        let head = Arc::default();
        let body = listen(body, &head);
        let answer = self.inner.send_stream(Request::from_parts(parts.clone(), body)).await?;
        let head = std::mem::take(&mut *head.lock().unwrap_or_else(PoisonError::into_inner));
        self.write(&Request::from_parts(parts, head.freeze()), &answer);
        Ok(answer)
    }
}

/// A body that leaves its beginning in `head` when it is read.
fn listen(mut body: BodySource, head: &Arc<Mutex<BytesMut>>) -> BodySource {
    let head = Arc::clone(head);
    BodySource::new(move || {
        let head = Arc::clone(&head);
        head.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let stream = body.open()?.inspect(move |chunk| {
            let mut head = head.lock().unwrap_or_else(PoisonError::into_inner);
            if let Ok(chunk) = chunk {
                let missing = HEAD.saturating_sub(head.len()).min(chunk.len());
                head.extend_from_slice(&chunk[..missing]);
            }
        });
        Some(Box::pin(stream))
    })
}

/// The beginning of a body.
pub(crate) async fn head_of(mut body: BodySource) -> Result<Bytes, TransportError> {
    let mut stream = body.open().ok_or_else(TransportError::used_body)?;
    let mut head = BytesMut::new();
    while head.len() < HEAD
        && let Some(chunk) = stream.next().await
    {
        let chunk = chunk.map_err(|error| crate::transport::unreadable_body(&error))?;
        head.extend_from_slice(&chunk[..chunk.len().min(HEAD - head.len())]);
    }
    Ok(head.freeze())
}

/// Writes a file whole or not at all, for its owner only.
pub(crate) fn write_whole(folder: &std::path::Path, name: &str, text: &str) -> io::Result<()> {
    let unfinished = folder.join(format!(".{name}.unfinished"));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&unfinished).and_then(|mut file| {
        io::Write::write_all(&mut file, text.as_bytes())?;
        fs::rename(&unfinished, folder.join(name))
    });
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written
}
