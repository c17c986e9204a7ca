//! The admin endpoints, and the journal.

use std::sync::{Arc, Mutex};

use sandbox::udid::{Catalog, RecordId};
use sandbox::{Fault, FaultRule, JournalEntry, Sandbox};
use serde_json::{Value, json};

use crate::client::{admin, keys, page, ping, send, token, world, world_with};

async fn administered() -> Sandbox {
    world_with(|settings| settings.has_admin = true).await
}

async fn get(sandbox: &Sandbox, path: &str) -> Value {
    let (status, value) = admin(sandbox, "GET", path, &Value::Null).await;
    assert_eq!(status, 200, "{path}: {value}");
    value
}

async fn post(sandbox: &Sandbox, path: &str, body: Value) -> Value {
    let (status, value) = admin(sandbox, "POST", path, &body).await;
    assert_eq!(status, 200, "{path}: {value}");
    value
}

#[tokio::test]
async fn it_is_off_unless_asked_for() {
    let sandbox = world().await;
    let truths =
        ["truth/udid/2026-08-10", "truth/idcode", "truth/dbhs/2026-08-10", "truth/cloudmfg"];
    for path in ["clock", "faults", "profiles", "limits", "requests"].into_iter().chain(truths) {
        let (status, _) = admin(&sandbox, "GET", &format!("/admin/{path}"), &Value::Null).await;
        assert_eq!(status, 404, "{path}");
    }
    let (status, _) = admin(&sandbox, "POST", "/admin/faults", &json!({"profile": "flaky"})).await;
    assert_eq!((status, sandbox.faults().list().len()), (404, 0));
}

/// A page in a browser can send to any port, and have its own name resolve to this computer.
#[tokio::test]
async fn pages_of_other_sites_are_refused() {
    let sandbox = administered().await;
    let body = r#"{"advance": "2m"}"#;
    let length = format!("Content-Length: {}\r\n", body.len());
    for (host, kind, status) in [
        ("evil.example", "application/json", 403),
        ("127.0.0.1.evil.example", "application/json", 403),
        ("localhost", "text/plain", 415),
        ("localhost", "application/x-www-form-urlencoded", 415),
        ("localhost", "Application/JSON; charset=utf-8", 200),
    ] {
        let mut stream = tokio::net::TcpStream::connect(sandbox.address()).await.unwrap();
        let head = format!("Host: {host}\r\nContent-Type: {kind}\r\nConnection: close\r\n{length}");
        let request = format!("POST /admin/clock HTTP/1.1\r\n{head}\r\n{body}");
        tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
        assert_eq!(crate::client::read(&mut stream).await.status(), status, "{host} {kind}");
    }
}

#[tokio::test]
async fn the_clock_is_moved() {
    let sandbox = administered().await;
    let shown = |now: &str, stands: bool| json!({"now": now, "stands_still": stands});
    assert_eq!(get(&sandbox, "/admin/clock").await, shown("2026-08-10T23:58:00.000+08:00", true));
    for (change, expected) in [
        (json!({"advance": "2m"}), "2026-08-11T00:00:00.000+08:00"),
        (json!({"set": "2026-08-10T15:58:00Z"}), "2026-08-10T23:58:00.000+08:00"),
        (
            json!({"set": "2026-08-10T12:00:00+08:00", "advance": "-1h 500ms"}),
            "2026-08-10T10:59:59.500+08:00",
        ),
    ] {
        assert_eq!(post(&sandbox, "/admin/clock", change).await, shown(expected, true));
    }
    let running = post(&sandbox, "/admin/clock", json!({"stands_still": false})).await;
    assert_eq!(running["stands_still"], false);
    for wrong in
        [json!({"set": "noon"}), json!({"advance": 2}), json!({"forward": "2m"}), json!([])]
    {
        assert_eq!(admin(&sandbox, "POST", "/admin/clock", &wrong).await.0, 400, "{wrong}");
    }
}

#[tokio::test]
async fn faults_are_set_listed_and_removed() {
    let sandbox = administered().await;
    let rule = json!({
        "fault": {"html": {"status": 502}}, "service": "udid", "endpoint": "P001",
        "often": {"every": 2}, "times": 3, "for": "10m",
    });
    let listed = post(&sandbox, "/admin/faults", rule.clone()).await;
    let mut expected = rule;
    (expected["number"], expected["struck"]) = (1.into(), 0.into());
    assert_eq!(listed, json!([expected]));
    assert_eq!([ping(&sandbox).await.status(), ping(&sandbox).await.status()], [200, 502]);
    assert_eq!(get(&sandbox, "/admin/faults").await[0]["struck"], 1);

    post(&sandbox, "/admin/faults", json!([{"fault": "cut"}, {"fault": {"slow": "5ms"}}])).await;
    let (status, left) = admin(&sandbox, "DELETE", "/admin/faults/2", &Value::Null).await;
    let numbers = |list: &Value| -> Vec<u64> {
        list.as_array().unwrap().iter().map(|rule| rule["number"].as_u64().unwrap()).collect()
    };
    assert_eq!((status, numbers(&left)), (200, vec![1, 3]));
    assert_eq!(admin(&sandbox, "DELETE", "/admin/faults/2", &Value::Null).await.0, 404);
    assert_eq!(admin(&sandbox, "DELETE", "/admin/faults", &Value::Null).await, (200, json!([])));

    let listed = post(&sandbox, "/admin/faults", json!({"profile": "dirty+limits"})).await;
    let profiles = sandbox.faults().profiles();
    let count = profiles["dirty"].rules.len() + profiles["limits"].rules.len();
    assert_eq!(listed.as_array().unwrap().len(), count);
    assert_eq!(get(&sandbox, "/admin/profiles").await, json!(profiles));
    for wrong in [
        json!({"profile": "none"}),
        json!({"fault": "explode"}),
        json!({"fault": "cut", "service": "post"}),
        // There would be no way back.
        json!([{"fault": "cut"}, {"fault": "refuse"}]),
    ] {
        let (status, refusal) = admin(&sandbox, "POST", "/admin/faults", &wrong).await;
        assert_eq!((status, refusal["error"].is_string()), (400, true), "{wrong}");
    }
    assert_eq!(sandbox.faults().list().len(), count);
}

