//! What is refused before anything is sent.

use udid_client::types::{DeviceListRequest, ENDPOINTS, RequestType};
use udid_client::{Client, ClientError, Credentials, Error};
use wire::{Class, Rule};

use crate::common::{World, day, detail, history};

/// No request of any kind has reached the sandbox.
fn nothing_was_sent(world: &World) {
    for endpoint in &ENDPOINTS {
        assert_eq!(world.calls(endpoint.id), 0, "{}", endpoint.id);
    }
}

#[tokio::test]
async fn parameters_against_the_rules_are_not_sent() {
    let world = World::new().await;
    let client = world.client();
    let no_keys: [&str; 0] = [];
    let no_day = DeviceListRequest::new(RequestType::Day, String::new(), 1);
    let no_kind = DeviceListRequest::new(RequestType::from("3"), "2026-08-10".to_owned(), 1);
    for (outcome, endpoint, parameter) in [
        (client.list_devices(&day().page(0)).await, "D001", "currentPageNumber"),
        (client.list_devices(&no_day).await, "D001", "rangeValue"),
        (client.list_devices(&no_kind).await, "D001", "requestType"),
        (client.get_history(&history(&["key"], 0)).await, "D002", "currentPageNumber"),
        (client.get_history(&history(&no_keys, 1)).await, "D002", "dataSet"),
        (client.get_device(&detail("")).await, "D003", "primaryDeviceId"),
        (client.get_device(&detail(" \t")).await, "D003", "primaryDeviceId"),
    ] {
        let error = outcome.unwrap_err();
        let Error::Refused(refusal) = &error else { panic!("{endpoint} {parameter}: {error}") };
        assert_eq!((refusal.endpoint, refusal.parameter), (endpoint, parameter));
        assert!(error.to_string().starts_with("not sent: "), "{error}");
        assert_eq!(error.class(), Class::BadRequest);
    }
    let error = client.find_device("").await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error}");
    nothing_was_sent(&world);
}

#[tokio::test]
async fn a_walk_over_no_keys_is_not_sent() {
    let world = World::new().await;
    let error = world.client().walk_history(Vec::new()).next_page().await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error}");
    nothing_was_sent(&world);
}

#[tokio::test]
async fn the_token_is_the_clients_business() {
    let world = World::new().await;
    let mut request = DeviceListRequest::new(RequestType::Day, "2026-08-10".to_owned(), 1);
    request.access_token = Some("a token of one's own".to_owned());
    world.client().list_devices(&request).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (1, 1));
}

#[tokio::test]
async fn without_credentials_nothing_but_the_connection_test_is_sent() {
    let world = World::new().await;
    let client = Client::builder(world.sandbox.udid_url()).build().unwrap();
    for error in [
        client.get_token().await.unwrap_err(),
        client.list_devices(&day().page(1)).await.unwrap_err(),
        client.get_history(&history(&["key"], 1)).await.unwrap_err(),
        client.get_device(&detail("06900000000000")).await.unwrap_err(),
        client.walk(day()).next_page().await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Client(ClientError::NoCredentials)), "{error}");
    }
    nothing_was_sent(&world);
    client.test_connection().await.unwrap();
}

#[tokio::test]
async fn empty_credentials_are_not_sent() {
    let world = World::new().await;
    for (id, secret, code, parameter) in
        [("", "s", "c", "appId"), ("i", " ", "c", "appSecret"), ("i", "s", "", "TYSHXYDM")]
    {
        let credentials = Credentials::new(id, secret, code);
        let client = world.builder().credentials(credentials).build().unwrap();
        let error = client.list_devices(&day().page(1)).await.unwrap_err();
        let Error::Refused(refusal) = error else { panic!("{error}") };
        assert_eq!((refusal.parameter, refusal.rule), (parameter, Rule::Required));
    }
    nothing_was_sent(&world);
}
