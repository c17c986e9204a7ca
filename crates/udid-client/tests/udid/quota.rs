//! The calls of a day: counted, limited, and over until midnight in Beijing.

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use transport::RetryPolicy;
use udid_client::{Allowance, Client, ClientBuilder, ClientError, Error, OnQuota};
use wire::Class;

use crate::common::transports::rewriting;
use crate::common::{World, day, now};
use crate::jumping::Jumping;

fn midnight() -> Timestamp {
    "2026-08-21T00:00:00+08:00".parse().unwrap()
}

fn until(error: &Error) -> Timestamp {
    assert_eq!(error.class(), Class::QuotaUsedUp, "{error}");
    match error {
        Error::Client(ClientError::QuotaUsedUp { until }) => {
            assert_eq!(error.retry_at(), Some((*until).into()));
            *until
        }
        other => panic!("{other}"),
    }
}

fn data_and_token(world: &World) -> u64 {
    ["P002", "D001", "D002", "D003"].iter().map(|endpoint| world.calls(endpoint)).sum()
}

fn client(builder: ClientBuilder, folder: &TempDir) -> Client {
    builder.store(folder.path().join("store")).build().unwrap()
}

#[tokio::test]
async fn code_11_stops_all_clients_of_the_account_until_midnight() {
    let world = World::with(|settings| settings.udid.rate_limits.per_day = 2).await;
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (client(world.builder(), &folder), client(world.builder(), &folder));
    // The service's own count would stop the client before: it is kept from it here.
    let mute = rewriting("/token/get", |json| {
        json.remove("todayRemainVisitCount");
    });
    let mute = client(world.builder().transport(mute), &folder);
    mute.list_devices(&day().page(1)).await.unwrap();
    let error = mute.list_devices(&day().page(1)).await.unwrap_err();
    assert!(matches!(error, Error::Service(_)), "{error}");
    assert_eq!(error.class(), Class::QuotaUsedUp);
    assert_eq!(error.retry_at(), Some(midnight().into()));

    let made = data_and_token(&world);
    for client in [&first, &second, &mute, &client(world.builder(), &folder)] {
        assert_eq!(until(&client.list_devices(&day().page(1)).await.unwrap_err()), midnight());
        assert_eq!(until(&client.get_token().await.unwrap_err()), midnight());
    }
    assert_eq!(data_and_token(&world), made, "nobody asked");
    first.test_connection().await.unwrap();

    let error = second.list_devices(&day().page(1)).await.unwrap_err();
    let text =
        "no calls are left today: resume at 2026-08-21T00:00:00+08:00, midnight Beijing time";
    assert_eq!(error.to_string(), text);

    world.clock.set(midnight());
    second.list_devices(&day().page(1)).await.unwrap();
}

#[tokio::test]
async fn another_account_is_not_stopped() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let limited = client(world.builder().daily_limit(2), &folder);
    limited.list_devices(&day().page(1)).await.unwrap();
    until(&limited.list_devices(&day().page(1)).await.unwrap_err());
    let sandbox = &world.sandbox;
    let other = udid_client::Credentials::new("another", sandbox.app_secret(), "code");
    let other = client(world.builder().credentials(other).daily_limit(2), &folder);
    let error = other.list_devices(&day().page(1)).await.unwrap_err();
    assert_eq!(error.class(), Class::NotAllowed, "{error}");
}

/// Of ten calls a day, four are left to others; of those that are allowed, no more are made.
#[tokio::test]
async fn an_allowance_ends_before_the_quota_does() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let task = client(world.builder().daily_limit(10).on_quota(OnQuota::Wait), &folder);
    task.allow(Allowance { calls: None, kept: 4 });
    for _ in 0..5 {
        task.list_devices(&day().page(1)).await.unwrap();
    }
    let error = task.list_devices(&day().page(1)).await.unwrap_err();
    assert!(matches!(error, Error::Client(ClientError::Kept { kept: 4, .. })), "{error}");
    assert_eq!(error.retry_at(), Some(midnight().into()));
    assert_eq!(data_and_token(&world), 6);
    // A person finds them.
    let person = client(world.builder().daily_limit(10), &folder);
    person.allow(Allowance { calls: Some(3), kept: 0 });
    for _ in 0..3 {
        person.list_devices(&day().page(1)).await.unwrap();
    }
    let error = person.list_devices(&day().page(1)).await.unwrap_err();
    assert!(matches!(error, Error::Client(ClientError::AllowanceUsedUp)), "{error}");
    assert_eq!((error.class(), data_and_token(&world)), (Class::QuotaUsedUp, 9));
}

