//! Callers that send too much, too slowly or too often.

use std::time::Duration;

use sandbox::{Fault, Sandbox};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::client::{CONNECTION, Raw, ping, send, world, world_with};

/// What comes back for the beginning of a request, and after how long.
async fn begun(sandbox: &Sandbox, beginning: &str) -> (usize, Duration) {
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    stream.write_all(beginning.as_bytes()).await.unwrap();
    let started = Instant::now();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    (bytes.len(), started.elapsed())
}

/// The time of the runtime advances as soon as all tasks are idle.
#[tokio::test(start_paused = true)]
async fn a_body_that_stops_coming_ends_after_a_minute_and_a_head_after_ten_seconds() {
    let sandbox = world().await;
    let head = format!("POST {CONNECTION} HTTP/1.1\r\nHost: x\r\n");
    let body = format!("{head}Content-Length: 100\r\n\r\nparams=");
    for (beginning, seconds) in [("", 10), ("POST /api", 10), (&head, 10), (&body, 60)] {
        let (_, time) = begun(&sandbox, beginning).await;
        assert!((seconds..=seconds + 1).contains(&time.as_secs()), "{beginning:?} {time:?}");
    }
}

/// A byte now and then does not keep the connection.
#[tokio::test(start_paused = true)]
async fn a_head_that_drips_ends_after_ten_seconds() {
    let sandbox = world().await;
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    let started = Instant::now();
    while stream.write_all(b"P").await.is_ok() && started.elapsed() < Duration::from_secs(60) {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
}

/// Clients keep their connections for later.
#[tokio::test(start_paused = true)]
async fn a_connection_may_rest_between_requests() {
    let sandbox = world_with(|settings| settings.has_admin = true).await;
    let host = sandbox.address();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let ping = format!("POST {CONNECTION} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n");
    let clock = format!("GET /admin/clock HTTP/1.1\r\nHost: {host}\r\n\r\n");
    for request in [&ping, &clock, &ping] {
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut bytes = vec![0; 4096];
        let count = stream.read(&mut bytes).await.unwrap();
        assert!(bytes[..count].starts_with(b"HTTP/1.1 200"), "{request}");
        tokio::time::sleep(Duration::from_secs(40)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_take_longer_than_that() {
    let sandbox = world().await;
    sandbox.udid().inject("P001", Fault::Slow(Duration::from_secs(1000)), 1);
    let started = Instant::now();
    assert_eq!(ping(&sandbox).await.code(), "1");
    assert!(started.elapsed() >= Duration::from_secs(1000));
}

#[tokio::test]
async fn connections_wait_for_one_another() {
    let sandbox = world_with(|settings| settings.max_connections = 2).await;
    let idle = [(); 2].map(|()| TcpStream::connect(sandbox.address()));
    let mut idle = futures_util::future::try_join_all(idle).await.unwrap();
    let waiting = tokio::time::timeout(Duration::from_millis(200), ping(&sandbox)).await;
    assert!(waiting.is_err(), "{waiting:?}");
    idle.pop();
    assert_eq!(ping(&sandbox).await.code(), "1");
}

/// The response to a request that is not read to its end: the reset that follows may overtake it.
async fn answered(sandbox: &Sandbox, path: &str, rest: &str) -> Raw {
    for _ in 0..100 {
        let raw = send(sandbox.address(), "POST", path, rest).await;
        if !raw.head.is_empty() {
            return raw;
        }
    }
    panic!("no response to {path}");
}

#[tokio::test]
async fn heads_and_bodies_are_bounded() {
    let sandbox = world().await;
    let status = async |path: &str, rest: &str| answered(&sandbox, path, rest).await.status();
    let fits = format!("{}Content-Length: 0\r\n\r\n", "X: y\r\n".repeat(97));
    assert_eq!(status(CONNECTION, &fits).await, 200);
    let too_many = format!("X: y\r\n{fits}");
    assert_eq!(status(CONNECTION, &too_many).await, 431);
    let too_long = format!("X: {}\r\n\r\n", "y".repeat(500_000));
    assert_eq!(status(CONNECTION, &too_long).await, 431);
    let address = format!("/{}", "y".repeat(70_000));
    assert_eq!(status(&address, "\r\n").await, 414);
    for path in
        [CONNECTION, "/openapi/device/query", "/admin-api/openapi/v1/product/list", "/admin/faults"]
    {
        let sandbox = world_with(|settings| settings.has_admin = true).await;
        let body = "x".repeat((2 << 20) + 1);
        let head = format!("Content-Type: application/json\r\nContent-Length: {}", body.len());
        let rest = format!("{head}\r\n\r\n{body}");
        assert_eq!(answered(&sandbox, path, &rest).await.status(), 413, "{path}");
    }
}

#[tokio::test]
async fn the_journal_keeps_the_beginning_of_a_path() {
    let sandbox = world().await;
    send(sandbox.address(), "GET", &format!("/{}", "y".repeat(50_000)), "\r\n").await;
    assert_eq!(sandbox.journal().after(0)[0].request, format!("GET /{}", "y".repeat(199)));
}

#[tokio::test]
async fn no_more_gateways_than_ten_thousand() {
    let sandbox = world().await;
    let body = json!({
        "userId": sandbox.cloudmfg_user_id(), "access_token": sandbox.cloudmfg_access_token(),
        "data": {"gatewName": "n", "commCode": "70", "commUrl": "MQTT", "iotType": "t"},
    });
    let body = body.to_string();
    let path = "/openapi/gateway/create";
    let one =
        format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let last = one.replace("Host", "Connection: close\r\nHost");
    let all = one.repeat(10_000) + &last;
    let (mut reading, mut writing) =
        TcpStream::connect(sandbox.address()).await.unwrap().into_split();
    let written = tokio::spawn(async move {
        writing.write_all(all.as_bytes()).await.unwrap();
        writing
    });
    let mut answers = String::new();
    reading.read_to_string(&mut answers).await.unwrap();
    written.await.unwrap();
    assert_eq!(sandbox.cloudmfg().gateways().len(), 10_000);
    assert!(
        answers.ends_with(r#"{"status":100100,"msg":"Error"}"#),
        "{}",
        &answers[answers.len() - 100..]
    );
}
