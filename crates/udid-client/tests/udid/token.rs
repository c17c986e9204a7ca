//! The token: fetched once, when it is needed, renewed in time, and when it is refused.

use std::time::Duration;

use futures_util::future::join_all;
use jiff::SignedDuration;
use sandbox::Fault;
use serde_json::json;
use udid_client::Error;
use udid_client::types::ReturnCode;

use crate::common::transports::{change_parameters, tampering};
use crate::common::{World, day, detail, history};

#[tokio::test]
async fn it_is_fetched_on_first_use_and_once() {
    let world = World::new().await;
    let client = world.client();
    client.test_connection().await.unwrap();
    assert_eq!(world.calls("P002"), 0);
    for page in 1..=3 {
        client.list_devices(&day().page(page)).await.unwrap();
        assert_eq!(world.calls("P002"), 1);
    }
    client.clone().get_device(&detail("06900000000000")).await.unwrap_err();
    assert_eq!(world.calls("P002"), 1);
}

#[tokio::test]
async fn a_token_asked_for_serves_the_calls_after_it() {
    let world = World::new().await;
    let client = world.client();
    client.get_token().await.unwrap();
    client.list_devices(&day().page(1)).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_calls_share_one_fetch() {
    let world = World::with(|settings| settings.latency = Duration::from_millis(20)).await;
    let client = world.client();
    let list = || async {
        let client = client.clone();
        tokio::spawn(async move { client.list_devices(&day().page(1)).await })
            .await
            .unwrap()
            .unwrap()
    };
    join_all((0..50).map(|_| list())).await;
    assert_eq!((world.calls("P002"), world.calls("D001")), (1, 50));

    world.sandbox.udid().revoke_tokens();
    join_all((0..50).map(|_| list())).await;
    assert_eq!(world.calls("P002"), 2);
    assert!((51 + 50..=150).contains(&world.calls("D001")), "{}", world.calls("D001"));
}

#[tokio::test]
async fn it_is_renewed_before_it_expires() {
    let world = World::new().await;
    let client = world.client();
    client.list_devices(&day().page(1)).await.unwrap();

    world.clock.advance(SignedDuration::from_mins(115));
    client.list_devices(&day().page(1)).await.unwrap();
    assert_eq!(world.calls("P002"), 1);

    world.clock.advance(SignedDuration::from_mins(2));
    client.list_devices(&day().page(1)).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (2, 3));

    world.clock.advance(SignedDuration::from_mins(115));
    client.list_devices(&day().page(1)).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (2, 4));
}

#[tokio::test]
async fn it_is_fetched_anew_after_it_expired() {
    let world = World::new().await;
    let client = world.client();
    client.list_devices(&day().page(1)).await.unwrap();
    world.clock.advance(SignedDuration::from_hours(5));
    client.list_devices(&day().page(1)).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (2, 2));
}

#[tokio::test]
async fn a_refused_token_is_replaced_and_the_call_repeated_once() {
    let world = World::new().await;
    let client = world.client();
    client.list_devices(&day().page(1)).await.unwrap();
    world.sandbox.udid().revoke_tokens();
    let page = client.list_devices(&day().page(2)).await.unwrap();
    assert_eq!(page.current_page.and_then(|page| page.get()), Some(2));
    assert_eq!((world.calls("P002"), world.calls("D001")), (2, 3));
}

#[tokio::test]
async fn every_data_call_is_repeated() {
    let world = World::new().await;
    let client = world.client();
    client.get_token().await.unwrap();
    world.sandbox.udid().revoke_tokens();
    client.get_history(&history(&["no-such-key"], 1)).await.unwrap_err();
    world.sandbox.udid().revoke_tokens();
    assert_eq!(client.find_device("06900000000000").await.unwrap(), None);
    assert_eq!((world.calls("D002"), world.calls("D003"), world.calls("P002")), (2, 2, 3));
}

#[tokio::test]
async fn a_service_that_refuses_every_token_is_asked_twice_a_call() {
    let world = World::new().await;
    let transport = tampering("/sharing/get", |request| {
        change_parameters(request, |json| json["accessToken"] = json!("guessed"));
    });
    let client = world.client_over(transport);
    for calls in 1..=3 {
        let error = client.list_devices(&day().page(1)).await.unwrap_err();
        let Error::Service(error) = error else { panic!("{error}") };
        assert_eq!(error.code, Some(ReturnCode::InvalidToken));
        assert!(error.to_string().contains("a new token was refused as well"), "{error}");
        assert_eq!(world.calls("D001"), 2 * calls);
    }
}

#[tokio::test]
async fn an_account_without_approval_is_told_so_whatever_code_9_brings() {
    for code_9_with_token in [true, false] {
        let world = World::with(|settings| {
            settings.udid.accounts[0].is_approved = false;
            settings.udid.code_9_with_token = code_9_with_token;
        })
        .await;
        let error = world.client().list_devices(&day().page(1)).await.unwrap_err();
        let Error::Service(error) = error else { panic!("{error}") };
        assert_eq!(error.code, Some(ReturnCode::Unauthorized), "{error}");
        assert!(world.calls("D001") <= 2);
    }
}

#[tokio::test]
async fn an_error_of_the_fetch_is_the_error_of_the_call() {
    let world = World::new().await;
    let client = world.client();
    world.sandbox.udid().inject("P002", Fault::Html { status: 503 }, 1);
    let error = client.list_devices(&day().page(1)).await.unwrap_err();
    assert!(matches!(error, Error::Status { endpoint: "P002", .. }), "{error}");
    assert_eq!(world.calls("D001"), 0);
    client.list_devices(&day().page(1)).await.unwrap();
}
