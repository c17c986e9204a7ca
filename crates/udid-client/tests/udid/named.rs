//! Calls by name, with parameters and replies as JSON.

use serde_json::{Value, json};
use udid_client::Error;
use udid_client::types::ENDPOINTS;

use crate::common::records::{key, newest};
use crate::common::{RECORDS, World, day, detail, history};

#[tokio::test]
async fn every_endpoint_has_a_name_and_gives_what_the_typed_call_gives() {
    let world = World::new().await;
    let client = world.client();
    let record = &newest(day(), RECORDS, 1)[0];
    let di = record.device.primary_di.as_deref().unwrap();
    let typed = [
        json!(client.test_connection().await.unwrap()),
        json!(client.get_token().await.unwrap()),
        json!(client.list_devices(&day().page(2)).await.unwrap()),
        json!(client.get_history(&history(&[key(record)], 1)).await.unwrap()),
        json!(client.get_device(&detail(di)).await.unwrap()),
    ];
    let parameters = [
        json!({}),
        json!({}),
        json!({"requestType": "1", "rangeValue": "2026-08-10", "currentPageNumber": "2"}),
        json!({"dataSet": [{"deviceRecordKey": key(record)}], "currentPageNumber": 1}),
        json!({"primaryDeviceId": di}),
    ];
    for ((endpoint, parameters), expected) in ENDPOINTS.iter().zip(parameters).zip(typed) {
        let reply = client.call_named(endpoint.name, &parameters).await.unwrap().unwrap();
        let without_counts = |mut reply: Value| {
            // The second token is the first with code 9, and calls are counted.
            let object = reply.as_object_mut().unwrap();
            let changing = ["returnCode", "returnMsg", "expiresIn", "todayRemainVisitCount"];
            for key in changing {
                object.remove(key);
            }
            reply
        };
        assert_eq!(without_counts(reply), without_counts(expected), "{}", endpoint.id);
    }
    assert!(client.call_named("D001", &json!({})).await.is_none());
}

#[tokio::test]
async fn the_client_fills_in_what_is_its_own() {
    let world = World::new().await;
    let parameters = json!({
        "accessToken": "another", "requestType": 1, "rangeValue": "2026-08-10",
        "currentPageNumber": 1,
    });
    let client = world.client();
    client.call_named("list_devices", &parameters).await.unwrap().unwrap();
    let another = json!({"appId": "another", "appSecret": "another"});
    client.call_named("get_token", &another).await.unwrap().unwrap();
}

#[tokio::test]
async fn parameters_that_an_endpoint_does_not_have_are_not_sent() {
    let world = World::new().await;
    let client = world.client();
    for endpoint in &ENDPOINTS {
        let unknown = json!({"page": 1});
        let error = client.call_named(endpoint.name, &unknown).await.unwrap().unwrap_err();
        let begin = format!("not sent: {}: there is no parameter \"page\"", endpoint.id);
        assert!(matches!(error, Error::Parameters { .. }), "{error}");
        assert!(error.to_string().starts_with(&begin), "{error}");
        assert_eq!(world.calls(endpoint.id), 0);
    }
}
