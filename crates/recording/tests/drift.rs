//! What answers have that their documents do not know, planted one by one.

use std::time::{Duration, Instant};

use recording::{Change, Drift, Shape, drift, endpoint_at};
use serde_json::{Value, json};
use udid_types::{ENDPOINTS, ReturnCode};
use wire::OpenEnum;

fn found(answer: &Value) -> Vec<Drift> {
    let endpoint = endpoint_at(&ENDPOINTS, "POST", "/api/v2/sharing/get").unwrap();
    drift(endpoint, ReturnCode::INFO, answer)
}

fn device(extra: Value) -> Value {
    let mut device = json!({ "deviceRecordKey": "k", "cpms": "text", "sfybtzjbs": "1" });
    let Value::Object(extra) = extra else { unreachable!() };
    device.as_object_mut().unwrap().extend(extra);
    json!({ "returnCode": 1, "dataSet": { "deviceInfo": [device.clone(), device] } })
}

#[test]
fn what_the_document_knows_is_no_drift() {
    for answer in [
        device(json!({})),
        json!({ "RETURNCODE": "1", "dataSet": null }),
        json!({ "returnCode": "1", "dataSet": "" }),
        json!({ "returnCode": "1", "dataSet": { "deviceInfo": [] } }),
        json!({ "returnCode": "1", "dataSet": "{\"deviceInfo\":{\"deviceRecordKey\":1}}" }),
        json!({ "returnCode": "1", "dataSet": [] }),
    ] {
        assert_eq!(found(&answer), [], "{answer}");
    }
}

#[test]
fn each_planted_difference_is_found_once() {
    let device_path = ".dataSet.deviceInfo[]";
    for (answer, path, change) in [
        (
            device(json!({ "neuesFeld": "x" })),
            format!("{device_path}.neuesFeld"),
            Change::UnknownField {
                model: "Device",
                key: "neuesFeld".to_owned(),
                found: Shape::Text,
            },
        ),
        (
            device(json!({ "neu": [{}] })),
            format!("{device_path}.neu"),
            Change::UnknownField {
                model: "Device",
                key: "neu".to_owned(),
                found: Shape::ObjectList,
            },
        ),
        (
            json!({ "returnCode": 77 }),
            ".returnCode".to_owned(),
            Change::UnlistedValue { list: "ReturnCode", value: "77".to_owned() },
        ),
        (
            device(json!({ "deviceRecordKey": { "id": 1 } })),
            format!("{device_path}.deviceRecordKey"),
            Change::ChangedType { model: "Device", expected: "a text", found: Shape::Object },
        ),
        (
            json!({ "returnCode": 1, "dataSet": 5 }),
            ".dataSet".to_owned(),
            Change::ChangedType { model: "DataSet", expected: "an object", found: Shape::Number },
        ),
        (
            json!({ "returnMsg": "OK", "returnCode": null }),
            ".returnCode".to_owned(),
            Change::MissingCode { model: "DevicePage", key: "returnCode" },
        ),
        (
            json!([1]),
            ".".to_owned(),
            Change::ChangedType { model: "DevicePage", expected: "an object", found: Shape::List },
        ),
    ] {
        assert_eq!(found(&answer), [Drift { path, change }], "{answer}");
    }
}

#[test]
fn the_lines_for_the_spec_say_what_is_known() {
    let yaml = |answer: Value| found(&answer)[0].yaml();
    assert_eq!(
        yaml(device(json!({ "neuesFeld": "x" }))),
        "# fields of Device\n- wire: \"neuesFeld\"\n  name: neues_feld\n  en: \"…\"\n  zh: \"…\"\n  \
         type: text\n  source: observed\n"
    );
    assert!(yaml(device(json!({ "neu-teil": [{}] }))).contains("  type: list<NeuTeil>\n"));
    assert!(yaml(device(json!({ "9a": {} }))).contains("  name: field_9a\n"));
    assert_eq!(
        yaml(json!({ "returnCode": 77 })),
        "# values of ReturnCode\n- wire: \"77\"\n  name: Value77\n  en: \"…\"\n  zh: \"…\"\n  \
         source: observed\n"
    );
    assert_eq!(
        yaml(device(json!({ "deviceRecordKey": { "id": 1 } }))),
        "# \"deviceRecordKey\" in Device: a text so far\n  type: DeviceRecordKey\n"
    );
    assert_eq!(yaml(json!({})), "# DevicePage: a response without returnCode\n");
}

/// Each difference against those before it would take minutes.
#[test]
fn a_great_many_differences_take_no_longer_than_they_must() {
    let fields: serde_json::Map<_, _> =
        (0..50_000).map(|number| (format!("neu{number}"), json!(1))).collect();
    let start = Instant::now();
    assert_eq!(found(&device(Value::Object(fields))).len(), 50_000, "twice each, counted once");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
