//! A planted secret shows up in no error, wherever the request carries it.

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use tokio::net::TcpListener;
use transport::{HttpTransport, Transport, TransportError};

use crate::server::{Answer, Server, answer};

const MARKER: &str = "pl4nted-m4rker";

fn request(address: &str) -> Request<Bytes> {
    Request::post(format!("{address}/api?key={MARKER}"))
        .header("authorization", MARKER)
        .body(Bytes::from(MARKER))
        .unwrap()
}

/// Every text an error shows.
fn shown(error: &TransportError) -> String {
    let source = error.source().map(ToString::to_string);
    format!("{error}\n{error:?}\n{error:#?}\n{source:?}")
}

#[tokio::test]
async fn no_error_repeats_the_request() {
    let redirect = |to: &str| answer(&format!("307 Elsewhere\r\nLocation: {to}"), "");
    let elsewhere = format!("http://{MARKER}:{MARKER}@localhost:1/{MARKER}?key={MARKER}");
    let to_itself = format!("/api?key={MARKER}");
    let mut answers = vec![
        Answer::Reset,
        Answer::Bytes(MARKER.into()),
        answer("200 OK\r\nContent-Length: 9", "cut"),
        answer("200 OK\r\nContent-Encoding: gzip", "not packed"),
        answer("200 OK\r\nContent-Length: 900", ""),
        redirect(&elsewhere),
    ];
    answers.extend((0..6).map(|_| redirect(&to_itself)));
    let server = Server::start(answers).await;
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = silent.local_addr().unwrap();
    let transport = HttpTransport::builder()
        .max_response_bytes(100)
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();

    let answering = server.url("").replace("127.0.0.1", &format!("{MARKER}:{MARKER}@127.0.0.1"));
    let others = [
        format!("http://{MARKER}@127.0.0.1:1"),
        format!("https://{MARKER}@127.0.0.1:1"),
        format!("http://{MARKER}@no-such-host.invalid"),
        format!("http://{MARKER}@{silent}"),
        format!("ftp://{MARKER}@127.0.0.1"),
        format!("http://{MARKER}@127.0.0.1:99999"),
    ];
    for address in vec![answering; 7].iter().chain(&others) {
        let text = shown(&transport.send(request(address)).await.unwrap_err());
        assert!(!text.contains(MARKER), "{address}: {text}");
    }
    assert_eq!(server.received().await.len(), 12);
}

#[test]
fn debug_output_of_a_transport_shows_no_client() {
    let transport = HttpTransport::builder().build().unwrap();
    assert_eq!(format!("{transport:?}"), "HttpTransport { max_response_bytes: 33554432, .. }");
}
