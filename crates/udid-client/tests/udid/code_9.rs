//! Return code 9: the account has a token with more than five minutes left.

use jiff::SignedDuration;
use serde_json::json;
use udid_client::Error;
use udid_client::types::ReturnCode;
use wire::Class;

use crate::common::transports::rewriting;
use crate::common::{World, day};

fn code(error: Error) -> Option<ReturnCode> {
    match error {
        Error::Service(error) => error.code,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn the_token_that_it_brings_is_used() {
    let world = World::new().await;
    let (first, second) = (world.client(), world.client());
    let token = first.get_token().await.unwrap().access_token;
    let reply = second.get_token().await.unwrap();
    assert_eq!(reply.return_code, Some(ReturnCode::TokenStillValid));
    assert_eq!(reply.access_token, token);
    for client in [&first, &second, &world.client()] {
        client.list_devices(&day().page(1)).await.unwrap();
    }
    assert_eq!((world.calls("P002"), world.calls("D001")), (3, 3));
}

#[tokio::test]
async fn two_clients_of_one_account_live_through_many_renewals() {
    let world = World::new().await;
    let (first, second) = (world.client(), world.client());
    for _ in 0..120 {
        first.list_devices(&day().page(1)).await.unwrap();
        second.list_devices(&day().page(1)).await.unwrap();
        world.clock.advance(SignedDuration::from_mins(3));
    }
    // Six hours are three lifetimes of a token: none was refused.
    assert_eq!(world.calls("D001"), 240);
}

#[tokio::test]
async fn without_a_token_it_is_an_error_of_its_own() {
    let world = World::with(|settings| settings.udid.code_9_with_token = false).await;
    let (first, second) = (world.client(), world.client());
    first.list_devices(&day().page(1)).await.unwrap();
    for error in [
        second.list_devices(&day().page(1)).await.unwrap_err(),
        second.get_token().await.unwrap_err(),
    ] {
        assert_eq!(error.class(), Class::RetryLater);
        assert!(error.to_string().contains("another program of this account"), "{error}");
        assert_eq!(code(error), Some(ReturnCode::TokenStillValid));
    }
    assert_eq!(world.calls("D001"), 1);

    // Five minutes before its end the service gives a new one, to whoever asks.
    world.clock.advance(SignedDuration::from_mins(115));
    second.list_devices(&day().page(1)).await.unwrap();
}

#[tokio::test]
async fn an_early_renewal_that_gets_it_keeps_the_old_token() {
    let world = World::with(|settings| settings.udid.code_9_with_token = false).await;
    // The service says six minutes and means two hours.
    let transport = rewriting("/token/get", |json| {
        json.entry("expiresIn").and_modify(|seconds| *seconds = json!("360"));
    });
    let client = world.client_over(transport);
    client.list_devices(&day().page(1)).await.unwrap();
    world.clock.advance(SignedDuration::from_mins(3));
    client.list_devices(&day().page(1)).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (2, 2));

    // Code 9 says that the token is good for five minutes more, whatever it said at first.
    for minutes in (3..110).step_by(3) {
        world.clock.advance(SignedDuration::from_mins(3));
        client
            .list_devices(&day().page(1))
            .await
            .unwrap_or_else(|error| panic!("{minutes}: {error}"));
    }
}

#[tokio::test]
async fn a_refused_token_is_not_kept_for_it() {
    let world = World::with(|settings| settings.udid.code_9_with_token = false).await;
    let (first, second) = (world.client(), world.client());
    first.list_devices(&day().page(1)).await.unwrap();
    world.sandbox.udid().revoke_tokens();
    second.list_devices(&day().page(1)).await.unwrap();

    let error = first.list_devices(&day().page(1)).await.unwrap_err();
    assert_eq!(code(error), Some(ReturnCode::TokenStillValid));
    assert_eq!((world.calls("P002"), world.calls("D001")), (3, 3));
    let error = first.list_devices(&day().page(1)).await.unwrap_err();
    assert_eq!(code(error), Some(ReturnCode::TokenStillValid));
}
