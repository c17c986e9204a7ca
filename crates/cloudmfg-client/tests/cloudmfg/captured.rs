//! A capture of every interface answers like the platform.

use std::sync::Arc;

use cloudmfg_client::types::ENDPOINTS;
use cloudmfg_client::{Client, Credentials};
use recording::{Capture, Replay, SpecRedactor};
use sandbox::Sandbox;
use serde_json::json;
use transport::{HttpTransport, Transport};

use crate::replayed::same_but_for_hidden;

fn over(sandbox: &Sandbox, transport: impl Transport + 'static) -> Client {
    let credentials = Credentials::new(sandbox.cloudmfg_user_id(), sandbox.cloudmfg_access_token());
    let builder = Client::builder(sandbox.cloudmfg_url()).credentials(credentials);
    builder.transport(transport).build().unwrap()
}

#[tokio::test]
async fn a_capture_answers_like_the_platform() {
    let sandbox = Sandbox::start().await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("captures");
    let http = HttpTransport::builder().build().unwrap();
    let live = over(&sandbox, Capture::new(http, &folder, SpecRedactor::new(&ENDPOINTS)).unwrap());
    let calls = [
        ("authenticate_device", json!({"devId": "6565818958", "devSign": "02357.PDF"})),
        ("query_device", json!({"devId": "285863325"})),
        ("query_device", json!({"devId": "6565818958"})),
        (
            "create_gateway",
            json!({"gatewName": "n", "commCode": "70", "commUrl": "MQTT", "iotType": "701"}),
        ),
        ("save_device_identifier", json!({"devId": "285863325", "identifier": "MA.156.0001"})),
    ];
    let mut replies = Vec::new();
    for (name, parameters) in &calls {
        let reply = live.call_named(name, parameters).await.unwrap();
        replies.push(reply.unwrap_or_else(|error| panic!("{name}: {error}")));
    }
    assert_ne!(replies[1], replies[2]);

    let offline =
        over(&sandbox, Arc::new(Replay::open(&folder, SpecRedactor::new(&ENDPOINTS)).unwrap()));
    // In another order than they were captured.
    for ((name, parameters), reply) in calls.iter().zip(&replies).rev() {
        let replayed = offline.call_named(name, parameters).await.unwrap();
        let replayed = replayed.unwrap_or_else(|error| panic!("{name}: {error}"));
        same_but_for_hidden(name, reply, &replayed);
    }
    assert_eq!(sandbox.cloudmfg().gateways().len(), 1, "no call was made");
}
