//! What the client sends, and what it makes of answers: canned ones, and those of the sandbox.

use test_support::canned;

use canned::Canned;
use sandbox_PROTOCOL::SimulatedService;
use sandbox_core::{Server, ServerSettings};
use serde_json::{Value, json};
use wire::Class;

use PROTOCOL_client::types::{ENDPOINTS, GetItemRequest, ReturnCode};
use PROTOCOL_client::{Client, Credentials, Environment, Error};

const TOKEN: &str = "token-31415926";

fn client(canned: &Canned) -> Client {
    let builder = Client::builder(Environment::Production).credentials(Credentials::new(TOKEN));
    builder.transport(canned.clone()).build().unwrap()
}

#[tokio::test]
async fn a_request_has_the_parameters_in_its_body_and_the_token_in_a_header() {
    let canned = Canned::new(r#"{"code": "0"}"#);
    client(&canned).get_item(&GetItemRequest::new("1")).await.unwrap();
    let sent = canned.only();
    assert_eq!((sent.method().as_str(), sent.uri().path()), ("POST", "/api/item/get"));
    assert_eq!(sent.headers()["token"], TOKEN);
    let body: Value = serde_json::from_slice(sent.body()).unwrap();
    assert_eq!(body, json!({"itemNo": "1"}));
}

#[tokio::test]
async fn what_is_required_is_not_forgotten() {
    let canned = Canned::new("{}");
    let error = client(&canned).get_item(&GetItemRequest::new("")).await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error}");
    assert!(canned.sent().is_empty());
}

#[tokio::test]
async fn failures_are_errors_without_the_token() {
    let canned = Canned::new(&format!(r#"{{"code": 404, "message": "{TOKEN}: 不存在"}}"#));
    let error = client(&canned).get_item(&GetItemRequest::new("1")).await.unwrap_err();
    assert_eq!(error.class(), Class::NotFound);
    assert_eq!(error.to_string(), "1.1: code 404 <hidden>: 不存在");
    let Error::Service(said) = error else { panic!("{error}") };
    assert_eq!(said.code, Some(ReturnCode::NotFound));
}

#[tokio::test]
async fn endpoints_are_called_by_name() {
    for endpoint in &ENDPOINTS {
        let canned = Canned::new(r#"{"code": "0"}"#);
        let fields = endpoint.request.fields.iter();
        let parameters = fields.map(|field| (field.wire.to_owned(), json!("1")));
        let parameters = Value::Object(parameters.collect());
        let reply = client(&canned).call_named(endpoint.name, &parameters).await.unwrap();
        assert_eq!(reply.unwrap(), json!({"code": "0"}), "{}", endpoint.id);
    }
    assert!(client(&Canned::new("{}")).call_named("no_such", &json!({})).await.is_none());
}

#[tokio::test]
async fn the_sandbox_answers() {
    let mut server = Server::bind(ServerSettings::default(), 0).unwrap();
    let service = server.host(|_| SimulatedService);
    let _server = server.start().unwrap();
    let client = Client::builder(service.base_url());
    let client = client.credentials(Credentials::new(TOKEN)).build().unwrap();
    let reply = client.get_item(&GetItemRequest::new("1")).await.unwrap();
    assert_eq!(reply.item.unwrap().name.as_deref(), Some("甲"));
}
