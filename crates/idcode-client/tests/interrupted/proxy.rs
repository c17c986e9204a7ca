//! A way to the sandbox that cuts connections.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Where a connection is cut, on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It is reset after this many bytes of the request.
    ResetAfter(usize),
    /// It is closed after this many bytes of the request.
    CloseAfter(usize),
    /// The request arrives whole; its answer is thrown away.
    Answer,
}

/// Passes everything on until it is told to cut, and cuts every connection from then on.
pub struct Proxy {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
    cut: Arc<Mutex<Option<Cut>>>,
    task: JoinHandle<()>,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Proxy {
    pub async fn before(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (requests, cut) = <(Arc<AtomicUsize>, Arc<Mutex<Option<Cut>>>)>::default();
        let (counter, order) = (requests.clone(), cut.clone());
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let service = TcpStream::connect(target).await.unwrap();
                tokio::spawn(pass(client, service, order.clone(), counter.clone()));
            }
        });
        Self { address, requests, cut, task }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Bytes of requests are counted from now on.
    pub fn cut(&self, cut: Cut) {
        *self.cut.lock().unwrap() = Some(cut);
    }

    /// How many requests there were to cut: each on a connection of its own, since none survives.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

async fn pass(
    mut client: TcpStream,
    mut service: TcpStream,
    order: Arc<Mutex<Option<Cut>>>,
    requests: Arc<AtomicUsize>,
) -> io::Result<()> {
    let (mut request, mut answer) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    let mut taken = 0;
    loop {
        let order = || *order.lock().unwrap();
        tokio::select! {
            read = client.read(&mut request) => {
                let most = match order() {
                    Some(Cut::ResetAfter(most) | Cut::CloseAfter(most)) => most - taken,
                    _ => usize::MAX,
                };
                let bytes = read?.min(most);
                service.write_all(&request[..bytes]).await?;
                if order().is_some() && bytes > 0 {
                    requests.fetch_add(usize::from(taken == 0), Ordering::SeqCst);
                    taken += bytes;
                }
                if bytes == 0 || bytes == most {
                    break;
                }
            }
            read = service.read(&mut answer) => {
                let bytes = read?;
                if bytes == 0 || order() == Some(Cut::Answer) {
                    break;
                }
                client.write_all(&answer[..bytes]).await?;
            }
        }
    }
    if matches!(*order.lock().unwrap(), Some(Cut::CloseAfter(_))) {
        service.shutdown().await?;
        client.shutdown().await?;
        // Dropped with unread bytes it would be reset.
        tokio::io::copy(&mut client, &mut tokio::io::sink()).await?;
    } else {
        service.set_zero_linger()?;
        client.set_zero_linger()?;
    }
    Ok(())
}
