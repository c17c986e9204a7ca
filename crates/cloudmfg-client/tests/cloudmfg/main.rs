//! What the client sends, and what it makes of answers: canned ones, and those of the sandbox.

use test_support::canned;
mod captured;
use test_support::jumping;
mod repeated;
use test_support::replayed;
mod served;

use canned::Canned;
use cloudmfg_client::types::{
    AuthenticateDeviceRequest, CreateGatewayRequest, QueryDeviceRequest,
    SaveDeviceIdentifierRequest, Status,
};
use cloudmfg_client::{Client, ClientError, Credentials, Error};
use serde_json::{Value, json};
use transport::RetryPolicy;
use wire::Class;

fn client(transport: Canned) -> Client {
    // The printed examples have these.
    let credentials = Credentials::new("438362794917922816", "fO44R6tOWxh3wrTlkWP0");
    let builder =
        Client::builder("https://platform.example").credentials(credentials).transport(transport);
    builder.retry(RetryPolicy::none()).build().unwrap()
}

fn body(canned: &Canned) -> Value {
    serde_json::from_slice(canned.only().body()).unwrap()
}

const SUCCESS: &str = r#"{"status":200, "msg": "success"}"#;

/// The requests of A.2.4 to A.2.6, as they are printed.
#[tokio::test]
async fn requests_are_those_of_the_examples() {
    let who = |data: Value| {
        json!({
            "userId": "438362794917922816",
            "access_token": "fO44R6tOWxh3wrTlkWP0",
            "data": data,
        })
    };

    let canned = Canned::new(SUCCESS);
    let request = AuthenticateDeviceRequest::new("6565818958", "02357.PDF");
    client(canned.clone()).authenticate_device(&request).await.unwrap();
    assert_eq!(body(&canned), who(json!({"devId": "6565818958", "devSign": "02357.PDF"})));

    let canned = Canned::new(SUCCESS);
    client(canned.clone()).query_device(&QueryDeviceRequest::new("285863325")).await.unwrap();
    assert_eq!(body(&canned), who(json!({"devId": "285863325"})));

    let canned = Canned::new(SUCCESS);
    let request = CreateGatewayRequest::new()
        .with_name("数据采集网关")
        .with_communication_code("70")
        .with_communication_url("MQTT")
        .with_iot_type("701");
    client(canned.clone()).create_gateway(&request).await.unwrap();
    let gateway = json!({
        "gatewName": "数据采集网关",
        "commCode": "70",
        "commUrl": "MQTT",
        "iotType": "701",
    });
    assert_eq!(body(&canned), who(gateway));
}

#[tokio::test]
async fn a_2_7_takes_any_object() {
    let canned = Canned::new(SUCCESS);
    let data = json!({"devId": "1", "more": {"list": [1, "二"]}});
    let request = SaveDeviceIdentifierRequest::from(data.as_object().unwrap().clone());
    client(canned.clone()).save_device_identifier(&request).await.unwrap();
    assert_eq!(body(&canned)["data"], data);

    let canned = Canned::new(SUCCESS);
    let reply = client(canned.clone()).call_named("save_device_identifier", &data).await;
    assert_eq!(reply.unwrap().unwrap()["status"], 200);
    assert_eq!(body(&canned)["data"], data);
}

#[tokio::test]
async fn the_device_is_found_beside_the_status_and_under_data() {
    let beside = r#"{"status":200,"msg":" success","devName":"华数机器人","devGroup":" 1#产线"}"#;
    let under = r#"{"status":200,"data":{"devName":"华数机器人","devGroup":" 1#产线"}}"#;
    let both =
        r#"{"status":200,"devName":"华数机器人","data":{"devName":"x","devGroup":" 1#产线"}}"#;
    for answer in [beside, under, both] {
        let client = client(Canned::new(answer));
        let device = client.query_device(&QueryDeviceRequest::new("1")).await.unwrap().device();
        assert_eq!(device.name.as_deref(), Some("华数机器人"), "{answer}");
        assert_eq!(device.group.as_deref(), Some(" 1#产线"), "{answer}");
    }
}

#[tokio::test]
async fn failures_are_errors() {
    let client = client(Canned::new("{\n\"status\":100100,\n\"msg\": \"Error\"\n}"));
    let error = client.query_device(&QueryDeviceRequest::new("1")).await.unwrap_err();
    assert_eq!(error.class(), Class::Failed);
    assert_eq!(error.to_string(), "A.2.5: status 100100 Error");
    let Error::Service(said) = error else { panic!("{error}") };
    assert_eq!(said.code, Some(Status::Error));
}

#[tokio::test]
async fn paths_are_settings() {
    let canned = Canned::new(SUCCESS);
    let credentials = || Credentials::new("user", "token");
    let client = Client::builder("https://platform.example/base/")
        .credentials(credentials())
        .path("A.2.6", "/own/gateways")
        .transport(canned.clone())
        .build()
        .unwrap();
    let request = CreateGatewayRequest::new()
        .with_name("n")
        .with_communication_code("1")
        .with_communication_url("u")
        .with_iot_type("2");
    client.create_gateway(&request).await.unwrap();
    assert_eq!(canned.only().uri(), "https://platform.example/base/own/gateways");

    let builder = Client::builder("https://platform.example").credentials(credentials());
    let error = builder.path("A.2.3", "/x").transport(canned).build().err().unwrap();
    assert!(matches!(error, Error::Client(ClientError::UnknownInterface { .. })), "{error}");

    let error = Client::builder("http://platform.example")
        .credentials(credentials())
        .build()
        .err()
        .unwrap();
    assert!(matches!(error, Error::PlainHttp { .. }), "{error}");
}

#[tokio::test]
async fn what_is_required_is_not_forgotten() {
    let canned = Canned::new(SUCCESS);
    let client = client(canned.clone());
    let error = client.query_device(&QueryDeviceRequest::new("")).await.unwrap_err();
    assert!(error.to_string().contains("devId"), "{error}");
    assert!(canned.sent().is_empty());
}

#[tokio::test]
async fn no_answer_repeats_a_secret() {
    for secret in ["438362794917922816", "fO44R6tOWxh3wrTlkWP0", "02357.PDF"] {
        let said = format!(r#"{{"status":100100,"msg":"bad {secret}!"}}"#);
        for canned in [Canned::new(&said), Canned::with_status(500, &format!("<p>{secret}</p>"))] {
            let request = AuthenticateDeviceRequest::new("1", "02357.PDF");
            let error = client(canned).authenticate_device(&request).await.unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(secret) && shown.contains("<hidden>"), "{shown}");
        }
    }
}
