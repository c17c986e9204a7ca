//! What is sent arrives, what is answered comes back.

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, StatusCode};
use transport::{HttpTransport, Transport};

use crate::server::Server;

#[tokio::test]
async fn method_headers_and_body_arrive_and_the_answer_comes_back() {
    let server = Server::answering("503 Busy\r\nX-Kept: yes\r\nContent-Length: 5", "later").await;
    let transport: Arc<dyn Transport> = Arc::new(HttpTransport::builder().build().unwrap());
    let request = Request::post(server.url("/api/v2/sync?page=1"))
        .header("content-type", "application/x-www-form-urlencoded;charset=utf-8")
        .body(Bytes::from("params=%7B%7D"))
        .unwrap();

    let answer = transport.send(request).await.unwrap();

    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers()["x-kept"], "yes");
    assert_eq!(answer.body(), "later");
    let received = server.received().await.remove(0);
    assert!(received.head.starts_with("post /api/v2/sync?page=1 http/1.1\r\n"));
    assert!(received.head.contains("\r\ncontent-type: application/x-www-form-urlencoded;charset"));
    assert!(received.head.contains("\r\naccept-encoding: gzip"));
    assert_eq!(received.body, "params=%7B%7D");
}

#[tokio::test]
async fn an_empty_post_states_its_length() {
    let server = Server::answering("200 OK", "").await;
    let transport = HttpTransport::builder().build().unwrap();
    let request = Request::post(server.url("/")).body(Bytes::new()).unwrap();

    assert!(transport.send(request).await.unwrap().body().is_empty());

    assert!(server.received().await[0].head.contains("\r\ncontent-length: 0"));
}

#[tokio::test]
async fn the_user_agent_names_this_program_unless_the_caller_names_another() {
    let ours = concat!("\r\nuser-agent: yima/", env!("CARGO_PKG_VERSION"));
    for (builder, expected) in [
        (HttpTransport::builder(), ours),
        (HttpTransport::builder().user_agent("our-erp/2.1"), "\r\nuser-agent: our-erp/2.1"),
    ] {
        let server = Server::answering("200 OK", "").await;
        let request = Request::get(server.url("/")).body(Bytes::new()).unwrap();

        builder.build().unwrap().send(request).await.unwrap();

        let head = server.received().await.remove(0).head;
        assert!(head.contains(expected), "{head}");
    }
}
