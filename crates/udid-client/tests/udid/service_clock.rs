//! A service whose clock is not ours, and lifetimes in units that nobody states.

use std::sync::Arc;
use std::time::Duration;

use auth::{Clock, ManualClock};
use jiff::{SignedDuration, Timestamp};
use sandbox::udid::ServiceState;
use sandbox::{Sandbox, Settings, UdidSettings};
use serde_json::json;
use udid_client::{Client, Credentials};

use crate::common::transports::rewriting;
use crate::common::{World, day, now};

/// A client and a sandbox whose clock is so much ahead.
async fn apart(ahead: SignedDuration) -> (Arc<ManualClock>, Arc<ManualClock>, Sandbox, Client) {
    let (ours, theirs) = (ManualClock::new(now()), ManualClock::new(now() + ahead));
    let (ours, theirs) = (Arc::new(ours), Arc::new(theirs));
    let settings = Settings {
        clock: theirs.clone(),
        udid: UdidSettings::with_records_per_day(5),
        ..Settings::default()
    };
    let sandbox = Sandbox::builder(settings).start().await.unwrap();
    let credentials =
        Credentials::new(sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code());
    let client = Client::builder(sandbox.udid_url()).credentials(credentials);
    let client = client.clock(ours.clone()).build().unwrap();
    (ours, theirs, sandbox, client)
}

#[tokio::test]
async fn a_clock_three_hours_off_changes_nothing() {
    for ahead in [-3, 3].map(SignedDuration::from_hours) {
        let (ours, theirs, sandbox, client) = apart(ahead).await;
        client.list_devices(&day().page(1)).await.unwrap();
        for (minutes, fetches) in [(115, 1), (2, 2), (115, 2), (2, 3)] {
            for clock in [&ours, &theirs] {
                clock.advance(SignedDuration::from_mins(minutes));
            }
            client.list_devices(&day().page(1)).await.unwrap();
            assert_eq!(sandbox.udid().calls("P002"), fetches, "{ahead:?}, {minutes} min");
        }
        assert_eq!(sandbox.udid().calls("D001"), 5, "a token was refused");
    }
}

#[tokio::test]
async fn service_time_follows_what_the_service_says() {
    for ahead in [-3, 3].map(SignedDuration::from_hours) {
        let (ours, theirs, _sandbox, client) = apart(ahead).await;
        assert_eq!(client.service_time(), ours.now());
        client.list_devices(&day().page(1)).await.unwrap();
        assert_eq!(client.service_time(), theirs.now());
        ours.advance(SignedDuration::from_mins(10));
        assert_eq!(client.service_time(), theirs.now() + SignedDuration::from_mins(10));
        theirs.advance(SignedDuration::from_mins(30));
        client.get_token().await.unwrap();
        assert_eq!(client.service_time(), theirs.now());
    }
}

#[tokio::test]
async fn the_time_is_read_from_failures_too() {
    let (_ours, theirs, sandbox, client) = apart(SignedDuration::from_hours(3)).await;
    sandbox.udid().set_state(ServiceState::Closed);
    client.get_token().await.unwrap_err();
    assert_eq!(client.service_time(), theirs.now());
}

#[tokio::test]
async fn a_time_that_is_none_is_passed_over() {
    for text in [json!("now"), json!(""), json!(null), json!("20260820"), json!(12)] {
        let world = World::new().await;
        world.clock.advance(SignedDuration::from_secs(30));
        let written = text.clone();
        let transport = rewriting("/token/get", move |json| {
            json.insert("currentTime".to_owned(), written.clone());
        });
        let client = world.client_over(transport);
        client.list_devices(&day().page(1)).await.unwrap();
        let expected: Timestamp = now() + SignedDuration::from_secs(30);
        assert_eq!(client.service_time(), expected, "{text}");
    }
}

/// What `expiresIn` says, and for how many minutes the client then believes in the token.
const LIFETIMES: &[(&str, i64)] =
    &[("7200", 116), ("7200000", 116), ("2026-08-20T14:00:00", 116), ("soon", 26), ("1800", 26)];

#[tokio::test]
async fn the_unit_of_a_lifetime_does_not_matter() {
    for (text, minutes) in LIFETIMES {
        let world = World::new().await;
        let transport = rewriting("/token/get", move |json| {
            json.entry("expiresIn").and_modify(|lifetime| *lifetime = json!(text));
        });
        let client = world.client_over(transport);
        client.list_devices(&day().page(1)).await.unwrap();
        world.clock.advance(SignedDuration::from_mins(minutes - 1));
        client.list_devices(&day().page(1)).await.unwrap();
        assert_eq!(world.calls("P002"), 1, "{text}");
        world.clock.advance(SignedDuration::from_mins(1));
        client.list_devices(&day().page(1)).await.unwrap();
        assert_eq!((world.calls("P002"), world.calls("D001")), (2, 3), "{text}");
    }
}

#[tokio::test]
async fn a_service_whose_tokens_live_shorter_than_it_says_is_asked_again() {
    let world = World::with(|settings| {
        settings.udid.token_lifetime = Duration::from_secs(60);
    })
    .await;
    let transport = rewriting("/token/get", |json| {
        json.insert("expiresIn".to_owned(), json!("7200"));
    });
    let client = world.client_over(transport);
    for minutes in 0..5 {
        client.list_devices(&day().page(1)).await.unwrap();
        assert_eq!(world.calls("P002"), minutes + 1);
        world.clock.advance(SignedDuration::from_mins(2));
    }
}

/// Times at both ends of what a timestamp can be, lifetimes and counts that are no number of this
/// world: the client gets its token and its page, or an error that says why not.
#[tokio::test]
async fn times_and_counts_out_of_range_do_no_harm() {
    for (key, value) in [
        ("currentTime", "9999-12-30T22:00:00Z"),
        ("currentTime", "-009999-01-02T02:00:00Z"),
        ("currentTime", "99999999999999999999"),
        ("expiresIn", "9223372036854775807"),
        ("expiresIn", "-9223372036854775808"),
        ("expiresIn", "NaN"),
        ("todayRemainVisitCount", "18446744073709551615"),
        ("todayRemainVisitCount", "-1"),
        ("todayRemainVisitCount", "99999999999999999999"),
    ] {
        let world = World::new().await;
        let transport = rewriting("/token/get", move |json| {
            json.insert(key.to_owned(), json!(value));
        });
        let client = world.client_over(transport);
        for _ in 0..2 {
            let page = client
                .list_devices(&day().page(1))
                .await
                .unwrap_or_else(|error| panic!("{value}: {error}"));
            assert_eq!(page.data_set.unwrap().devices.len(), 20, "{key} {value}");
        }
    }
}
