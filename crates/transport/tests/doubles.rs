//! Transports of tests, and what happens to uploads in those that do not stream.

use bytes::Bytes;
use futures_util::stream;
use http::{Request, Response, StatusCode};
use transport::{BodySource, Canned, MAX_BUFFERED_BODY, Transport, TransportError, from_fn};

fn upload(chunks: usize) -> Request<BodySource> {
    let chunk = Bytes::from(vec![b'a'; MAX_BUFFERED_BODY / 16]);
    let body = BodySource::new(move || {
        let chunks = vec![chunk.clone(); chunks].into_iter().map(Ok);
        Some(Box::pin(stream::iter(chunks)))
    });
    Request::post("https://service.example/upload").body(body).unwrap()
}

#[tokio::test]
async fn canned_responses_come_in_turn_and_the_last_one_stays() {
    let canned = Canned::sequence([(503, ""), (200, "a"), (0, "b")]);
    let mut given = Vec::new();
    for number in 0..4 {
        let response = canned.send(Request::new(Bytes::from(vec![number]))).await.unwrap();
        given.push((response.status().as_u16(), response.into_body()));
    }
    let expected = [(503, ""), (200, "a"), (500, "b"), (500, "b")];
    assert_eq!(given, expected.map(|(status, body)| (status, Bytes::from(body))));
    assert_eq!(canned.clone().requests()[3].body(), &[3_u8][..]);
    let empty = Canned::sequence(Vec::<(u16, Bytes)>::new());
    let response = empty.send(Request::new(Bytes::new())).await.unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
}

/// A wrapper that implements only `send` does not hold a large upload in memory unnoticed.
#[tokio::test]
async fn a_body_that_is_too_large_to_buffer_is_an_error() {
    let sizes = from_fn(|request: Request<Bytes>| async move {
        Ok(Response::new(Bytes::from(request.body().len().to_string())))
    });
    let response = sizes.send_stream(upload(16)).await.unwrap();
    assert_eq!(response.body(), &MAX_BUFFERED_BODY.to_string());
    let error = sizes.send_stream(upload(17)).await.unwrap_err();
    assert!(matches!(error, TransportError::InvalidRequest { .. }), "{error:?}");
    assert!(error.to_string().contains("send_stream"), "{error}");
    assert!(!error.may_have_arrived());
}
