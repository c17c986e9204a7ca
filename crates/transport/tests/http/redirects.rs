//! Redirects stay with the server that was asked.

use std::io::ErrorKind;
use std::net::TcpListener;

use std::time::Duration;

use bytes::Bytes;
use futures_util::{FutureExt, stream};
use http::{Request, Response};
use transport::{BodySource, BodyStream, HttpTransport, RedirectedTo, Transport, TransportError};

use crate::server::{Answer, Server, answer};

fn redirect(status: u16, location: &str) -> Answer {
    answer(&format!("{status} Elsewhere\r\nLocation: {location}\r\nContent-Length: 0"), "")
}

async fn post(url: String) -> Result<Response<Bytes>, TransportError> {
    let transport = HttpTransport::builder().build().unwrap();
    transport.send(Request::post(url).body(Bytes::from("key=value")).unwrap()).await
}

async fn post_stream(url: String, body: BodySource) -> Result<Response<Bytes>, TransportError> {
    let transport = HttpTransport::builder().build().unwrap();
    let request = Request::post(url).header("x-signed", "by the client").body(body).unwrap();
    transport.send_stream(request).await
}

fn chunks() -> BodyStream {
    Box::pin(stream::iter(["key=", "value"].map(|chunk| Ok(Bytes::from(chunk)))))
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

#[tokio::test]
async fn a_307_repeats_a_stream_that_can_be_opened_again() {
    for status in [307, 308] {
        let hops = [redirect(status, "/new?first"), redirect(status, "second")];
        let answers = hops.into_iter().chain([answer("200 OK", "done")]);
        let server = Server::start(answers.collect()).await;

        let body = BodySource::new(|| Some(chunks()));
        let answer = post_stream(server.url("/old?secret=1"), body).await.unwrap();
        assert_eq!(answer.body(), "done");

        let received = server.received().await;
        let lines: Vec<_> = received.iter().map(|one| one.head.lines().next().unwrap()).collect();
        let targets = ["/old?secret=1", "/new?first", "/second"];
        assert_eq!(lines, targets.map(|target| format!("post {target} http/1.1")));
        for request in &received {
            assert_eq!(request.body, "4\r\nkey=\r\n5\r\nvalue\r\n0\r\n\r\n");
            assert!(request.head.contains("x-signed: by the client"), "{}", request.head);
        }
        assert!(received[1..].iter().all(|one| !one.head.contains("secret=1")), "no referer");
    }
}

#[tokio::test]
async fn a_307_of_a_stream_that_is_gone_says_so() {
    let server = Server::start(vec![redirect(307, "/new/path")]).await;
    let error = post_stream(server.url("/"), chunks().into()).await.unwrap_err();
    assert!(matches!(error, TransportError::BodyNotRepeatable { .. }), "{error:?}");
    assert!(!error.may_have_arrived(), "the redirect says that nothing was done");
    assert_eq!(
        error.to_string(),
        "127.0.0.1 redirects the request, whose body can be read only once: send it again from a \
         file or from memory"
    );
    assert_eq!(server.received().await.len(), 1);
}

#[tokio::test]
async fn a_stream_follows_the_same_rules_as_other_bodies() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    other.set_nonblocking(true).unwrap();
    let location = format!("http://localhost:{}/", other.local_addr().unwrap().port());
    let again = || BodySource::new(|| Some(chunks()));

    let server = Server::start(vec![redirect(307, &location)]).await;
    let error = post_stream(server.url("/"), again()).await.unwrap_err();
    assert!(matches!(error, TransportError::RedirectRefused { .. }), "{error:?}");
    assert_eq!(other.accept().unwrap_err().kind(), ErrorKind::WouldBlock);

    let server = Server::start((0..6).map(|_| redirect(307, "/again")).collect()).await;
    let error = post_stream(server.url("/"), again()).await.unwrap_err();
    assert!(matches!(error, TransportError::TooManyRedirects { limit: 5, .. }), "{error:?}");

    let server = Server::answering("307 Elsewhere\r\nContent-Length: 0", "").await;
    assert_eq!(post_stream(server.url("/"), again()).await.unwrap().status(), 307);
}

#[tokio::test]
async fn the_time_limit_counts_the_redirects_of_a_stream_as_well() {
    let hops = (0..5).map(|_| redirect(307, "/again"));
    let server = Server::start(hops.chain([answer("200 OK", "done")]).collect()).await;
    let transport = HttpTransport::builder().timeout(Duration::from_millis(400)).build().unwrap();
    // Six times a quarter of the limit.
    let slow = || tokio::time::sleep(Duration::from_millis(100)).map(|()| Ok(Bytes::from("a=b")));
    let body = BodySource::new(move || Some(Box::pin(stream::once(slow()))));
    let request = Request::post(server.url("/")).body(body).unwrap();
    let error = transport.send_stream(request).await.unwrap_err();
    assert!(matches!(error, TransportError::Timeout { .. }), "{error:?}");
}

/// Browsers make a GET of it, and lose what was sent.
#[tokio::test]
async fn a_redirect_that_would_make_a_get_of_a_post_is_an_error_that_names_its_target() {
    for status in [301, 302, 303] {
        let location = "/login;jsessionid=1?service=%2Fsecret";
        let server = Server::start(vec![redirect(status, location)]).await;
        let error = post(server.url("/")).await.unwrap_err();
        assert!(error.may_have_arrived());
        assert_eq!(
            error.to_string(),
            format!(
                "127.0.0.1 redirects to 127.0.0.1/login with status {status}, which is not a \
                 response to this request: check the address of the service and whether the account \
                 is logged in"
            )
        );
        assert_eq!(server.received().await.len(), 1);

        let server = Server::start(vec![redirect(status, location)]).await;
        let body = BodySource::new(|| Some(chunks()));
        let error = post_stream(server.url("/"), body).await.unwrap_err();
        assert!(matches!(error, TransportError::RedirectedToPage { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_get_is_redirected_and_its_response_says_where_it_was_found() {
    for status in [301, 302, 303, 307, 308] {
        let hops = vec![redirect(status, "/login?next=%2F"), answer("200 OK", "page")];
        let server = Server::start(hops).await;
        let transport = HttpTransport::builder().build().unwrap();
        let request = Request::get(server.url("/a?b=c")).body(Bytes::new()).unwrap();
        let response = transport.send(request).await.unwrap();
        assert_eq!(response.body(), "page");
        let target = response.extensions().get::<RedirectedTo>().unwrap();
        assert_eq!(target.0, "127.0.0.1/login");
        let received = server.received().await;
        assert!(received[1].head.starts_with("get /login?next=%2f http/1.1"));
    }
}
