//! Answers without an end, in every part of an answer: each comes to an error that names what is too
//! much, soon.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use transport::{HttpTransport, Transport, TransportError};

use crate::server::{Answer, Server, answer};

/// For answers that end with the time alone.
const BRIEF: Duration = Duration::from_millis(500);

/// No answer takes as long on a machine with other work, unless it is read without end.
const PATIENT: Duration = Duration::from_secs(60);

/// For answers that are too much of something, however slowly they come.
async fn get(answers: Vec<Answer>) -> Result<Response<Bytes>, TransportError> {
    get_within(PATIENT, answers).await
}

async fn get_within(
    limit: Duration,
    answers: Vec<Answer>,
) -> Result<Response<Bytes>, TransportError> {
    let server = Server::start(answers).await;
    let http = HttpTransport::builder().timeout(limit).max_response_bytes(100_000);
    let request = Request::get(server.url("/")).body(Bytes::new()).unwrap();
    let started = Instant::now();
    let outcome = http.build().unwrap().send(request).await;
    assert!(started.elapsed() < PATIENT, "{:?}", started.elapsed());
    outcome
}

fn endless(first: &str, again: &str) -> Vec<Answer> {
    vec![Answer::Endless(first.into(), again.into())]
}

fn assert_head_too_large(outcome: Result<Response<Bytes>, TransportError>) {
    match outcome.unwrap_err() {
        error @ TransportError::HeadTooLarge { limit: 65_536, .. } => {
            assert_eq!(
                error.to_string(),
                "the head of the response of 127.0.0.1 exceeds 65536 bytes or 100 headers: check the \
                 address of the service"
            );
            assert!(error.may_have_arrived());
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_head_without_end_is_too_large() {
    for (first, again) in [
        ("HTTP/1.1 200 ", "OK"),
        ("HTTP/1.1 200 OK\r\nX-", "Name"),
        ("HTTP/1.1 200 OK\r\nX: ", "value"),
        ("HTTP/1.1 200 OK\r\n", "X: y\r\n"),
    ] {
        assert_head_too_large(get(endless(first, again)).await);
    }
}

#[tokio::test]
async fn of_a_head_that_ends_size_and_number_are_bounded() {
    let headers = |count: usize, size: usize| {
        let value = "v".repeat(size - 2);
        let lines = format!("\r\nX-: {value}").repeat(count);
        // And `connection`, `content-length`.
        vec![answer(&format!("200 OK\r\nContent-Length: 4{lines}"), "done")]
    };
    // 14 + 1 and 10 + 5 bytes for the other two.
    assert_eq!(get(headers(1, 65_536 - 30)).await.unwrap().body(), "done");
    assert_head_too_large(get(headers(1, 65_536 - 29)).await);
    assert_eq!(get(headers(98, 3)).await.unwrap().body(), "done");
    assert_head_too_large(get(headers(99, 3)).await);
}

#[tokio::test]
async fn the_limit_of_a_head_can_be_set() {
    let server = Server::answering("200 OK\r\nX: 0123456789", "").await;
    let http = HttpTransport::builder().max_head_bytes(20).build().unwrap();
    let request = Request::get(server.url("/")).body(Bytes::new()).unwrap();
    let error = http.send(request).await.unwrap_err();
    assert!(matches!(error, TransportError::HeadTooLarge { limit: 20, .. }), "{error:?}");
}

#[tokio::test]
async fn what_says_nothing_ends_with_the_time() {
    for (first, again) in [
        ("", "HTTP/1.1 100 Continue\r\n\r\n"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0", "0"),
    ] {
        let error = get_within(BRIEF, endless(first, again)).await.unwrap_err();
        assert!(matches!(error, TransportError::Timeout { connecting: false, .. }), "{error:?}");
    }
}

#[tokio::test]
async fn extensions_and_trailers_of_chunks_are_bounded() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (first, again) in [
        (format!("{chunked}4;"), "extension"),
        (format!("{chunked}4\r\ndone\r\n0\r\nX: "), "trailer"),
        (format!("{chunked}4\r\ndone\r\n0\r\n"), "X: trailer\r\n"),
    ] {
        let error = get(endless(&first, again)).await.unwrap_err();
        assert!(matches!(error, TransportError::Interrupted { .. }), "{first} {error:?}");
    }
    // Each of its own may be small.
    let error = get(endless(chunked, "1;extension\r\nx\r\n")).await.unwrap_err();
    assert!(
        matches!(error, TransportError::Interrupted { .. } | TransportError::TooLarge { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_body_without_end_is_too_large() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (first, again) in [("HTTP/1.1 200 OK\r\n\r\n", "x"), (chunked, "3\r\nabc\r\n")] {
        let error = get(endless(first, again)).await.unwrap_err();
        assert!(matches!(error, TransportError::TooLarge { limit: 100_000, .. }), "{error:?}");
    }
}

/// The head of a gzip file, and a stored block of no bytes that is not the last one: RFC 1952,
/// section 2.3, and RFC 1951, section 3.2.4.
#[tokio::test]
async fn a_packed_body_that_unpacks_to_nothing_ends_with_the_time() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\x03";
    let nothing = b"\0\0\0\xff\xff";
    let answer = Answer::Endless(head.to_vec(), nothing.to_vec());
    let error = get_within(BRIEF, vec![answer]).await.unwrap_err();
    assert!(matches!(error, TransportError::Timeout { .. }), "{error:?}");
}

/// What is packed twice is unpacked once at most: the rest is no JSON to whoever reads it.
#[tokio::test]
async fn nested_packing_is_not_unpacked() {
    let head = "200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 6";
    let outcome = get(vec![answer(head, "\x1f\u{b}abcd")]).await;
    assert_eq!(outcome.unwrap().body(), "\x1f\u{b}abcd");
}

#[tokio::test]
async fn drops_that_keep_coming_end_with_the_time() {
    let every = BRIEF / 10;
    let whole = "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n";
    let drops = || vec![b'x'; 30];
    for (first, drops) in [
        (whole.to_owned(), drops()),
        ("HTTP/1.1 200 OK\r\nX: ".to_owned(), drops()),
        (String::new(), b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec()),
    ] {
        let answer = Answer::Drip(first.into(), drops, every);
        let error = get_within(BRIEF, vec![answer]).await.unwrap_err();
        assert!(matches!(error, TransportError::Timeout { connecting: false, .. }), "{error:?}");
    }
}

#[tokio::test]
async fn addresses_of_redirects_without_measure_are_errors_of_a_bounded_text() {
    let long = "a".repeat(60_000);
    for location in [
        format!("http://{long}.cn/"),
        format!("http://elsewhere.cn/{long}"),
        format!("http://elsewhere.cn/?{long}"),
    ] {
        let head = format!("302 Found\r\nLocation: {location}\r\nContent-Length: 0");
        match get(vec![answer(&head, "")]).await {
            Ok(answer) => assert_eq!(answer.status(), 302, "what is no address is not followed"),
            Err(error) => assert!(error.to_string().len() < 500, "{}", error.to_string().len()),
        }
    }
    let head = format!("302 Found\r\nLocation: http://{long}.cn/");
    let error = get(vec![answer(&head, "")]).await.unwrap_err();
    let TransportError::RedirectRefused { to_host, .. } = error else { panic!("{error:?}") };
    assert_eq!(to_host, "a".repeat(253));
}
