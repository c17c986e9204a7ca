//! Against the sandbox, over HTTP.

use cloudmfg_client::types::{
    AuthenticateDeviceRequest, CreateGatewayRequest, QueryDeviceRequest,
    SaveDeviceIdentifierRequest, Status,
};
use cloudmfg_client::{Client, Credentials, Error};
use sandbox::{Sandbox, Settings};
use serde_json::json;

fn client(sandbox: &Sandbox, token: &str) -> Client {
    let credentials = Credentials::new(sandbox.cloudmfg_user_id(), token);
    Client::builder(sandbox.cloudmfg_url()).credentials(credentials).build().unwrap()
}

/// All four calls, with the printed device.
async fn all(client: &Client) -> [Result<(), Error>; 4] {
    let identifier = json!({"devId": "285863325", "identifier": "MA.156.0001"});
    let identifier = SaveDeviceIdentifierRequest::from(identifier.as_object().unwrap().clone());
    let authenticate = AuthenticateDeviceRequest::new("6565818958", "02357.PDF");
    let gateway = CreateGatewayRequest::new()
        .with_name("数据采集网关")
        .with_communication_code("70")
        .with_communication_url("MQTT")
        .with_iot_type("701");
    [
        client.authenticate_device(&authenticate).await.map(drop),
        client.query_device(&QueryDeviceRequest::new("285863325")).await.map(drop),
        client.create_gateway(&gateway).await.map(drop),
        client.save_device_identifier(&identifier).await.map(drop),
    ]
}

#[tokio::test]
async fn all_four_interfaces_work() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, sandbox.cloudmfg_access_token());
    for outcome in all(&client).await {
        outcome.unwrap();
    }
    let gateways = sandbox.cloudmfg().gateways();
    assert_eq!(
        gateways,
        [CreateGatewayRequest::new()
            .with_name("数据采集网关")
            .with_communication_code("70")
            .with_communication_url("MQTT")
            .with_iot_type("701")]
    );
    let saved = sandbox.cloudmfg().identifier("285863325").unwrap();
    assert_eq!(saved["identifier"], "MA.156.0001");
}

/// As the standard prints it, and where other platforms may put it (decision G6).
#[tokio::test]
async fn the_printed_device_is_found_in_both_places() {
    for device_under_data in [false, true] {
        let mut settings = Settings::default();
        settings.cloudmfg.device_under_data = device_under_data;
        let sandbox = Sandbox::builder(settings).start().await.unwrap();
        let client = client(&sandbox, sandbox.cloudmfg_access_token());
        let reply = client.query_device(&QueryDeviceRequest::new("285863325")).await.unwrap();
        assert_eq!(reply.data.is_some(), device_under_data);
        let device = reply.device();
        assert_eq!(device.name.as_deref(), Some("华数机器人"));
        assert_eq!(device.group.as_deref(), Some(" 1#产线"));
        assert_eq!(device.address.as_deref(), Some("中国北京市石景山区航天云网大厦"));
    }
}

#[tokio::test]
async fn failures_are_status_100100() {
    let sandbox = Sandbox::start().await.unwrap();
    let refused = all(&client(&sandbox, "another token")).await;
    let good = client(&sandbox, sandbox.cloudmfg_access_token());
    let forged = AuthenticateDeviceRequest::new("6565818958", "0.PDF");
    let forged = good.authenticate_device(&forged).await.map(drop);
    let unknown = good.query_device(&QueryDeviceRequest::new("1")).await.map(drop);
    for outcome in refused.into_iter().chain([forged, unknown]) {
        let error = outcome.unwrap_err();
        let Error::Service(said) = &error else { panic!("{error}") };
        assert_eq!(said.code, Some(Status::Error), "{error}");
    }
}
