//! Connections on which raw bytes can replace a response.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Buf;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Sleep};

use crate::fault::{ConnectionEnd, RawResponse};
use crate::idle::{HEAD_TIMEOUT, IDLE_TIMEOUT};

/// Makes dropping the stream send RST instead of FIN.
pub fn reset_on_drop(stream: &TcpStream) {
    if let Err(error) = stream.set_zero_linger() {
        tracing::debug!(%error, "SO_LINGER");
    }
}

/// Connects the handler of a request to its connection.
#[derive(Clone, Default)]
pub struct ConnectionHandle(Arc<Shared>);

#[derive(Default)]
struct Shared {
    raw_response: Mutex<Option<RawResponse>>,
    is_answering: AtomicBool,
    /// Requests whose head arrived.
    requests: AtomicU64,
}

/// While this exists the sandbox works on a response, and the connection is not idle.
pub struct Answering(ConnectionHandle);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.0.is_answering.store(false, Ordering::Relaxed);
    }
}

impl ConnectionHandle {
    /// Replaces the next response.
    pub fn send(&self, raw_response: RawResponse) {
        *self.0.raw_response.lock().unwrap_or_else(PoisonError::into_inner) = Some(raw_response);
    }

    /// Suspends the idle timeout until the response is ready.
    pub fn answering(&self) -> Answering {
        self.0.is_answering.store(true, Ordering::Relaxed);
        self.0.requests.fetch_add(1, Ordering::Relaxed);
        Answering(self.clone())
    }

    fn take(&self) -> Option<RawResponse> {
        self.0.raw_response.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn is_answering(&self) -> bool {
        self.0.is_answering.load(Ordering::Relaxed)
    }
}

/// Holds one of the places for connections.
pub type ConnectionPermit = Option<OwnedSemaphorePermit>;

/// A connection. Sends what the HTTP library writes, or a raw response in its place.
pub struct Connection {
    stream: TcpStream,
    handle: ConnectionHandle,
    raw_response: Option<RawResponse>,
    /// Ends when it has been idle for too long.
    idle: Pin<Box<Sleep>>,
    /// Ends when the head of a request has taken too long.
    head: Pin<Box<Sleep>>,
    /// Whether a head is expected or has begun to arrive.
    awaits_head: bool,
    /// Requests of this connection so far.
    requests: u64,
    _permit: ConnectionPermit,
}

impl Connection {
    pub fn new(stream: TcpStream, permit: ConnectionPermit) -> Self {
        let idle = Box::pin(tokio::time::sleep(IDLE_TIMEOUT));
        let head = Box::pin(tokio::time::sleep(HEAD_TIMEOUT));
        let handle = ConnectionHandle::default();
        Self {
            stream,
            handle,
            raw_response: None,
            idle,
            head,
            awaits_head: true,
            requests: 0,
            _permit: permit,
        }
    }

    /// The handle of this connection, for request handlers.
    pub fn handle(&self) -> ConnectionHandle {
        self.handle.clone()
    }

    /// Restarts the idle timeout.
    fn touch(&mut self) {
        self.idle.as_mut().reset(Instant::now() + IDLE_TIMEOUT);
    }

    /// Whether the head of a request takes too long. Between requests the connection may rest.
    fn poll_late_head(&mut self, cx: &mut Context<'_>, has_read: bool) -> Poll<()> {
        let requests = self.handle.0.requests.load(Ordering::Relaxed);
        if requests != self.requests {
            self.requests = requests;
            self.awaits_head = false;
        }
        // What is read while a response is made is the body of its request.
        if has_read && !self.awaits_head && !self.handle.is_answering() {
            self.awaits_head = true;
            self.head.as_mut().reset(Instant::now() + HEAD_TIMEOUT);
        }
        if self.awaits_head { self.head.as_mut().poll(cx) } else { Poll::Pending }
    }

    /// Whether a raw response replaces that of the library.
    fn is_replaced(&mut self) -> bool {
        if self.raw_response.is_none() {
            self.raw_response = self.handle.take();
        }
        self.raw_response.is_some()
    }

    /// Writes the raw response and ends the connection: to the library it is broken.
    fn poll_raw_response(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let Self { stream, raw_response: Some(raw), .. } = self else {
            return Poll::Ready(io::ErrorKind::ConnectionAborted.into());
        };
        while raw.bytes.has_remaining() {
            match ready!(Pin::new(&mut *stream).poll_write(cx, raw.bytes.chunk())) {
                Ok(0) => break,
                Ok(written) => raw.bytes.advance(written),
                Err(error) => return Poll::Ready(error),
            }
        }
        match raw.end {
            ConnectionEnd::Closed => {
                if let Err(error) = ready!(Pin::new(stream).poll_shutdown(cx)) {
                    return Poll::Ready(error);
                }
            }
            ConnectionEnd::Reset => reset_on_drop(stream),
        }
        Poll::Ready(io::ErrorKind::ConnectionAborted.into())
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if self.poll_late_head(cx, outcome.is_ready()).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        if outcome.is_ready() || self.handle.is_answering() {
            self.touch();
        }
        if outcome.is_pending() && self.idle.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        outcome
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.is_replaced() {
            return self.poll_raw_response(cx).map(Err);
        }
        self.touch();
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.is_replaced() {
            return self.poll_raw_response(cx).map(Err);
        }
        self.touch();
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