/// With a store for all clients together, without for each.
#[tokio::test]
async fn a_daily_limit_is_kept_to_the_call() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..10 {
        let client = client(world.builder().daily_limit(5), &folder);
        for _ in 0..3 {
            let _ = client.list_devices(&day().page(1)).await;
        }
    }
    assert_eq!((world.calls("P002"), world.calls("D001")), (1, 4));
    world.clock.set(midnight());
    for _ in 0..10 {
        let _ = client(world.builder().daily_limit(5), &folder).list_devices(&day().page(1)).await;
    }
    assert_eq!(data_and_token(&world), 10);

    let world = World::new().await;
    let alone = world.builder().daily_limit(3).build().unwrap();
    for _ in 0..5 {
        let _ = alone.list_devices(&day().page(1)).await;
    }
    assert_eq!(data_and_token(&world), 3);
}

/// A call that is made again is a call.
#[tokio::test]
async fn repetitions_count() {
    let world = World::new().await;
    let timing = Jumping::new(&world.clock);
    let builder =
        world.builder().retry(RetryPolicy::default().max_attempts(10)).timing(timing.clone());
    let client = builder.daily_limit(4).build().unwrap();
    client.get_token().await.unwrap();
    world.sandbox.udid().inject(
        "D001",
        sandbox::Fault::Unavailable { status: 503, retry_after: None },
        9,
    );
    until(&client.list_devices(&day().page(1)).await.unwrap_err());
    assert_eq!((world.calls("P002"), data_and_token(&world)), (1, 4));
}

/// The service's count after each token reply: 2, then 90.
#[tokio::test]
async fn what_the_service_leaves_counts_unless_it_is_more_than_believed() {
    let world = World::new().await;
    let told = std::sync::atomic::AtomicU64::new(2);
    let transport = rewriting("/token/get", move |json| {
        let left = told.swap(90, std::sync::atomic::Ordering::Relaxed);
        json["todayRemainVisitCount"] = left.into();
    });
    let client = world.client_over(transport);
    client.get_token().await.unwrap();
    client.get_token().await.unwrap();
    client.list_devices(&day().page(1)).await.unwrap();
    assert_eq!(until(&client.list_devices(&day().page(1)).await.unwrap_err()), midnight());
    assert_eq!(data_and_token(&world), 3);
}

/// Both where the service stops the client and where it stops itself, at noon.
#[tokio::test]
async fn who_wants_to_wait_goes_on_at_midnight() {
    for (service, own) in [(2, 1000), (1000, 2)] {
        let world = World::with(|settings| settings.udid.rate_limits.per_day = service).await;
        let timing = Jumping::new(&world.clock);
        let builder = world.builder().timing(timing.clone()).daily_limit(own);
        let client = builder.on_quota(OnQuota::Wait).build().unwrap();
        client.get_token().await.unwrap();
        client.list_devices(&day().page(1)).await.unwrap();
        client.list_devices(&day().page(2)).await.unwrap();
        let waited = auth::Clock::now(&*world.clock).duration_since(now());
        assert!(waited >= SignedDuration::from_hours(12), "{service} {own}: {waited}");
        assert!(waited < SignedDuration::from_hours(24), "{service} {own}: {waited}");
        assert!(timing.pauses() > 0);
    }
}

/// A limit of one call goes to a new token on each day: no call waits for ever.
#[tokio::test]
async fn waiting_for_days_that_are_used_up_ends() {
    let world = World::new().await;
    let builder = world.builder().timing(Jumping::new(&world.clock)).daily_limit(1);
    let client = builder.on_quota(OnQuota::Wait).build().unwrap();
    let error = client.list_devices(&day().page(1)).await.unwrap_err();
    assert!(until(&error) > midnight(), "{error}");
    let waited = auth::Clock::now(&*world.clock).duration_since(now());
    assert!(waited < SignedDuration::from_hours(8 * 24), "{waited}");
    assert_eq!(world.calls("D001"), 0);
}
