//! The PROTOCOL side of the sandbox, over real HTTP.

use bytes::Bytes;
use http::{Request, Response};
use sandbox::Sandbox;
use serde_json::Value;
use transport::{HttpTransport, Transport};

/// The document's sample of an answer.
const SAMPLE: &str = include_str!("../../../tests/data/PROTOCOL/1/samples/get_item.json");

async fn send(method: &str, token: &str, body: &'static str) -> Response<Bytes> {
    let sandbox = Sandbox::start().await.unwrap();
    let url = format!("{}/item/get", sandbox.PROTOCOL_url());
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
    let response = send("POST", "token", r#"{"itemNo": "1"}"#).await;
    assert_eq!(json(&response), serde_json::from_str::<Value>(SAMPLE).unwrap());
}

#[tokio::test]
async fn what_is_missing_is_named() {
    for (token, body, missing) in
        [("token", "{}", "itemNo"), ("token", r#"{"itemNo": ""}"#, "itemNo"), ("", "{}", "token")]
    {
        let answer = json(&send("POST", token, body).await);
        assert_eq!(answer["code"], "400", "{body}");
        let message = answer["message"].as_str().unwrap();
        assert!(message.contains(&format!("parameter {missing} is required")), "{message}");
    }
    let answer = json(&send("POST", "token", "no JSON").await);
    assert_eq!(answer["code"], "400");
}

#[tokio::test]
async fn other_methods_are_not_allowed() {
    assert_eq!(send("GET", "token", "").await.status(), 405);
}
