//! Answers that are too large or too slow.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use transport::{HttpTransport, Transport, TransportError};

use crate::server::Server;

const MEBIBYTE: usize = 1024 * 1024;

/// One mebibyte of zeros in 1051 bytes, as python3 makes it:
/// `gzip.compress(bytes(1 << 20), 9, mtime=0)`. Between these two ends are 1016 zero bytes.
fn mebibyte_in_gzip() -> Vec<u8> {
    let head =
        b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\xed\xc1\x31\x01\0\0\0\xc2\xa0\xf5\x4f\x6d\x08\x5f\xa0";
    let tail = b"\x3e\x03\x1c\xea\x38\xa7\0\0\x10\0";
    [&head[..], &[0; 1016], tail].concat()
}

async fn get_at_most(
    limit: usize,
    head: &str,
    body: impl AsRef<[u8]>,
) -> Result<Response<Bytes>, TransportError> {
    let server = Server::answering(head, body).await;
    let transport = HttpTransport::builder().max_response_bytes(limit).build().unwrap();
    transport.send(Request::get(server.url("/")).body(Bytes::new()).unwrap()).await
}

fn assert_too_large(outcome: Result<Response<Bytes>, TransportError>, expected: usize) {
    match outcome.unwrap_err() {
        TransportError::TooLarge { limit, .. } => assert_eq!(limit, expected),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_answer_of_just_the_limit_is_read() {
    let answer = get_at_most(10, "200 OK\r\nContent-Length: 10", "0123456789").await.unwrap();
    assert_eq!(answer.body(), "0123456789");
    let answer = get_at_most(10, "200 OK", "0123456789").await.unwrap();
    assert_eq!(answer.body(), "0123456789");
}

#[tokio::test]
async fn an_announced_excess_is_refused_before_it_is_read() {
    // The body never comes: waiting for it would end as `Interrupted`.
    assert_too_large(get_at_most(10, "200 OK\r\nContent-Length: 11", "").await, 10);
}

#[tokio::test]
async fn an_excess_without_length_is_refused_while_it_is_read() {
    assert_too_large(get_at_most(10, "200 OK", "0123456789x").await, 10);
    let chunked = "200 OK\r\nTransfer-Encoding: chunked";
    assert_too_large(get_at_most(10, chunked, "6\r\n012345\r\n6\r\n6789xx\r\n").await, 10);
}

#[tokio::test]
async fn gzip_is_unpacked_but_no_further_than_the_limit() {
    let bomb = mebibyte_in_gzip();
    let head = format!("200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}", bomb.len());

    let answer = get_at_most(MEBIBYTE, &head, &bomb).await.unwrap();
    assert_eq!(answer.body().len(), MEBIBYTE);
    assert!(!answer.headers().contains_key("content-encoding"));

    assert_too_large(get_at_most(MEBIBYTE - 1, &head, &bomb).await, MEBIBYTE - 1);
    assert_too_large(get_at_most(2 * bomb.len(), &head, &bomb).await, 2 * bomb.len());
}

#[tokio::test]
async fn a_silent_server_ends_in_a_timeout() {
    // The system accepts the connection, nobody ever reads from it.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let brief = Duration::from_millis(300);

    let transport = HttpTransport::builder().timeout(brief).build().unwrap();
    let request = Request::get(format!("http://{address}/")).body(Bytes::new()).unwrap();
    let error = transport.send(request).await.unwrap_err();
    assert!(matches!(error, TransportError::Timeout { connecting: false, .. }), "{error}");
    assert!(error.may_have_arrived());

    // With TLS the same silence comes before the connection is ready.
    let transport = HttpTransport::builder().connect_timeout(brief).build().unwrap();
    let request = Request::get(format!("https://{address}/")).body(Bytes::new()).unwrap();
    let error = transport.send(request).await.unwrap_err();
    assert!(matches!(error, TransportError::Timeout { connecting: true, .. }), "{error}");
    assert!(!error.may_have_arrived());
}

#[tokio::test]
async fn a_body_that_stops_coming_ends_in_a_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let stall = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_buf(&mut Vec::new()).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234").await.unwrap();
        stream
    };
    let transport = HttpTransport::builder().timeout(Duration::from_secs(2)).build().unwrap();

    let (outcome, _stream) =
        tokio::join!(transport.send(Request::get(url).body(Bytes::new()).unwrap()), stall);

    let error = outcome.unwrap_err();
    assert!(matches!(error, TransportError::Timeout { connecting: false, .. }), "{error:?}");
}
