//! Every return code of the document, provoked for its documented reason.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use sandbox::udid::ServiceState;
use serde_json::json;
use udid_client::types::ReturnCode;
use udid_client::{Credentials, Error};
use wire::Class;

use crate::common::records::newest;
use crate::common::transports::{change_parameters, rewriting, tampering};
use crate::common::{RECORDS, World, day, detail};

#[tokio::test]
async fn every_return_code_arrives_as_itself() {
    use ReturnCode as Code;
    let cases = [
        ("not approved", not_approved().await, Code::Unauthorized, Class::LogInAgain),
        ("no token", without_token().await, Code::Unauthorized, Class::LogInAgain),
        ("wrong secret", wrong_secret().await, Code::BadCredentials, Class::NotAllowed),
        ("unknown app", unknown_app().await, Code::BadCredentials, Class::NotAllowed),
        ("expired token", expired_token().await, Code::InvalidToken, Class::LogInAgain),
        ("revoked token", revoked_token().await, Code::InvalidToken, Class::LogInAgain),
        ("unknown token", unknown_token().await, Code::InvalidToken, Class::LogInAgain),
        ("closed", closed().await, Code::ServiceUnavailable, Class::RetryLater),
        ("network down", network_down().await, Code::NetworkFailure, Class::RetryLater),
        ("no such device", unknown_device().await, Code::Failed, Class::NotFound),
        ("withdrawn device", withdrawn_device().await, Code::Failed, Class::Failed),
        ("page 0", page_0().await, Code::BadFormat, Class::BadRequest),
        ("token in use", token_in_use().await, Code::TokenStillValid, Class::RetryLater),
        ("too often", too_often().await, Code::TooFrequent, Class::RetryLater),
        ("too many", too_many().await, Code::DailyLimitReached, Class::QuotaUsedUp),
        ("not granted", not_granted().await, Code::NotGrantedByRegistrant, Class::NotAllowed),
    ];
    let success = World::new().await.client().test_connection().await.unwrap();
    let mut seen = BTreeSet::from([success.return_code.unwrap().as_str().to_owned()]);
    for (reason, error, code, class) in cases {
        assert_eq!(error.class(), class, "{reason}: {error}");
        let Error::Service(error) = error else { panic!("{reason}: {error}") };
        assert_eq!(error.code, Some(code.clone()), "{reason}: {error}");
        assert_eq!(error.message.as_deref(), code.zh(), "{reason}");
        seen.insert(code.as_str().to_owned());
    }
    assert_eq!(seen, (1..=12).map(|code| code.to_string()).collect());
}

async fn not_approved() -> Error {
    let world = World::with(|settings| settings.udid.accounts[0].is_approved = false).await;
    world.client().list_devices(&day().page(1)).await.unwrap_err()
}

async fn without_token() -> Error {
    let world = World::new().await;
    with_token(&world, None).await
}

async fn wrong_secret() -> Error {
    let world = World::new().await;
    let sandbox = &world.sandbox;
    let credentials = Credentials::new(sandbox.app_id(), "guessed", sandbox.credit_code());
    world.builder().credentials(credentials).build().unwrap().get_token().await.unwrap_err()
}

async fn unknown_app() -> Error {
    let world = World::new().await;
    let sandbox = &world.sandbox;
    let credentials = Credentials::new("guessed", sandbox.app_secret(), sandbox.credit_code());
    world
        .builder()
        .credentials(credentials)
        .build()
        .unwrap()
        .list_devices(&day().page(1))
        .await
        .unwrap_err()
}

async fn expired_token() -> Error {
    let world = World::new().await;
    let token = world.client().get_token().await.unwrap().access_token;
    world.clock.advance(SignedDuration::from_hours(2));
    with_token(&world, token).await
}

async fn revoked_token() -> Error {
    let world = World::new().await;
    let token = world.client().get_token().await.unwrap().access_token;
    world.sandbox.udid().revoke_tokens();
    with_token(&world, token).await
}

async fn unknown_token() -> Error {
    let world = World::new().await;
    with_token(&world, Some("guessed".to_owned())).await
}

/// What a call with this token gets, whichever the client would take.
async fn with_token(world: &World, token: Option<String>) -> Error {
    let transport = tampering("/sharing/get", move |request| {
        change_parameters(request, |json| json["accessToken"] = json!(token));
    });
    world.client_over(transport).list_devices(&day().page(1)).await.unwrap_err()
}

