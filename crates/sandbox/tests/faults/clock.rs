//! The clock, and what goes by it.

use std::sync::Arc;
use std::time::Duration;

use auth::{Clock, ManualClock, Secret, dbhs_sign, idcode_hash};
use jiff::{SignedDuration, Timestamp};
use sandbox::{Sandbox, Settings, VirtualClock};
use serde_json::Value;

use crate::client::{EVENING, keys, page, send, token, world, world_with};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn it_runs_on_from_where_it_is_set_or_stands_still() {
    let base = Arc::new(ManualClock::new(at("2020-01-01T00:00:00Z")));
    let clock = VirtualClock::new(base.clone());
    assert_eq!(clock.now(), base.now());
    clock.set(at(EVENING));
    base.advance(SignedDuration::from_secs(60));
    assert_eq!((clock.now(), clock.stands_still()), (at("2026-08-10T23:59:00+08:00"), false));
    clock.stand_still(true);
    base.advance(SignedDuration::from_secs(60));
    assert_eq!(clock.now(), at("2026-08-10T23:59:00+08:00"));
    clock.advance(SignedDuration::from_secs(-30));
    assert_eq!((clock.now(), clock.stands_still()), (at("2026-08-10T23:58:30+08:00"), true));
    clock.stand_still(false);
    base.advance(SignedDuration::from_secs(1));
    clock.advance(SignedDuration::from_secs(2));
    assert_eq!(clock.now(), at("2026-08-10T23:58:33+08:00"));
    clock.advance(SignedDuration::MAX);
    assert_eq!(clock.now(), Timestamp::MAX);
}

#[tokio::test]
async fn tokens_expire() {
    let sandbox =
        world_with(|settings| settings.udid.token_lifetime = Duration::from_secs(600)).await;
    let token = token(&sandbox).await;
    sandbox.clock().advance(SignedDuration::from_millis(599_999));
    assert_eq!(page(&sandbox, &token, 1).await.code(), "1");
    sandbox.clock().advance(SignedDuration::from_millis(1));
    assert_eq!(page(&sandbox, &token, 1).await.code(), "4");
}

#[tokio::test]
async fn signatures_age() {
    let sandbox = world().await;
    let timespan = at(EVENING).as_second().to_string();
    let secret = Secret::from(sandbox.dbhs_secret_key());
    let sign = dbhs_sign(sandbox.dbhs_app_key(), &timespan, &secret);
    let headers = format!(
        "appKey: {}\r\ntimespan: {timespan}\r\nsign: {sign}\r\n\r\n",
        sandbox.dbhs_app_key()
    );
    let path = "/admin-api/openapi/v1/org/getOrganizationByName?searchKey=x";
    for (seconds, code) in [(600, 0), (1, 405)] {
        sandbox.clock().advance(SignedDuration::from_secs(seconds));
        let reply = send(sandbox.address(), "GET", path, &headers).await.json();
        assert_eq!(reply["code"], code, "{reply}");
    }
}

/// A signed call of 303, which sends a verification code.
async fn send_code(sandbox: &Sandbox) -> Value {
    let endpoints = &idcode_types::ENDPOINTS;
    let path = endpoints.iter().find(|endpoint| endpoint.id == "303").unwrap().path;
    let time = sandbox.clock().now().as_millisecond().to_string();
    let mut pairs = vec![
        ("access_token", sandbox.idcode_access_token()),
        ("phone_code", "13800000000"),
        ("time", &time),
    ];
    let code = Secret::from(sandbox.idcode_authorization_code());
    let hash = idcode_hash(path, pairs.iter().copied(), &code);
    pairs.push(("hash", &hash));
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let rest = format!(
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    send(sandbox.address(), "POST", path, &rest).await.json()
}

#[tokio::test]
async fn text_messages_have_their_interval() {
    let sandbox = world().await;
    for (seconds, code) in [(0, 1), (59, 20003), (1, 1)] {
        sandbox.clock().advance(SignedDuration::from_secs(seconds));
        let reply = send_code(&sandbox).await;
        assert_eq!(reply["result_code"], code, "{reply}");
    }
}

#[tokio::test]
async fn records_come_in_the_course_of_their_day() {
    let grow = |settings: &mut Settings| settings.udid.records_grow = true;
    let (sandbox, whole) = (world_with(grow).await, world().await);
    let all = keys(&page(&whole, &token(&whole).await, 1).await);
    // 95 records a day: one every 909 seconds and a half.
    for (time, count) in [
        ("2026-08-09T23:59:59+08:00", 0),
        ("2026-08-10T00:15:09+08:00", 0),
        ("2026-08-10T00:15:10+08:00", 1),
        ("2026-08-10T12:00:00+08:00", 47),
        ("2026-08-11T00:00:00+08:00", 95),
        ("2026-09-01T00:00:00+08:00", 95),
    ] {
        sandbox.clock().set(at(time));
        let token = token(&sandbox).await;
        let first = page(&sandbox, &token, 1).await;
        assert_eq!(first.json()["totalRecordCount"], count.to_string(), "{time}");
        if count == 95 {
            assert_eq!(keys(&first), all);
        }
    }
}
