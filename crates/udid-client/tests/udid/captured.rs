//! A capture of every interface answers like the service.

use std::sync::Arc;

use recording::{Capture, Replay, SpecRedactor};
use serde_json::json;
use transport::HttpTransport;
use udid_client::types::ENDPOINTS;

use crate::common::World;
use crate::replayed::same_but_for_hidden;

#[tokio::test]
async fn a_capture_answers_like_the_service() {
    let world = World::new().await;
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("captures");
    let http = HttpTransport::builder().build().unwrap();
    let live = Capture::new(http, &folder, SpecRedactor::new(&ENDPOINTS)).unwrap();
    let live = world.client_over(live);
    let page = |number| json!({"requestType": "1", "rangeValue": "2026-08-10", "currentPageNumber": number});
    let record = live.call_named("list_devices", &page(1)).await.unwrap().unwrap();
    let record = &record["dataSet"]["deviceInfo"][0];
    let keys = json!([{"deviceRecordKey": record["deviceRecordKey"]}]);
    let calls = [
        ("test_connection", json!({})),
        ("list_devices", page(1)),
        ("list_devices", page(5)),
        ("get_history", json!({"dataSet": keys, "currentPageNumber": 1})),
        ("get_device", json!({"primaryDeviceId": record["ZXXSDYCPBS"]})),
    ];
    let mut replies = Vec::new();
    for (name, parameters) in &calls {
        let reply = live.call_named(name, parameters).await.unwrap();
        replies.push(reply.unwrap_or_else(|error| panic!("{name}: {error}")));
    }
    let calls_before = world.calls("D001");

    let replay = Replay::open(&folder, SpecRedactor::new(&ENDPOINTS)).unwrap();
    let offline = world.client_over(Arc::new(replay));
    let mut hidden = 0;
    for ((name, parameters), reply) in calls.iter().zip(&replies) {
        let replayed = offline.call_named(name, parameters).await.unwrap();
        let replayed = replayed.unwrap_or_else(|error| panic!("{name}: {error}"));
        hidden += same_but_for_hidden(name, reply, &replayed);
    }
    assert!(hidden > 0, "contacts");
    assert_eq!(world.calls("D001"), calls_before, "nobody was asked");
}
