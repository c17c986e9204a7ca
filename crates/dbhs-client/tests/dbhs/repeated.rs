//! Calls that fail on the way and are made again without the caller noticing.

use std::sync::Arc;
use std::time::SystemTime;

use auth::ManualClock;
use dbhs_client::types::ReturnCode;
use dbhs_client::{Client, Credentials, Error};
use jiff::Timestamp;
use sandbox::{Fault, Sandbox, Settings};
use transport::{FailureKind, RetryPolicy};

use crate::jumping::Jumping;

const LOOK_UP: &str = "getOrganizationByName";

/// A sandbox whose clock moves on with every pause of its client.
async fn world(calls_per_second: u32) -> (Sandbox, Client) {
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_790_000_000).unwrap()));
    let mut settings = Settings { clock: clock.clone(), ..Settings::default() };
    settings.dbhs.rate_limits.per_second = calls_per_second;
    let sandbox = Sandbox::builder(settings).start().await.unwrap();
    let credentials = Credentials::new(sandbox.dbhs_app_key(), sandbox.dbhs_secret_key());
    let builder = Client::builder(sandbox.dbhs_url()).credentials(credentials);
    let client = builder.timing(Jumping::new(&clock)).clock(clock).build().unwrap();
    (sandbox, client)
}

#[tokio::test]
async fn faults_on_the_way_are_not_noticed() {
    for fault in [
        Fault::Html { status: 502 },
        Fault::Html { status: 200 },
        Fault::Unavailable { status: 503, retry_after: Some(3) },
        Fault::Cut,
        Fault::Reset,
        Fault::Empty,
        Fault::TooFrequent,
    ] {
        let (sandbox, client) = world(u32::MAX).await;
        sandbox.dbhs().inject(LOOK_UP, fault.clone(), 2);
        assert_eq!(client.find_organization("nobody").await.unwrap(), None, "{fault:?}");
        assert_eq!(sandbox.dbhs().calls(LOOK_UP), 3, "{fault:?}");
        assert_eq!(client.counts().retries, 2, "{fault:?}");
    }
}

/// Code 400, 请求频繁.
#[tokio::test]
async fn look_ups_slow_down_where_they_are_too_fast() {
    let (sandbox, client) = world(3).await;
    for _ in 0..20 {
        client.find_organization("nobody").await.unwrap();
    }
    let counts = client.counts();
    assert_eq!((counts.calls, counts.failed_calls), (20, 0));
    assert!(counts.failures(FailureKind::Busy) > 0);
    assert_eq!(sandbox.dbhs().calls(LOOK_UP), counts.attempts);
}

/// Code 500: the service failed, and says to ask its administrator.
#[tokio::test]
async fn a_failure_of_the_service_is_not_repeated() {
    let (sandbox, client) = world(u32::MAX).await;
    sandbox.dbhs().fail(LOOK_UP, 1);
    let error = client.find_organization("nobody").await.unwrap_err();
    let Error::Service(said) = &error else { panic!("{error}") };
    assert_eq!(said.code, Some(ReturnCode::InternalError));
    assert_eq!(sandbox.dbhs().calls(LOOK_UP), 1);
}

/// A wait that is longer than anybody's patience is an error, which says how long it is.
#[tokio::test]
async fn a_long_wait_is_left_to_the_caller() {
    let (sandbox, client) = world(u32::MAX).await;
    sandbox.dbhs().inject(LOOK_UP, Fault::Unavailable { status: 503, retry_after: Some(3600) }, 1);
    let before = SystemTime::now();
    let error = client.find_organization("nobody").await.unwrap_err();
    let delay = error.retry_at().unwrap().duration_since(before).unwrap();
    assert!((3600..3660).contains(&delay.as_secs()), "{delay:?}");
    assert_eq!(sandbox.dbhs().calls(LOOK_UP), 1);
}

#[tokio::test]
async fn without_repetitions_a_fault_is_an_error() {
    let (sandbox, _) = world(u32::MAX).await;
    let credentials = Credentials::new(sandbox.dbhs_app_key(), sandbox.dbhs_secret_key());
    let builder =
        Client::builder(sandbox.dbhs_url()).credentials(credentials).retry(RetryPolicy::none());
    sandbox.dbhs().inject(LOOK_UP, Fault::Html { status: 502 }, 1);
    builder.build().unwrap().find_organization("nobody").await.unwrap_err();
    assert_eq!(sandbox.dbhs().calls(LOOK_UP), 1);
}
