//! A listener that fault rules can close, and that limits concurrent connections.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::connection::{Connection, ConnectionHandle, ConnectionPermit, reset_on_drop};
use crate::fault::Faults;
use crate::journal::Journal;

/// Interval at which a closed listener checks whether it may open again.
const TICK: Duration = Duration::from_millis(10);

/// Accepts connections unless a fault prevents it.
pub struct FaultyListener {
    address: SocketAddr,
    /// None while the port is closed.
    listener: Option<TcpListener>,
    /// One permit per connection.
    permits: Arc<Semaphore>,
    faults: Faults,
    journal: Journal,
}

impl FaultyListener {
    pub fn new(
        listener: TcpListener,
        max_connections: usize,
        faults: Faults,
        journal: Journal,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let permits = Arc::new(Semaphore::new(max_connections.clamp(1, Semaphore::MAX_PERMITS)));
        Ok(Self { address, listener: Some(listener), permits, faults, journal })
    }

    /// The next connection, faulty or not; `None` if the port is closed or was closed meanwhile.
    async fn next(&mut self) -> Option<(TcpStream, ConnectionPermit)> {
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
                accepted = accept(listener, &self.permits) => accepted,
                () = self.faults.until_refusing() => return None,
            },
        };
        match accepted {
            Ok(accepted) => Some(accepted),
            Err(error) => {
                // Too many open files, for example: a temporary error that an immediate retry meets
                // again.
                tracing::debug!(%error, "accept failed");
                tokio::time::sleep(TICK).await;
                None
            }
        }
    }
}

async fn accept(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
) -> io::Result<(TcpStream, ConnectionPermit)> {
    // The semaphore is never closed.
    let permit = Arc::clone(permits).acquire_owned().await.ok();
    Ok((listener.accept().await?.0, permit))
}

impl Listener for FaultyListener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            let Some((stream, permit)) = self.next().await else { continue };
            if self.faults.refuses_connections() {
                // It arrived before the rule and was accepted after it.
                reset_on_drop(&stream);
            } else if self.faults.closes_connection() {
                self.journal.record_lost_connection("close");
            } else {
                // Nagle's algorithm would add delays that no rule asked for.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "TCP_NODELAY");
                }
                return (Connection::new(stream, permit), self.address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

impl Connected<IncomingStream<'_, FaultyListener>> for ConnectionHandle {
    fn connect_info(stream: IncomingStream<'_, FaultyListener>) -> Self {
        stream.io().handle()
    }
}
