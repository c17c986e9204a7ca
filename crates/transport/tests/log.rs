//! What the log says of a request. Apart from the other tests: they would race for the log.
#![cfg(any(feature = "rustls", feature = "native-tls"))]

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::Request;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use transport::{HttpTransport, Transport};

#[path = "http/server.rs"]
mod server;

use server::{Answer, Server};

const MARKER: &str = "pl4nted-m4rker";

fn request(server: &Server) -> Request<Bytes> {
    let url = server.url(&format!("/api?key={MARKER}"));
    Request::post(url.replace("//", &format!("//{MARKER}:{MARKER}@")))
        .header("x-token", MARKER)
        .body(Bytes::from(MARKER))
        .unwrap()
}

#[tokio::test]
async fn the_log_names_host_path_and_outcome_only() {
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let transport = HttpTransport::builder().build().unwrap();

    let head = format!("200 OK\r\nX-Token: {MARKER}\r\nContent-Length: 14");
    let answering = Server::answering(&head, MARKER).await;
    transport.send(request(&answering)).await.unwrap();
    let failing = Server::start(vec![Answer::Reset]).await;
    transport.send(request(&failing)).await.unwrap_err();

    drop(guard);
    for server in [answering, failing] {
        let received = server.received().await.remove(0);
        assert!(received.head.contains(MARKER) && received.body == MARKER);
    }
    let lines = log.0.lock().unwrap();
    for expected in ["host=\"127.0.0.1\"", "path=\"/api\"", "status=200", "bytes=14", "duration="] {
        assert!(lines.contains(expected), "{expected} in {lines}");
    }
    assert_eq!(lines.matches("target=transport").count(), 2, "{lines}");
    assert!(!lines.contains(MARKER), "{lines}");
}

/// Keeps every field of every event, those of the HTTP library included.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        writeln!(self.0.lock().unwrap(), "{field}={value:?}").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        writeln!(self.0.lock().unwrap(), "target={}", event.metadata().target()).unwrap();
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
