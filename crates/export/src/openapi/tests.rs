//! The document of a protocol that no exported one is like: shared paths, statuses for return codes.

use serde_json::{Value, json};

use super::document;
use crate::samples::Samples;

const PLATFORM: &str = include_str!("../../../../examples/provincial-platform/platform.yaml");

fn platform() -> Value {
    let spec = spec::load("platform.yaml", PLATFORM).expect("a spec");
    serde_json::to_value(document(&spec, &Samples::default(), "platform.yaml")).expect("JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn endpoints_of_one_path_are_operations_of_it() {
    let paths = &platform()["paths"];
    assert_eq!(keys(paths), ["/deliveries/{deliveryNo}", "/token"]);
    let delivery = &paths["/deliveries/{deliveryNo}"];
    assert_eq!(keys(delivery), ["delete", "get", "put"]);
    assert_eq!(delivery["delete"]["operationId"], "cancel_delivery");
}

#[test]
fn parameters_are_where_the_client_puts_them() {
    let document = platform();
    let operations = &document["paths"]["/deliveries/{deliveryNo}"];
    for (method, expected) in [
        ("put", json!(["path deliveryNo"])),
        ("get", json!(["path deliveryNo", "query fields"])),
        ("delete", json!(["path deliveryNo"])),
    ] {
        let parameters = operations[method]["parameters"].as_array().expect("parameters");
        let placed = parameters.iter().map(|parameter| {
            let text = |key: &str| parameter[key].as_str().expect("a text");
            format!("{} {}", text("in"), text("name"))
        });
        assert_eq!(placed.collect::<Value>(), expected, "{method}");
        assert_eq!(operations[method].get("requestBody").is_some(), method == "put", "{method}");
    }
    let body = &document["components"]["schemas"]["ReportDeliveryRequest"];
    assert_eq!(keys(&body["properties"]), ["quantity", "urgent"]);
    assert!(document["components"]["schemas"].get("CancelDeliveryRequest").is_none());
}

#[test]
fn each_status_is_a_response() {
    let document = platform();
    let operations = &document["paths"]["/deliveries/{deliveryNo}"];
    assert_eq!(keys(&operations["get"]["responses"]), ["200", "401", "404", "default"]);
    assert_eq!(keys(&operations["delete"]["responses"]), ["204", "401", "404", "default"]);
    let missing = &operations["get"]["responses"]["404"];
    assert_eq!(missing["description"], "There is no such delivery 无此配送单");
}
