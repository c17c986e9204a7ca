//! The sockets of the sandbox: who may connect, and answers that go around the HTTP library.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use bytes::Buf;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};

use crate::fault::{End, Faults, Wired};
use crate::journal::Journal;

/// How often is looked whether somebody may listen again.
const TICK: Duration = Duration::from_millis(10);

/// How long a connection may bring nothing while a request is awaited or on its way.
pub const QUIET: Duration = Duration::from_secs(60);

/// Accepts connections, unless a fault is in the way.
pub struct Front {
    address: SocketAddr,
    /// None while nobody listens.
    listener: Option<TcpListener>,
    /// As many as there may be connections.
    places: Arc<Semaphore>,
    faults: Faults,
    journal: Journal,
}

impl Front {
    /// With so many connections at a time.
    pub fn new(
        listener: TcpListener,
        most_connections: usize,
        faults: Faults,
        journal: Journal,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let places = Arc::new(Semaphore::new(most_connections.clamp(1, Semaphore::MAX_PERMITS)));
        Ok(Self { address, listener: Some(listener), places, faults, journal })
    }

    /// The next connection, good or bad; none if nobody listens or may listen any more.
    async fn next(&mut self) -> Option<(TcpStream, Place)> {
        if self.faults.refuses_connections() {
            self.listener = None;
            tokio::time::sleep(TICK).await;
            return None;
        }
        if self.listener.is_none() {
            self.listener = TcpListener::bind(self.address).await.ok();
        }
        let accepted = match &self.listener {
            None => Err(io::ErrorKind::AddrInUse.into()),
            Some(listener) => tokio::select! {
                accepted = accept(listener, &self.places) => accepted,
                () = self.faults.until_refusing() => return None,
            },
        };
        match accepted {
            Ok(accepted) => Some(accepted),
            Err(error) => {
                // Too many open files, for one: it passes, and asking again at once does not help.
                tracing::debug!(%error, "no connection");
                tokio::time::sleep(TICK).await;
                None
            }
        }
    }
}

/// That there is room for a connection, as long as this is there.
type Place = Option<OwnedSemaphorePermit>;

async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> io::Result<(TcpStream, Place)> {
    // It is never closed.
    let place = Arc::clone(places).acquire_owned().await.ok();
    Ok((listener.accept().await?.0, place))
}

impl Listener for Front {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            let Some((stream, place)) = self.next().await else { continue };
            if self.faults.refuses_connections() {
                // It came between two looks at the rules.
                reset(&stream);
            } else if self.faults.closes_connection() {
                self.journal.record_lost_connection("close");
            } else {
                // Delays are those that were asked for, and not those of the network.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "TCP_NODELAY");
                }
                return (Wire::new(stream, place), self.address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// Has a connection reset when it is dropped.
fn reset(stream: &TcpStream) {
    if let Err(error) = stream.set_zero_linger() {
        tracing::debug!(%error, "SO_LINGER");
    }
}

/// From the handlers of requests to the connection that they came by.
#[derive(Clone, Default)]
pub struct Link(Arc<Shared>);

#[derive(Default)]
struct Shared {
    wired: Mutex<Option<Wired>>,
    is_answering: AtomicBool,
}

/// As long as this is there, the sandbox is at work on an answer, however long it takes.
pub struct Answering(Link);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.0.is_answering.store(false, Ordering::Relaxed);
    }
}

impl Link {
    /// Puts something in the place of the next answer.
    pub fn send(&self, wired: Wired) {
        *self.0.wired.lock().unwrap_or_else(PoisonError::into_inner) = Some(wired);
    }

    /// Lets the connection be quiet until the answer is there.
    pub fn answering(&self) -> Answering {
        self.0.is_answering.store(true, Ordering::Relaxed);
        Answering(self.clone())
    }

    fn take(&self) -> Option<Wired> {
        self.0.wired.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn is_answering(&self) -> bool {
        self.0.is_answering.load(Ordering::Relaxed)
    }
}

impl Connected<IncomingStream<'_, Front>> for Link {
    fn connect_info(stream: IncomingStream<'_, Front>) -> Self {
        stream.io().link.clone()
    }
}

/// A connection. What the HTTP library writes goes out, unless something else is to.
pub struct Wire {
    stream: TcpStream,
    link: Link,
    wired: Option<Wired>,
    /// When it has been quiet for too long.
    end: Pin<Box<Sleep>>,
    _place: Place,
}

impl Wire {
    fn new(stream: TcpStream, place: Place) -> Self {
        let end = Box::pin(tokio::time::sleep(QUIET));
        Self { stream, link: Link::default(), wired: None, end, _place: place }
    }

    /// Notes that the connection is in use.
    fn stir(&mut self) {
        self.end.as_mut().reset(Instant::now() + QUIET);
    }

    /// Whether this answer is not the library's.
    fn is_taken(&mut self) -> bool {
        if self.wired.is_none() {
            self.wired = self.link.take();
        }
        self.wired.is_some()
    }

    /// Writes what goes out instead, and ends the connection: to the library it is broken.
    fn poll_wired(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let Self { stream, wired: Some(wired), .. } = self else {
            return Poll::Ready(io::ErrorKind::ConnectionAborted.into());
        };
        while wired.bytes.has_remaining() {
            match ready!(Pin::new(&mut *stream).poll_write(cx, wired.bytes.chunk())) {
                Ok(0) => break,
                Ok(written) => wired.bytes.advance(written),
                Err(error) => return Poll::Ready(error),
            }
        }
        match wired.end {
            End::Closed => {
                if let Err(error) = ready!(Pin::new(stream).poll_shutdown(cx)) {
                    return Poll::Ready(error);
                }
            }
            End::Reset => reset(stream),
        }
        Poll::Ready(io::ErrorKind::ConnectionAborted.into())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if outcome.is_ready() || self.link.is_answering() {
            self.stir();
        }
        if outcome.is_pending() && self.end.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        outcome
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.is_taken() {
            return self.poll_wired(cx).map(Err);
        }
        self.stir();
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.is_taken() {
            return self.poll_wired(cx).map(Err);
        }
        self.stir();
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
