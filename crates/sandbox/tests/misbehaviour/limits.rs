//! Limits, changed while the sandbox runs.

use jiff::SignedDuration;
use sandbox::Limits;
use serde_json::json;

use crate::client::{page, send, token, token_reply, world};

const FEW: Limits = Limits { per_second: 2, per_day: 4 };

#[tokio::test]
async fn the_udid_service_counts_by_second_and_by_day_of_beijing() {
    let sandbox = world().await;
    let token = token(&sandbox).await;
    sandbox.clock().advance(SignedDuration::from_secs(1));
    // The token was the first call of the day.
    sandbox.udid().set_limits(FEW);
    assert_eq!(sandbox.udid().limits(), FEW);
    for code in ["1", "1", "10"] {
        assert_eq!(page(&sandbox, &token, 1).await.code(), code);
    }
    sandbox.clock().advance(SignedDuration::from_secs(1));
    for code in ["1", "11", "10"] {
        assert_eq!(page(&sandbox, &token, 1).await.code(), code);
    }
    sandbox.clock().set("2026-08-11T00:00:00+08:00".parse().unwrap());
    assert_eq!(page(&sandbox, &token, 1).await.code(), "1");
    assert_eq!(token_reply(&sandbox).await.json()["remainingCallsToday"], json!(null));
}

#[tokio::test]
async fn the_cloud_manufacturing_platform_has_limits_of_its_own() {
    let sandbox = world().await;
    sandbox.cloudmfg().set_limits(FEW);
    let body = json!({
        "userId": sandbox.cloudmfg_user_id(), "access_token": sandbox.cloudmfg_access_token(),
        "data": {"devId": "285863325"},
    });
    let body = body.to_string();
    let rest =
        format!("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let mut statuses = Vec::new();
    for second in [0, 0, 0, 1, 0, 1, 120] {
        sandbox.clock().advance(SignedDuration::from_secs(second));
        let raw = send(sandbox.address(), "POST", "/openapi/device/query", &rest).await;
        statuses.push(raw.json()["status"].as_u64().unwrap());
    }
    assert_eq!(statuses, [200, 200, 100_100, 200, 200, 100_100, 200]);
}
