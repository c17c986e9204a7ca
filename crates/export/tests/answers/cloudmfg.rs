//! The four interfaces of a cloud manufacturing platform, with success and failure.

use bytes::Bytes;
use http::Request;
use sandbox::{Sandbox, Settings};
use serde_json::{Value, json};
use transport::{HttpTransport, Transport};

use crate::documented::Documented;

#[tokio::test]
async fn every_interface_and_code_is_as_documented() {
    let documented = Documented::new("cloudmfg/gbt-43960-2024", "");
    let http = HttpTransport::builder().build().unwrap();
    for device_under_data in [false, true] {
        let mut settings = Settings::default();
        settings.cloudmfg.device_under_data = device_under_data;
        let sandbox = Sandbox::builder(settings).start().await.unwrap();
        // The data that the standard prints, and an identifier of our own.
        for (path, data) in [
            (
                "/openapi/device/authenticate",
                json!({"devId": "6565818958", "devSign": "02357.PDF"}),
            ),
            ("/openapi/device/query", json!({"devId": "285863325"})),
            (
                "/openapi/gateway/create",
                json!({"gatewName": "a", "commCode": "70", "commUrl": "MQTT", "iotType": "701"}),
            ),
            ("/openapi/device-identifier/save", json!({"devId": "285863325"})),
        ] {
            for (token, status) in [(sandbox.cloudmfg_access_token(), 200), ("wrong", 100_100)] {
                let body = json!({
                    "userId": sandbox.cloudmfg_user_id(), "access_token": token, "data": data,
                });
                let request = Request::post(format!("{}{path}", sandbox.cloudmfg_url()))
                    .header("content-type", "application/json")
                    .body(Bytes::from(body.to_string()))
                    .unwrap();
                let response = http.send(request.clone()).await.unwrap();
                let answer: Option<Value> = documented.check(&request, &response);
                assert_eq!(answer.unwrap()["status"], status, "{path}");
            }
        }
    }
}
