//! Answers in other shapes, cut, too large and too late.

use std::time::Duration;

use sandbox::Fault;
use transport::{HttpTransport, TransportError};
use udid_client::{Client, Credentials, Error};

use crate::common::records::newest;
use crate::common::transports::Canned;
use crate::common::{RECORDS, World, day, detail, history};

#[tokio::test]
async fn other_shapes_are_read_as_the_same() {
    for fault in [Fault::DoubleEncoded, Fault::LowerCaseKeys, Fault::Oversized { bytes: 1 << 20 }] {
        let world = World::new().await;
        let client = world.client();
        for endpoint in ["P001", "P002", "D001", "D002", "D003"] {
            world.sandbox.udid().inject(endpoint, fault.clone(), 1);
        }
        let records = newest(day(), RECORDS, 20);
        let di = records[0].device.primary_di.as_deref().unwrap();

        client.test_connection().await.unwrap();
        let page = client.list_devices(&day().page(1)).await.unwrap();
        assert_eq!(page.data_set.unwrap().into_records().records, records, "{fault:?}");
        client.get_history(&history(&["no-such-key"], 1)).await.unwrap_err();
        assert_eq!(client.find_device(di).await.unwrap().as_ref(), Some(&records[0]), "{fault:?}");
        assert_eq!(world.calls("P002"), 1, "{fault:?}");
    }
}

fn transport_error(error: Error) -> (&'static str, TransportError) {
    match error {
        Error::Transport { endpoint, source } => (endpoint, source),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_answer_over_the_limit_is_an_error() {
    let world = World::new().await;
    let limited = HttpTransport::builder().no_proxy().max_response_bytes(50_000).build().unwrap();
    let client = world.client_over(limited);
    client
        .get_device(&detail(&newest(day(), RECORDS, 1)[0].device.primary_di.clone().unwrap()))
        .await
        .unwrap();

    world.sandbox.udid().inject("D003", Fault::Oversized { bytes: 50_001 }, 1);
    let (endpoint, error) =
        transport_error(client.get_device(&detail("06900000000000")).await.unwrap_err());
    assert_eq!(endpoint, "D003");
    assert!(matches!(error, TransportError::TooLarge { limit: 50_000, .. }), "{error:?}");
}

#[tokio::test]
async fn a_cut_answer_is_an_error() {
    let world = World::new().await;
    let client = world.client();
    world.sandbox.udid().inject("D001", Fault::Cut, 1);
    let error = client.list_devices(&day().page(1)).await.unwrap_err();
    assert!(
        error.to_string().starts_with("D001: the exchange with 127.0.0.1 broke off"),
        "{error}"
    );
    let (_, error) = transport_error(error);
    assert!(matches!(error, TransportError::Interrupted { .. }), "{error:?}");
    client.list_devices(&day().page(1)).await.unwrap();
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_an_error() {
    let world = World::new().await;
    // Long enough for an answer on a machine with other work.
    let hasty =
        HttpTransport::builder().no_proxy().timeout(Duration::from_secs(3)).build().unwrap();
    let client = world.client_over(hasty);
    client.get_token().await.unwrap();
    world.sandbox.udid().inject("D001", Fault::Slow(Duration::from_secs(60)), 1);
    let (endpoint, error) = transport_error(client.list_devices(&day().page(1)).await.unwrap_err());
    assert_eq!(endpoint, "D001");
    assert!(matches!(error, TransportError::Timeout { connecting: false, .. }), "{error:?}");
    client.list_devices(&day().page(1)).await.unwrap();
}

#[tokio::test]
async fn a_service_that_is_gone_is_an_error() {
    let World { sandbox, .. } = World::new().await;
    let client = Client::builder(sandbox.udid_url()).build().unwrap();
    client.test_connection().await.unwrap();
    let address = sandbox.address();
    drop(sandbox);
    while tokio::net::TcpStream::connect(address).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let (_, error) = transport_error(client.test_connection().await.unwrap_err());
    assert!(matches!(error, TransportError::Connect { .. }), "{error:?}");
}

/// What the client makes of this answer to a listing.
async fn answered(body: &'static str) -> Error {
    let canned = Canned(move |path: &str, _| match path {
        "/token/get" => r#"{"returnCode": "1", "accessToken": "t"}"#.to_owned(),
        _ => body.to_owned(),
    });
    let credentials = Credentials::new("app", "secret", "code");
    let client = Client::builder("https://udid.invalid").credentials(credentials);
    client.transport(canned).build().unwrap().list_devices(&day().page(1)).await.unwrap_err()
}

#[tokio::test]
async fn a_wrong_shape_is_named_by_its_path_without_its_value() {
    for (body, expected) in [
        (r#"{"returnCode": 1, "dataSet": {"deviceInfo": ["value"]}}"#, ".dataSet.deviceInfo[0]"),
        (r#"{"returnCode": 1, "dataSet": {"deviceInfo": "value"}}"#, ".dataSet.deviceInfo"),
        (r#"{"returnCode": 1, "dataSet": "value"}"#, ".dataSet"),
        (r#"{"returnCode": {"value": "value"}}"#, ".returnCode"),
        (
            r#"{"dataSet": {"deviceInfo": [{}, {"contactList": [{}, "value"]}]}}"#,
            ".dataSet.deviceInfo[1].contactList[1]",
        ),
    ] {
        let error = answered(body).await;
        let Error::Decode { endpoint, path, reason } = &error else { panic!("{body}: {error}") };
        assert_eq!((*endpoint, path.as_str()), ("D001", expected), "{body}");
        assert!(!reason.is_empty(), "{body}");
        assert!(!format!("{error} {error:?}").contains("value\""), "{error:?}");
        assert!(!reason.contains("value"), "{reason}");
    }
}

#[tokio::test]
async fn what_is_no_json_shows_its_length_only() {
    for body in
        ["", "returnCode=1", r#"{"returnCode": 1, "dataSet": {"deviceInfo": [{"CPMCTYMC": "v"#]
    {
        let error = answered(body).await;
        let Error::NotJson { endpoint, excerpt, .. } = &error else { panic!("{body}: {error}") };
        assert_eq!(*endpoint, "D001");
        assert_eq!(*excerpt, format!("{} bytes", body.len()));
    }
}

#[tokio::test]
async fn success_without_a_token_is_an_error() {
    let canned = Canned(|_: &str, _| r#"{"returnCode": 1, "accessToken": " "}"#.to_owned());
    let client = World::new().await.builder_at("https://udid.invalid".to_owned());
    let client = client.transport(canned).build().unwrap();
    let error = client.list_devices(&day().page(1)).await.unwrap_err();
    let Error::Decode { endpoint, path, .. } = error else { panic!("{error}") };
    assert_eq!((endpoint, path.as_str()), ("P002", ".accessToken"));
}
