//! The simulated PROTOCOL service over HTTP.

use bytes::Bytes;
use http::{Request, Response};
use sandbox_PROTOCOL::SimulatedService;
use sandbox_core::{Fault, Host, RateLimits, Server, ServerSettings};
use serde_json::Value;
use transport::{HttpTransport, Transport};

/// The document's sample of a reply.
const SAMPLE: &str = include_str!("../../../tests/data/PROTOCOL/1/samples/get_item.json");

const GOOD: &str = r#"{"itemNo": "1"}"#;

fn start() -> (Server, Host<SimulatedService>) {
    let mut server = Server::bind(ServerSettings::default(), 0).unwrap();
    let service = server.host(|_| SimulatedService);
    (server.start().unwrap(), service)
}

async fn send(
    service: &Host<SimulatedService>,
    method: &str,
    token: &str,
    body: &'static str,
) -> Response<Bytes> {
    let url = format!("{}/item/get", service.base_url());
    let request = Request::builder().method(method).uri(url).header("token", token);
    let http = HttpTransport::builder().build().unwrap();
    http.send(request.body(Bytes::from(body)).unwrap()).await.unwrap()
}

fn json(response: &Response<Bytes>) -> Value {
    assert_eq!(response.status(), 200);
    serde_json::from_slice(response.body()).unwrap()
}

#[tokio::test]
async fn a_good_request_is_answered_with_the_sample() {
    let (_server, service) = start();
    let reply = json(&send(&service, "POST", "token", GOOD).await);
    assert_eq!(reply, serde_json::from_str::<Value>(SAMPLE).unwrap());
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let (_server, service) = start();
    for (token, body, missing) in
        [("token", "{}", "itemNo"), ("token", r#"{"itemNo": ""}"#, "itemNo"), ("", GOOD, "token")]
    {
        let reply = json(&send(&service, "POST", token, body).await);
        assert_eq!(reply["code"], "400", "{body}");
        let message = reply["message"].as_str().unwrap();
        assert!(message.contains(&format!("parameter {missing} is required")), "{message}");
    }
    let reply = json(&send(&service, "POST", "token", "no JSON").await);
    assert_eq!(reply["code"], "400");
}

#[tokio::test]
async fn faults_and_rate_limits_apply() {
    let (_server, service) = start();
    service.inject("1.1", Fault::Html { status: 502 }, 1);
    assert_eq!(send(&service, "POST", "token", GOOD).await.status(), 502);
    service.set_rate_limits(RateLimits { per_day: 1, ..RateLimits::NONE });
    assert_eq!(json(&send(&service, "POST", "token", GOOD).await)["code"], "400");
    assert_eq!(service.calls("1.1"), 2);
}

#[tokio::test]
async fn other_methods_are_not_allowed() {
    let (_server, service) = start();
    assert_eq!(send(&service, "GET", "token", "").await.status(), 405);
}
