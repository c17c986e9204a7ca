//! Calls that fail on the way: look-ups are made again, and nothing is created or saved twice.

use std::sync::Arc;

use auth::ManualClock;
use cloudmfg_client::types::{CreateGatewayRequest, QueryDeviceRequest};
use cloudmfg_client::{Client, Credentials};
use jiff::Timestamp;
use sandbox::{Fault, Sandbox};

use crate::jumping::Jumping;

async fn world() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.unwrap();
    let credentials = Credentials::new(sandbox.cloudmfg_user_id(), sandbox.cloudmfg_access_token());
    let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
    let builder = Client::builder(sandbox.cloudmfg_url()).credentials(credentials);
    let client = builder.timing(Jumping::new(&clock)).build().unwrap();
    (sandbox, client)
}

fn gateway() -> CreateGatewayRequest {
    CreateGatewayRequest::new()
        .with_name("数据采集网关")
        .with_communication_code("70")
        .with_communication_url("MQTT")
        .with_iot_type("701")
}

#[tokio::test]
async fn look_ups_survive_faults() {
    for fault in [Fault::Html { status: 502 }, Fault::Html { status: 200 }, Fault::Cut] {
        let (sandbox, client) = world().await;
        sandbox.cloudmfg().inject("A.2.5", fault.clone(), 2);
        client.query_device(&QueryDeviceRequest::new("285863325")).await.unwrap();
        assert_eq!(sandbox.cloudmfg().calls("A.2.5"), 3, "{fault:?}");
        assert_eq!(client.counts().retries, 2);
    }
}

/// The answer was lost, but the gateway is there.
#[tokio::test]
async fn what_was_sent_is_not_created_twice() {
    for fault in [Fault::Html { status: 502 }, Fault::Html { status: 200 }, Fault::Cut] {
        let (sandbox, client) = world().await;
        sandbox.cloudmfg().inject("A.2.6", fault.clone(), 1);
        let error = client.create_gateway(&gateway()).await.unwrap_err();
        assert!(error.may_have_arrived(), "{error}");
        assert_eq!(sandbox.cloudmfg().calls("A.2.6"), 1, "{fault:?}");
    }
}

/// A service that sends `Retry-After` has not processed the call.
#[tokio::test]
async fn what_was_turned_away_is_created_later() {
    let (sandbox, client) = world().await;
    let fault = Fault::Unavailable { status: 503, retry_after: Some(5) };
    sandbox.cloudmfg().inject("A.2.6", fault, 1);
    client.create_gateway(&gateway()).await.unwrap();
    assert_eq!(sandbox.cloudmfg().calls("A.2.6"), 2);
    assert_eq!(sandbox.cloudmfg().gateways().len(), 1, "turned away the first time");
}
