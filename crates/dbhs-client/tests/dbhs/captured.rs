//! A capture of every interface answers like the service.

use std::sync::Arc;

use dbhs_client::types::ENDPOINTS;
use dbhs_client::{Client, Credentials};
use recording::{Capture, Replay, SpecRedactor};
use sandbox::Sandbox;
use serde_json::json;
use transport::{HttpTransport, Transport};

use crate::replayed::same_but_for_hidden;

fn over(sandbox: &Sandbox, transport: impl Transport + 'static) -> Client {
    let credentials = Credentials::new(sandbox.dbhs_app_key(), sandbox.dbhs_secret_key());
    let builder = Client::builder(sandbox.dbhs_url()).credentials(credentials);
    builder.transport(transport).build().unwrap()
}

#[tokio::test]
async fn a_capture_answers_like_the_service() {
    let sandbox = Sandbox::start().await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("captures");
    let http = HttpTransport::builder().build().unwrap();
    let live = over(&sandbox, Capture::new(http, &folder, SpecRedactor::new(&ENDPOINTS)).unwrap());
    let list = json!({"productName": "注射器"});
    let found = live.call_named("list_products", &list).await.unwrap().unwrap();
    let row = &found["data"]["rows"][0];
    let calls = [
        ("list_products", list),
        ("list_products", json!({"productName": "导管"})),
        ("get_product", json!({"regNumber": row["regNumber"]})),
        ("get_organization", json!({"searchKey": row["manufacture"]})),
        ("get_organization", json!({"searchKey": "no such enterprise"})),
    ];
    let mut replies = Vec::new();
    for (name, parameters) in &calls {
        let reply = live.call_named(name, parameters).await.unwrap();
        replies.push(reply.unwrap_or_else(|error| panic!("{name}: {error}")));
    }
    assert_ne!(replies[0], replies[1]);
    let asked = sandbox.dbhs().calls("product/list");

    let offline =
        over(&sandbox, Arc::new(Replay::open(&folder, SpecRedactor::new(&ENDPOINTS)).unwrap()));
    // In another order than they were captured.
    for ((name, parameters), reply) in calls.iter().zip(&replies).rev() {
        let replayed = offline.call_named(name, parameters).await.unwrap();
        let replayed = replayed.unwrap_or_else(|error| panic!("{name}: {error}"));
        same_but_for_hidden(name, reply, &replayed);
    }
    assert_eq!(sandbox.dbhs().calls("product/list"), asked, "no call was made");
}
