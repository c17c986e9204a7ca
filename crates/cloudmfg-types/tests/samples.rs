//! Every example of the fragment decodes into its model, leaf by leaf, and comes back.

use test_support::leaves;
use test_support::workspace;

use std::fmt::Debug;
use std::fs;

use cloudmfg_types::{
    Acknowledgement, AuthenticateDeviceRequest, CreateGatewayRequest, DeviceReply,
    QueryDeviceRequest, Status,
};
use leaves::{holds_unknown_fields, leaves};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wire::Model;
use workspace::{read, workspace};

const FOLDER: &str = "tests/data/cloudmfg/43960-2024/samples";

/// Printed without the comma behind `msg` (G3).
const NO_JSON: &str = "A.2.5.2-success.txt";

fn sample(file: &str) -> Value {
    let mut text = read(&format!("{FOLDER}/{file}"));
    if file == NO_JSON {
        assert!(serde_json::from_str::<Value>(&text).is_err(), "{text}");
        text = text.replacen("\" success\"\n", "\" success\",\n", 1);
    }
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn decode<M: DeserializeOwned>(value: &Value) -> M {
    let text = value.to_string();
    wire::from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// Decodes an example, compares and gives the model back.
#[track_caller]
fn check<M: Model + Debug + PartialEq + Serialize + DeserializeOwned>(sample: &Value) -> M {
    let model: M = decode(sample);
    assert!(!holds_unknown_fields(&model), "{model:?}");
    let written = serde_json::to_value(&model).expect("a model is JSON");
    assert_eq!(leaves(&written), leaves(sample));
    assert_eq!(written, *sample);
    assert_eq!(decode::<M>(&written), model);
    model
}

#[test]
fn each_example_decodes_and_comes_back() {
    let mut files = Vec::new();
    for file in fs::read_dir(workspace(FOLDER)).expect("the examples") {
        let file = file.expect("an example").file_name().to_string_lossy().into_owned();
        let sample = sample(&file);
        match file.as_str() {
            "A.2.4.1-request.json" => drop(check::<AuthenticateDeviceRequest>(&sample["data"])),
            "A.2.5.1-request.json" => drop(check::<QueryDeviceRequest>(&sample["data"])),
            "A.2.6.1-request.json" => drop(check::<CreateGatewayRequest>(&sample["data"])),
            NO_JSON | "A.2.5.2-failure.json" => drop(check::<DeviceReply>(&sample)),
            "A.2.3-failure.json"
            | "A.2.4.2-success.json"
            | "A.2.4.2-failure.json"
            | "A.2.6.2-success.json"
            | "A.2.6.2-failure.json" => {
                drop(check::<Acknowledgement>(&sample));
            }
            _ => panic!("no model is known for {file}"),
        }
        files.push(file);
    }
    assert_eq!(files.len(), 10, "{files:?}");
}

#[test]
fn the_examples_have_so_many_leaves() {
    // The keys of the requests without `data` around them; status and text; status, text, device.
    for (file, count) in [
        ("A.2.4.1-request.json", 4),
        ("A.2.5.1-request.json", 3),
        ("A.2.6.1-request.json", 6),
        ("A.2.4.2-success.json", 2),
        (NO_JSON, 5),
        ("A.2.3-failure.json", 2),
    ] {
        assert_eq!(leaves(&sample(file)).len(), count, "{file}");
    }
}

#[test]
fn named_fields_hold_what_is_printed_for_them() {
    let request: AuthenticateDeviceRequest = check(&sample("A.2.4.1-request.json")["data"]);
    assert_eq!(request.device_id.as_deref(), Some("6565818958"));
    assert_eq!(request.device_signature.as_deref(), Some("02357.PDF"));
    let gateway: CreateGatewayRequest = check(&sample("A.2.6.1-request.json")["data"]);
    assert_eq!(gateway.name.as_deref(), Some("数据采集网关"));
    assert_eq!(gateway.communication_code.as_deref(), Some("70"));
    assert_eq!(gateway.communication_url.as_deref(), Some("MQTT"));
    assert_eq!(gateway.iot_type.as_deref(), Some("701"));

    let reply: DeviceReply = check(&sample(NO_JSON));
    assert_eq!(reply.status, Some(Status::Success));
    assert_eq!(reply.message.as_deref(), Some(" success"), "values stay as sent (G3)");
    let device = reply.device();
    assert_eq!(device.name.as_deref(), Some("华数机器人"));
    assert_eq!(device.group.as_deref(), Some(" 1#产线"));
    assert_eq!(device.address.as_deref(), Some("中国北京市石景山区航天云网大厦"));
}

/// G2, G9.
#[test]
fn every_failure_is_the_same() {
    let files = ["A.2.3", "A.2.4.2", "A.2.5.2", "A.2.6.2"];
    for file in files.map(|section| format!("{section}-failure.json")) {
        let failure: Acknowledgement = check(&sample(&file));
        assert_eq!(failure.status, Some(Status::Error), "{file}");
        assert_eq!(failure.message.as_deref(), Some("Error"), "{file}");
    }
}

#[test]
fn an_unknown_field_would_be_seen() {
    let mut reply = sample(NO_JSON);
    reply["new"] = json!(1);
    assert!(holds_unknown_fields(&decode::<DeviceReply>(&reply)));
    let mut request = sample("A.2.6.1-request.json")["data"].clone();
    request["new"] = json!(1);
    assert!(holds_unknown_fields(&decode::<CreateGatewayRequest>(&request)));
}
