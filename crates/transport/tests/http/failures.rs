//! Connections that fail, each in its own kind.

use std::error::Error;
use std::io::ErrorKind;
use std::net::TcpListener;

use bytes::Bytes;
use http::Request;
use transport::{HttpTransport, Tls, Transport, TransportError};

use crate::server::{Answer, Server};

const BACKENDS: &[Tls] = &[
    #[cfg(feature = "rustls")]
    Tls::Rustls,
    #[cfg(feature = "native-tls")]
    Tls::Native,
];

async fn failure_of(transport: &HttpTransport, url: &str) -> TransportError {
    transport.send(Request::get(url).body(Bytes::new()).unwrap()).await.unwrap_err()
}

fn transport() -> HttpTransport {
    HttpTransport::builder().build().unwrap()
}

#[tokio::test]
async fn a_closed_port_is_a_failed_connection() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();

    let error = failure_of(&transport(), &format!("http://{address}/")).await;

    let TransportError::Connect { host, source } = &error else { panic!("{error:?}") };
    assert_eq!((host.as_str(), source.kind()), ("127.0.0.1", ErrorKind::ConnectionRefused));
    assert!(!error.may_have_arrived());
}

#[tokio::test]
async fn an_unknown_name_is_a_failed_connection() {
    let error = failure_of(&transport(), "http://no-such-host.invalid/").await;

    assert!(matches!(error, TransportError::Connect { .. }), "{error:?}");
    assert!(error.to_string().contains("no-such-host.invalid"));
}

#[tokio::test]
async fn an_answer_cut_in_its_body_is_interrupted() {
    for (head, body) in [
        ("200 OK\r\nContent-Length: 100", "only this"),
        ("200 OK\r\nTransfer-Encoding: chunked", "20\r\nonly this"),
        ("200 OK\r\nContent-Encoding: gzip", "\x1f"),
    ] {
        let server = Server::answering(head, body).await;

        let error = failure_of(&transport(), &server.url("/")).await;

        let TransportError::Interrupted { source, .. } = &error else { panic!("{error:?}") };
        assert_eq!(source.kind(), ErrorKind::UnexpectedEof, "{head}");
        assert!(error.may_have_arrived());
    }
}

#[tokio::test]
async fn a_reset_instead_of_an_answer_is_interrupted_and_named_by_the_source() {
    let server = Server::start(vec![Answer::Reset]).await;

    let error = failure_of(&transport(), &server.url("/")).await;

    let TransportError::Interrupted { source, .. } = &error else { panic!("{error:?}") };
    assert_eq!(source.kind(), ErrorKind::ConnectionReset);
    assert!(error.source().unwrap().to_string().to_lowercase().contains("connection reset"));
}

#[tokio::test]
async fn something_other_than_http_is_interrupted() {
    let server = Server::start(vec![Answer::Bytes(b"SSH-2.0 here\r\n\r\n".to_vec())]).await;

    let error = failure_of(&transport(), &server.url("/")).await;

    assert!(matches!(error, TransportError::Interrupted { .. }), "{error:?}");
}

#[tokio::test]
async fn a_refused_handshake_is_a_tls_failure_and_a_cut_one_a_failed_connection() {
    // What a server sends that accepts no cipher suite of the client: alert 40, fatal.
    let alert = [21, 3, 3, 0, 2, 2, 40].as_slice();
    for &tls in BACKENDS {
        let transport = HttpTransport::builder().tls(tls).build().unwrap();

        let error = failure_of(&transport, &handshake_answered_with(alert)).await;
        assert!(matches!(error, TransportError::Tls { .. }), "{tls:?}: {error:?}");
        assert!(!error.may_have_arrived());

        let error = failure_of(&transport, &handshake_answered_with(&[])).await;
        assert!(matches!(error, TransportError::Connect { .. }), "{tls:?}: {error:?}");
    }
}

/// The address of a server that reads a client's hello, sends `answer` and hangs up.
fn handshake_answered_with(answer: &'static [u8]) -> String {
    use std::io::{Read, Write};

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        // Larger than any hello, so that nothing unread turns the end into a reset.
        let hello = stream.read(&mut [0; 16 * 1024]).unwrap();
        assert!(hello > 0);
        stream.write_all(answer).unwrap();
    });
    url
}

#[tokio::test]
async fn requests_that_cannot_be_sent_are_refused() {
    for url in ["/relative", "ftp://127.0.0.1/", "http://127.0.0.1:99999/"] {
        let error = failure_of(&transport(), url).await;
        assert!(matches!(error, TransportError::InvalidRequest { .. }), "{url}: {error:?}");
        assert!(!error.may_have_arrived());
    }
}

#[test]
fn a_user_agent_that_is_no_header_value_is_refused() {
    let error = HttpTransport::builder().user_agent("two\nlines").build().unwrap_err();
    assert!(matches!(error, TransportError::Setup { .. }), "{error:?}");
}
