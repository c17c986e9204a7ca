//! Redirects stay with the server that was asked.

use std::io::ErrorKind;
use std::net::TcpListener;

use bytes::Bytes;
use http::{Request, Response};
use transport::{HttpTransport, Transport, TransportError};

use crate::server::{Answer, Server, answer};

fn redirect(status: u16, location: &str) -> Answer {
    answer(&format!("{status} Elsewhere\r\nLocation: {location}\r\nContent-Length: 0"), "")
}

async fn post(url: String) -> Result<Response<Bytes>, TransportError> {
    let transport = HttpTransport::builder().build().unwrap();
    transport.send(Request::post(url).body(Bytes::from("key=value")).unwrap()).await
}

#[tokio::test]
async fn a_307_to_the_same_host_repeats_the_post_with_its_body() {
    for status in [307, 308] {
        let server =
            Server::start(vec![redirect(status, "/new/path"), answer("200 OK", "done")]).await;

        assert_eq!(post(server.url("/old?secret=1")).await.unwrap().body(), "done");

        let received = server.received().await;
        assert!(received[1].head.starts_with("post /new/path http/1.1\r\n"));
        assert_eq!(received[1].body, "key=value");
        assert!(!received[1].head.contains("secret=1"), "no referer");
    }
}

#[tokio::test]
async fn another_host_or_port_is_refused_and_never_contacted() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    other.set_nonblocking(true).unwrap();
    let port = other.local_addr().unwrap().port();
    for to in ["localhost", "127.0.0.1"] {
        for status in [301, 307] {
            let location = format!("http://user:word@{to}:{port}/path?key=value");
            let server = Server::start(vec![redirect(status, &location)]).await;

            let error = post(server.url("/")).await.unwrap_err();

            assert!(
                matches!(&error, TransportError::RedirectRefused { host, to_host }
                    if host == "127.0.0.1" && to_host == to),
                "{error:?}"
            );
            assert!(error.may_have_arrived());
            assert_eq!(other.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
        }
    }
}

#[tokio::test]
async fn five_redirects_are_followed_and_no_more() {
    let hops = || (0..5).map(|_| redirect(307, "/again"));

    let server = Server::start(hops().chain([answer("200 OK", "done")]).collect()).await;
    assert_eq!(post(server.url("/")).await.unwrap().body(), "done");

    let server = Server::start(hops().chain([redirect(307, "/again")]).collect()).await;
    let error = post(server.url("/")).await.unwrap_err();
    assert!(matches!(error, TransportError::TooManyRedirects { limit: 5, .. }), "{error:?}");
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_an_answer_like_any_other() {
    let server = Server::answering("307 Elsewhere\r\nContent-Length: 0", "").await;
    assert_eq!(post(server.url("/")).await.unwrap().status(), 307);
}
