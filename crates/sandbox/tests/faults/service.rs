//! Faults of the services themselves.

use jiff::SignedDuration;
use sandbox::{Fault, FaultRule};

use crate::client::{keys, page, ping, token, token_reply, world};

#[tokio::test]
async fn too_many_calls_are_told_in_the_words_of_each_service() {
    let sandbox = world().await;
    sandbox.faults().add(FaultRule::new(Fault::TooFrequent)).unwrap();
    assert_eq!(token_reply(&sandbox).await.code(), "10");
    // P001 reports whether the service is up, and nothing else.
    assert_eq!(ping(&sandbox).await.code(), "1");
}

#[tokio::test]
async fn a_quota_that_is_used_up_comes_back_at_midnight_in_beijing() {
    let sandbox = world().await;
    let token = token(&sandbox).await;
    sandbox.udid().inject("D001", Fault::QuotaUsedUp, 1);
    assert_eq!(page(&sandbox, &token, 1).await.code(), "11");
    sandbox.clock().advance(SignedDuration::from_secs(119));
    assert_eq!(page(&sandbox, &token, 1).await.code(), "11");
    assert_eq!(token_reply(&sandbox).await.code(), "11");
    sandbox.clock().advance(SignedDuration::from_secs(1));
    assert_eq!(page(&sandbox, &token, 1).await.code(), "1");
}

#[tokio::test]
async fn tokens_are_revoked_before_their_time() {
    let sandbox = world().await;
    let old = token(&sandbox).await;
    sandbox.udid().inject("D001", Fault::TokensRevoked, 1);
    assert_eq!(page(&sandbox, &old, 1).await.code(), "4");
    let new = token(&sandbox).await;
    assert_ne!(new, old);
    assert_eq!(page(&sandbox, &new, 1).await.code(), "1");
}

#[tokio::test]
async fn clocks_go_wrong() {
    let sandbox = world().await;
    sandbox.udid().inject("P002", Fault::ClockSkew(SignedDuration::from_mins(-5)), 1);
    assert_eq!(token_reply(&sandbox).await.json()["currentTime"], "2026-08-10T23:53:00");
    assert_eq!(token_reply(&sandbox).await.json()["currentTime"], "2026-08-10T23:58:00");
}

#[tokio::test]
async fn rows_shift_from_page_to_page() {
    let sandbox = world().await;
    let token = token(&sandbox).await;
    let mut steady = Vec::new();
    for number in 1..=5 {
        steady.extend(keys(&page(&sandbox, &token, number).await));
    }
    assert_eq!(steady.len(), 95);
    sandbox.faults().add(FaultRule::new(Fault::ShiftedRows { by: 7 })).unwrap();
    let first = page(&sandbox, &token, 1).await;
    assert_eq!(
        (keys(&first), &first.json()["totalRecordCount"]),
        (steady[..20].to_vec(), &"95".into())
    );
    let second = page(&sandbox, &token, 2).await;
    assert_eq!(keys(&second), steady[13..33]);
    assert_eq!(second.json()["totalRecordCount"], "102");
    assert_eq!(second.json()["totalPageCount"], "6");
    assert_eq!(keys(&page(&sandbox, &token, 6).await), steady[93..]);
}

#[tokio::test]
async fn shapes_of_a_page_are_those_asked_for() {
    let sandbox = world().await;
    let token = token(&sandbox).await;
    let plain = page(&sandbox, &token, 5).await.json();
    for (fault, change) in [
        (Fault::DuplicatedRows, ("dataSet", "deviceInfo")),
        (Fault::LowerCaseKeys, ("dataset", "deviceinfo")),
    ] {
        sandbox.udid().inject("D001", fault.clone(), 1);
        let struck = page(&sandbox, &token, 5).await.json();
        let rows = struck[change.0][change.1].as_array().unwrap();
        let expected = plain["dataSet"]["deviceInfo"].as_array().unwrap();
        assert_eq!(expected.len(), 15);
        if fault == Fault::DuplicatedRows {
            assert_eq!((&rows[0], &rows[1..]), (&expected[0], &expected[..]));
        } else {
            let keys = rows.iter().map(|row| &row["devicerecordkey"]);
            assert!(keys.eq(expected.iter().map(|row| &row["deviceRecordKey"])));
        }
    }
    sandbox.udid().inject("D001", Fault::WrongTotals, 1);
    let struck = page(&sandbox, &token, 5).await.json();
    assert_eq!(
        (&struck["totalRecordCount"], &struck["totalPageCount"]),
        (&"98".into(), &"6".into())
    );
    assert_eq!(struck["dataSet"], plain["dataSet"]);
    sandbox.udid().inject("D001", Fault::NumbersForTexts, 1);
    let struck = page(&sandbox, &token, 5).await.json();
    assert_eq!((&struck["totalRecordCount"], &struck["returnCode"]), (&95.into(), &1.into()));
    sandbox.udid().inject("D001", Fault::DoubleEncoded, 1);
    let struck = page(&sandbox, &token, 5).await.json();
    assert_eq!(serde_json::from_str::<serde_json::Value>(struck.as_str().unwrap()).unwrap(), plain);
}
