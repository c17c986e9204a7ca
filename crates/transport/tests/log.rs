//! What the log says of a request. Apart from the other tests: they would race for the log.
#![cfg(any(feature = "rustls", feature = "native-tls"))]

use bytes::Bytes;
use http::Request;
use transport::{HttpTransport, Transport};

use test_support::log;
#[path = "http/server.rs"]
mod server;

use log::Log;
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
    let lines = Log::of(async {
        let transport = HttpTransport::builder().build().unwrap();
        let head = format!("200 OK\r\nX-Token: {MARKER}\r\nContent-Length: 14");
        let answering = Server::answering(&head, MARKER).await;
        transport.send(request(&answering)).await.unwrap();
        let failing = Server::start(vec![Answer::Reset]).await;
        transport.send(request(&failing)).await.unwrap_err();
        for server in [answering, failing] {
            let received = server.received().await.remove(0);
            assert!(received.head.contains(MARKER) && received.body == MARKER);
        }
    });
    let lines = lines.await;
    for expected in ["host=\"127.0.0.1\"", "path=\"/api\"", "status=200", "bytes=14", "duration="] {
        assert!(lines.contains(expected), "{expected} in {lines}");
    }
    assert_eq!(lines.matches("target=transport").count(), 2, "{lines}");
    assert!(!lines.contains(MARKER), "{lines}");
}
