//! A server that takes one connection for each prepared answer and remembers what it was sent.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

#[allow(dead_code, reason = "not every test program has all kinds")]
pub enum Answer {
    /// These bytes, then the end of the connection.
    Bytes(Vec<u8>),
    /// The first bytes, then the others again and again until the client hangs up.
    Endless(Vec<u8>, Vec<u8>),
    /// The first bytes, then one byte of the others at a time.
    Drip(Vec<u8>, Vec<u8>, Duration),
    /// The connection is reset without an answer.
    Reset,
}

pub struct Received {
    /// Request line and headers, in lower case.
    pub head: String,
    /// As it came: a streamed one in chunks.
    pub body: String,
}

pub struct Server {
    port: u16,
    task: JoinHandle<Vec<Received>>,
}

impl Server {
    pub async fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        Self { port, task: tokio::spawn(serve(listener, answers)) }
    }

    /// Answers one request with `head`, the status line and headers, and `body`.
    pub async fn answering(head: &str, body: impl AsRef<[u8]>) -> Self {
        Self::start(vec![answer(head, body)]).await
    }

    pub fn url(&self, path_and_query: &str) -> String {
        format!("http://127.0.0.1:{}{path_and_query}", self.port)
    }

    /// What was received, once all answers are given.
    pub async fn received(self) -> Vec<Received> {
        self.task.await.unwrap()
    }
}

pub fn answer(head: &str, body: impl AsRef<[u8]>) -> Answer {
    let head = format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n");
    Answer::Bytes([head.as_bytes(), body.as_ref()].concat())
}

async fn serve(listener: TcpListener, answers: Vec<Answer>) -> Vec<Received> {
    let mut received = Vec::new();
    for answer in answers {
        let (mut stream, _) = listener.accept().await.unwrap();
        received.push(read_request(&mut stream).await);
        match answer {
            // A client that has read enough hangs up: that is no failure of the server.
            Answer::Bytes(bytes) => drop(stream.write_all(&bytes).await),
            Answer::Endless(first, again) => {
                let again = again.repeat(1 + 4096 / again.len());
                let mut next = stream.write_all(&first).await;
                while next.is_ok() {
                    next = stream.write_all(&again).await;
                }
            }
            Answer::Drip(first, drops, every) => {
                let mut next = stream.write_all(&first).await;
                for drop in drops {
                    tokio::time::sleep(every).await;
                    next = next.and(stream.write_all(&[drop]).await);
                }
            }
            Answer::Reset => stream.set_zero_linger().unwrap(),
        }
    }
    received
}

async fn read_request(stream: &mut TcpStream) -> Received {
    let mut bytes = Vec::new();
    loop {
        stream.read_buf(&mut bytes).await.unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let head = head.to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let is_whole = if head.contains("\r\ntransfer-encoding: chunked") {
            body.ends_with("0\r\n\r\n")
        } else {
            body.len() == length.map_or(0, |length| length.parse().unwrap())
        };
        if is_whole {
            return Received { head, body: body.to_owned() };
        }
    }
}
