//! Calls that fail on the way and are made again without the caller noticing.

use std::sync::Arc;

use futures_util::TryStreamExt;
use sandbox::{Fault, RateLimits};
use transport::{FailureKind, RateLimit, RetryPolicy};
use udid_client::{Client, Error};
use wire::Class;

use crate::common::{RECORDS, World, day, detail, history};
use crate::jumping::Jumping;

/// A client that repeats as usual, but does not wait.
fn client(world: &World) -> (Client, Arc<Jumping>) {
    let timing = Jumping::new(&world.clock);
    let builder = world.builder().retry(RetryPolicy::default()).rate_limit(RateLimit::default());
    (builder.timing(timing.clone()).build().unwrap(), timing)
}

/// A call of an endpoint; P002 is called on the way. That there is no such record is an answer.
async fn call(client: &Client, endpoint: &str) -> Result<(), Error> {
    let outcome = match endpoint {
        "P001" => client.test_connection().await.map(drop),
        "P002" | "D001" => client.list_devices(&day().page(1)).await.map(drop),
        "D002" => client.get_history(&history(&["a key"], 1)).await.map(drop),
        _ => client.get_device(&detail("06912345678905")).await.map(drop),
    };
    match outcome {
        Err(error) if error.class() == Class::NotFound => Ok(()),
        outcome => outcome,
    }
}

#[tokio::test]
async fn faults_on_the_way_are_not_noticed() {
    for endpoint in ["P001", "P002", "D001", "D002", "D003"] {
        for fault in [
            Fault::Html { status: 502 },
            Fault::Html { status: 503 },
            Fault::Html { status: 504 },
            Fault::Html { status: 200 },
            Fault::Cut,
        ] {
            let world = World::new().await;
            let (client, timing) = client(&world);
            world.sandbox.udid().inject(endpoint, fault.clone(), 2);
            let outcome = call(&client, endpoint).await;
            assert!(outcome.is_ok(), "{endpoint} {fault:?}: {outcome:?}");
            assert_eq!(world.calls(endpoint), 3, "{endpoint} {fault:?}");
            assert_eq!(client.counts().retries, 2, "{endpoint} {fault:?}");
            assert!(timing.pauses() >= 2);
        }
    }
}

#[tokio::test]
async fn an_outage_that_lasts_is_an_error() {
    let world = World::new().await;
    let (client, _) = client(&world);
    world.sandbox.udid().inject("D001", Fault::Html { status: 502 }, 5);
    let error = client.list_devices(&day().page(1)).await.unwrap_err();
    assert!(matches!(error, Error::Status { endpoint: "D001", .. }), "{error}");
    assert_eq!(world.calls("D001"), 5);
    assert_eq!(client.counts().failures(FailureKind::Status), 5);
    client.list_devices(&day().page(1)).await.unwrap();

    world.sandbox.udid().inject("D001", Fault::Html { status: 502 }, 1);
    world.client().list_devices(&day().page(1)).await.unwrap_err();
    assert_eq!(world.calls("D001"), 7, "without repetitions one call is one request");
}

/// Code 10: more calls in a second than the service allows.
#[tokio::test]
async fn a_walk_slows_down_where_it_is_too_fast() {
    for in_flight in [1, 4] {
        let world = World::with(|settings| {
            settings.udid.rate_limits = RateLimits { per_second: 2, ..settings.udid.rate_limits };
        });
        let world = world.await;
        let (client, timing) = client(&world);
        let records = client.walk(day()).in_flight(in_flight).records();
        let records: Vec<_> = records.try_collect().await.unwrap();
        assert_eq!(records.len(), RECORDS as usize);
        assert!(client.counts().failures(FailureKind::Busy) > 0, "{in_flight} in flight");
        assert!(timing.pauses() > 0);
        assert_eq!(client.counts().failed_calls, 0);
    }
}

/// What stays as it is costs one call: a wrong parameter, a quota that is used up.
#[tokio::test]
async fn what_stays_as_it_is_is_not_repeated() {
    let world = World::with(|settings| {
        settings.udid.rate_limits = RateLimits { per_day: 1, ..settings.udid.rate_limits };
    });
    let world = world.await;
    let (client, timing) = client(&world);
    let mut outcomes = Vec::new();
    for _ in 0..3 {
        outcomes.push(client.list_devices(&day().page(1)).await);
    }
    let error = outcomes.pop().unwrap().unwrap_err();
    assert_eq!(error.class(), Class::QuotaUsedUp, "{error}");
    // The token was the only call, and its reply said so.
    assert_eq!((world.calls("D001"), timing.pauses()), (0, 0));
}

/// Limits and repetitions are shared by clones, and so are counters.
#[tokio::test]
async fn clones_count_together() {
    let world = World::new().await;
    let (client, _) = client(&world);
    let clone = client.clone();
    client.test_connection().await.unwrap();
    clone.test_connection().await.unwrap();
    assert_eq!((client.counts(), client.counts().calls), (clone.counts(), 2));
}

/// Code 9 speaks of five minutes: nobody waits so long in a call.
#[tokio::test]
async fn a_token_that_somebody_else_holds_is_not_waited_for() {
    let answer = r#"{"returnCode": "9", "returnMsg": "令牌有效期超过 5分钟，不能再次获取令牌"}"#;
    let canned = crate::common::transports::Canned(move |_: &str, _| answer.to_owned());
    let world = World::new().await;
    let timing = Jumping::new(&world.clock);
    let builder = world.builder().retry(RetryPolicy::default()).timing(timing.clone());
    let client = builder.transport(canned).build().unwrap();
    let error = client.list_devices(&day().page(1)).await.unwrap_err();
    assert_eq!(error.class(), Class::RetryLater, "{error}");
    assert_eq!((timing.pauses(), client.counts().attempts), (0, 1));
}