async fn closed() -> Error {
    let world = World::new().await;
    world.sandbox.udid().set_state(ServiceState::Closed);
    world.client().test_connection().await.unwrap_err()
}

async fn network_down() -> Error {
    let world = World::new().await;
    let client = world.client();
    client.get_token().await.unwrap();
    world.sandbox.udid().set_state(ServiceState::NetworkDown);
    client.list_devices(&day().page(1)).await.unwrap_err()
}

async fn unknown_device() -> Error {
    World::new().await.client().get_device(&detail("06900000000000")).await.unwrap_err()
}

async fn withdrawn_device() -> Error {
    let world = World::new().await;
    let record = newest(day(), RECORDS, 1).remove(0);
    let di = record.device.primary_di.unwrap();
    world.sandbox.udid().withdraw(&di);
    world.client().find_device(&di).await.unwrap_err()
}

async fn page_0() -> Error {
    let transport = tampering("/sharing/get", |request| {
        change_parameters(request, |json| json["currentPageNumber"] = json!(0));
    });
    World::new().await.client_over(transport).list_devices(&day().page(1)).await.unwrap_err()
}

async fn token_in_use() -> Error {
    let world = World::with(|settings| settings.udid.code_9_with_token = false).await;
    world.client().get_token().await.unwrap();
    world.client().list_devices(&day().page(1)).await.unwrap_err()
}

async fn too_often() -> Error {
    let world = World::with(|settings| settings.udid.rate_limits.per_second = 2).await;
    let client = world.client();
    client.list_devices(&day().page(1)).await.unwrap();
    let error = client.list_devices(&day().page(2)).await.unwrap_err();

    world.clock.advance(SignedDuration::from_secs(1));
    client.list_devices(&day().page(2)).await.unwrap();
    error
}

/// The day that counts is Beijing's.
async fn too_many() -> Error {
    let world = World::with(|settings| settings.udid.rate_limits.per_day = 3).await;
    world.clock.set("2026-08-20T23:30:00+08:00".parse().unwrap());
    // With the service's count the client would not ask.
    let transport = rewriting("/token/get", |json| {
        json.remove("todayRemainVisitCount");
    });
    let client = world.client_over(transport);
    client.list_devices(&day().page(1)).await.unwrap();
    client.list_devices(&day().page(2)).await.unwrap();
    let error = client.list_devices(&day().page(3)).await.unwrap_err();
    world.clock.advance(SignedDuration::from_mins(29));
    client.list_devices(&day().page(3)).await.unwrap_err();

    world.clock.advance(SignedDuration::from_mins(1));
    client.list_devices(&day().page(3)).await.unwrap();
    error
}

async fn not_granted() -> Error {
    let world = World::new().await;
    let sandbox = &world.sandbox;
    let other = Credentials::new(sandbox.app_id(), sandbox.app_secret(), "91990000MA0TEXT01U");
    world
        .builder()
        .credentials(other)
        .build()
        .unwrap()
        .list_devices(&day().page(1))
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_closed_service_says_so_everywhere_and_works_when_it_opens() {
    let world = World::new().await;
    let client = world.client();
    for state in [ServiceState::Closed, ServiceState::NetworkDown] {
        world.sandbox.udid().set_state(state);
        for error in [
            client.test_connection().await.unwrap_err(),
            client.get_token().await.unwrap_err(),
            client.list_devices(&day().page(1)).await.unwrap_err(),
        ] {
            assert_eq!(error.class(), Class::RetryLater, "{state:?}: {error}");
        }
    }
    world.sandbox.udid().set_state(ServiceState::Up);
    client.test_connection().await.unwrap();
    client.list_devices(&day().page(1)).await.unwrap();
}

#[tokio::test]
async fn an_answer_without_a_code_is_no_success() {
    let world = World::new().await;
    let transport = rewriting("/sharing/get", |json| {
        json.remove("returnCode");
    });
    let error = world.client_over(transport).list_devices(&day().page(1)).await.unwrap_err();
    let Error::Service(error) = error else { panic!("{error}") };
    assert_eq!((&error.code, error.class()), (&None, Class::Failed));
    assert!(error.to_string().starts_with("D001: an answer without a return code"), "{error}");
}
