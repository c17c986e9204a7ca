//! Requests as they leave.

use dbhs_client::types::{GetProductRequest, ListProductsRequest};
use dbhs_client::{Client, ClientError, Credentials, Error};
use http::Method;
use jiff::SignedDuration;

use crate::canned::Canned;
use crate::client;

/// `printf '%s' 'secret-keyapp-key1497587696' | sha256sum`
const SIGN: &str = "bfc98fc75c32a18dc79bf06da6ca40aa89bcc28ac0ca7b3665374a023064e816";

const EMPTY: &str = r#"{"code":0,"data":null,"msg":""}"#;

#[tokio::test]
async fn every_request_says_who_asks() {
    let canned = Canned::new(EMPTY);
    let client = client(canned.clone());
    client.find_organization("某某公司").await.unwrap();
    client.list_products(&ListProductsRequest::new()).await.unwrap();
    client.find_product("国械注准20153220001").await.unwrap();
    let sent = canned.sent();
    assert_eq!(sent.len(), 3);
    for request in sent {
        let header = |name: &str| request.headers()[name].to_str().unwrap();
        assert_eq!(header("appKey"), "app-key");
        assert_eq!(header("sign"), SIGN);
        assert_eq!(header("timespan"), "1497587696");
        assert!(request.headers()["appKey"].is_sensitive());
        assert!(request.headers()["sign"].is_sensitive());
    }
}

/// Percent-encoding from `urllib.parse.quote_plus` of Python.
#[tokio::test]
async fn an_enterprise_is_asked_for_in_the_address() {
    let canned = Canned::new(EMPTY);
    client(canned.clone()).find_organization("某某&公司 a+b").await.unwrap();
    let request = canned.only();
    assert_eq!(request.method(), Method::GET);
    assert_eq!(
        request.uri().to_string(),
        "http://op.dbhs.com.cn:81/admin-api/openapi/v1/org/getOrganizationByName\
         ?searchKey=%E6%9F%90%E6%9F%90%26%E5%85%AC%E5%8F%B8+a%2Bb"
    );
    assert!(request.body().is_empty());
}

#[tokio::test]
async fn products_are_asked_for_in_a_json_body() {
    let canned = Canned::new(EMPTY);
    let mut request = ListProductsRequest::new();
    request.manufacturer = Some("某厂".to_owned());
    request.registration_number = Some("国械注准1".to_owned());
    client(canned.clone()).list_products(&request).await.unwrap();
    let request = canned.only();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri().path(), "/admin-api/openapi/v1/product/list");
    assert!(request.headers()["content-type"].to_str().unwrap().starts_with("application/json"));
    assert_eq!(request.body(), r#"{"manufacture":"某厂","regNumber":"国械注准1"}"#);
}

#[tokio::test]
async fn what_cannot_be_looked_up_is_not_sent() {
    let canned = Canned::new(EMPTY);
    let client = client(canned.clone());
    let mut blank = GetProductRequest::new();
    blank.registration_number = Some("  ".to_owned());
    for request in [GetProductRequest::new(), blank] {
        let error = client.get_product(&request).await.unwrap_err();
        assert!(matches!(error, Error::Client(ClientError::NoProductKey)), "{error}");
    }
    let error = client.find_organization("").await.unwrap_err();
    assert!(
        matches!(&error, Error::Refused(_)) && error.to_string().contains("searchKey"),
        "{error}"
    );
    assert!(canned.sent().is_empty());
}

/// The clock is a minute behind: `printf '%s' 'secret-keyapp-key1497587756' | sha256sum`.
#[tokio::test]
async fn the_clock_can_be_put_right() {
    let canned = Canned::new(EMPTY);
    let clock = auth::ManualClock::new(jiff::Timestamp::from_second(1_497_587_696).unwrap());
    let client = Client::builder("https://dbhs.example/")
        .credentials(Credentials::new("app-key", "secret-key"))
        .clock(std::sync::Arc::new(clock))
        .clock_offset(SignedDuration::from_mins(1))
        .transport(canned.clone())
        .build()
        .unwrap();
    client.find_organization("x").await.unwrap();
    let request = canned.only();
    assert_eq!(request.headers()["timespan"], "1497587756");
    assert_eq!(
        request.headers()["sign"],
        "87524bf0f5f79ba0f5649eec006a74ae43ebb301656c7c533ee941f3779e5260"
    );
    assert_eq!(request.uri().host(), Some("dbhs.example"));
}

#[tokio::test]
async fn endpoints_can_be_called_by_name() {
    let canned = Canned::new(EMPTY);
    let client = client(canned.clone());
    let parameters = serde_json::json!({"searchKey": "x"});
    let reply = client.call_named("get_organization", &parameters).await.unwrap().unwrap();
    assert_eq!(reply["code"], 0);
    assert!(client.call_named("no_such", &parameters).await.is_none());
    let wrong = serde_json::json!({"name": "x"});
    let error = client.call_named("get_organization", &wrong).await.unwrap().unwrap_err();
    assert!(error.to_string().contains("searchKey"), "{error}");
}
