//! Rate limits, changed while the sandbox runs.

use jiff::SignedDuration;
use sandbox::{Fault, RateLimits, Sandbox};
use serde_json::json;

use crate::client::{page, send, token, token_reply, world, world_with};
use crate::everywhere::{dbhs, idcode};

const FEW: RateLimits = RateLimits { per_second: 2, per_day: 4 };

#[tokio::test]
async fn the_udid_service_counts_by_second_and_by_day_of_beijing() {
    let sandbox = world().await;
    let token = token(&sandbox).await;
    sandbox.clock().advance(SignedDuration::from_secs(1));
    // The token was the first call of the day.
    sandbox.udid().set_rate_limits(FEW);
    assert_eq!(sandbox.udid().rate_limits(), FEW);
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
    sandbox.cloudmfg().set_rate_limits(FEW);
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

/// Codes of calls, each after this number of seconds.
async fn codes(sandbox: &Sandbox, call: impl AsyncFn() -> i64, seconds: &[i64]) -> Vec<i64> {
    let mut codes = Vec::new();
    for second in seconds {
        sandbox.clock().advance(SignedDuration::from_secs(*second));
        codes.push(call().await);
    }
    codes
}

/// As [`FEW`] has it: two in a second, four in a day, and none is counted that was refused for
/// coming too soon. 120 seconds later it is midnight.
const SECONDS: [i64; 8] = [0, 0, 0, 1, 0, 1, 1, 120];

#[tokio::test]
async fn the_idcode_registry_has_limits_of_its_own() {
    let sandbox = world().await;
    sandbox.idcode().set_rate_limits(FEW);
    let call = async || idcode(&sandbox, "101", &[]).await.json()["result_code"].as_i64().unwrap();
    assert_eq!(codes(&sandbox, call, &SECONDS).await, [1, 1, -1, 1, 1, -1, -1, 1]);
}

#[tokio::test]
async fn dbhs_has_limits_of_its_own() {
    for is_set_later in [false, true] {
        let sandbox = world_with(|settings| {
            if !is_set_later {
                settings.dbhs.rate_limits = FEW;
            }
        })
        .await;
        if is_set_later {
            sandbox.dbhs().set_rate_limits(FEW);
        }
        let call = async || {
            let reply = dbhs(&sandbox, "product/detail", json!({"id": "x"})).await;
            reply.json()["code"].as_i64().unwrap()
        };
        assert_eq!(codes(&sandbox, call, &SECONDS).await, [0, 0, 400, 0, 0, 400, 400, 0]);
    }
}

/// A quota that is used up holds for every call until midnight, a revoked token for one.
#[tokio::test]
async fn quotas_and_tokens_of_the_others_fail_in_their_own_words() {
    let sandbox = world().await;
    let registry =
        async || idcode(&sandbox, "101", &[]).await.json()["result_code"].as_i64().unwrap();
    let products = async || {
        let reply = dbhs(&sandbox, "product/detail", json!({"id": "x"})).await;
        reply.json()["code"].as_i64().unwrap()
    };
    let body = json!({
        "userId": sandbox.cloudmfg_user_id(), "access_token": sandbox.cloudmfg_access_token(),
        "data": {"devId": "285863325"},
    });
    let body = body.to_string();
    let rest = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let devices = async || {
        let raw = send(sandbox.address(), "POST", "/openapi/device/query", &rest).await;
        raw.json()["status"].as_i64().unwrap()
    };

    sandbox.idcode().inject("101", Fault::TokensRevoked, 1);
    assert_eq!(codes(&sandbox, registry, &[0, 0]).await, [10_002, 1]);
    sandbox.cloudmfg().inject("A.2.5", Fault::TokensRevoked, 1);
    assert_eq!(codes(&sandbox, devices, &[0, 0]).await, [100_100, 200]);

    sandbox.idcode().inject("101", Fault::QuotaUsedUp, 1);
    sandbox.dbhs().inject("product/detail", Fault::QuotaUsedUp, 1);
    sandbox.cloudmfg().inject("A.2.5", Fault::QuotaUsedUp, 1);
    assert_eq!(codes(&sandbox, registry, &[0, 0]).await, [-1, -1]);
    assert_eq!(codes(&sandbox, products, &[0, 60]).await, [400, 400]);
    assert_eq!(codes(&sandbox, devices, &[0, 59]).await, [100_100, 100_100]);
    sandbox.clock().advance(SignedDuration::from_secs(1));
    assert_eq!([registry().await, products().await, devices().await], [1, 0, 200]);
}