#[tokio::test]
async fn limits_are_set_by_service() {
    let sandbox = administered().await;
    let before = get(&sandbox, "/admin/limits").await;
    for service in ["udid", "idcode", "dbhs", "cloudmfg"] {
        let change = json!({"service": service, "per_day": 200});
        let after = post(&sandbox, "/admin/limits", change).await;
        assert_eq!(after[service]["per_day"], 200);
        assert_eq!(after[service]["per_second"], before[service]["per_second"]);
    }
    let change = json!({"service": "udid", "per_second": 0});
    assert_eq!(post(&sandbox, "/admin/limits", change).await["udid"]["per_day"], 200);
    let (status, _) = admin(&sandbox, "POST", "/admin/limits", &json!({"per_day": 1})).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn the_truth_is_what_a_whole_pull_holds() {
    let sandbox = administered().await;
    let token = token(&sandbox).await;
    let mut pulled = Vec::new();
    for number in 1..=5 {
        pulled.extend(keys(&page(&sandbox, &token, number).await));
    }
    let truth = get(&sandbox, "/admin/truth/udid/2026-08-10").await;
    assert_eq!((&truth["total"], &truth["day"]), (&95.into(), &"2026-08-10".into()));
    let rows = truth["records"].as_array().unwrap();
    assert!(rows.iter().map(|row| &row["deviceRecordKey"]).eq(&pulled));
    for (row, index) in rows.iter().zip((0..95).rev()) {
        let day = "2026-08-10".parse().unwrap();
        let device = Catalog::new(1).record(RecordId { day, index }).device;
        assert_eq!(row["ZXXSDYCPBS"], json!(device.primary_di));
        assert_eq!(row["versionNumber"], json!(device.version_number));
    }
    let (status, _) = admin(&sandbox, "GET", "/admin/truth/udid/today", &Value::Null).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn every_request_is_in_the_journal() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let told = lines.clone();
    let sandbox = world_with(|settings| {
        settings.has_admin = true;
        settings.observer =
            Some(Arc::new(move |seen: &JournalEntry| told.lock().unwrap().push(seen.to_string())));
    })
    .await;
    ping(&sandbox).await;
    sandbox.faults().add(FaultRule { times: Some(1), ..FaultRule::new(Fault::Reset) }).unwrap();
    sandbox
        .faults()
        .add(FaultRule { times: Some(1), ..FaultRule::new(Fault::DoubleEncoded) })
        .unwrap();
    ping(&sandbox).await;
    page(&sandbox, "no-such-token", 1).await;
    send(sandbox.address(), "GET", "/nothing?secret=1", "\r\n").await;
    sandbox.faults().add(FaultRule { times: Some(1), ..FaultRule::new(Fault::Close) }).unwrap();
    send(sandbox.address(), "GET", "/", "\r\n").await;

    let expected = [
        "2026-08-10T23:58:00.000+08:00 udid P001 code 1 http 200",
        "2026-08-10T23:58:00.000+08:00 udid P001 code 1 no answer fault reset, double_encoded",
        "2026-08-10T23:58:00.000+08:00 udid D001 code 4 http 200",
        "2026-08-10T23:58:00.000+08:00 GET /nothing http 404",
        "2026-08-10T23:58:00.000+08:00 - no answer fault close",
    ];
    assert_eq!(*lines.lock().unwrap(), expected);
    let journal = get(&sandbox, "/admin/requests").await;
    assert_eq!(journal, json!(sandbox.journal().after(0)));
    assert_eq!(
        journal[1],
        json!({
            "number": 2, "time": "2026-08-10T23:58:00.000+08:00",
            "request": "POST /api/v2/connection/test", "service": "udid", "endpoint": "P001",
            "code": "1", "status": null, "faults": ["reset", "double_encoded"],
        })
    );
    let later = get(&sandbox, "/admin/requests?after=4").await;
    assert_eq!((later.as_array().unwrap().len(), &later[0]["number"]), (1, &5.into()));
    let (status, _) = admin(&sandbox, "GET", "/admin/requests?after=x", &Value::Null).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn the_journal_is_bounded() {
    let sandbox = world().await;
    let request = "POST /api/v2/connection/test HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    let last = request.replace("Host", "Connection: close\r\nHost");
    let all = request.repeat(10_004) + &last;
    let stream = tokio::net::TcpStream::connect(sandbox.address()).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let written = tokio::spawn(async move {
        tokio::io::AsyncWriteExt::write_all(&mut writing, all.as_bytes()).await.unwrap();
        writing
    });
    tokio::io::copy(&mut reading, &mut tokio::io::sink()).await.unwrap();
    written.await.unwrap();
    let kept = sandbox.journal().after(0);
    assert_eq!((kept.len(), kept[0].number, kept[9_999].number), (10_000, 6, 10_005));
}
