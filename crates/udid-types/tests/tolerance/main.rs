//! What real services send, and what the models make of it: one table for each tolerance.

mod bodies;
mod digits;
mod empty;
mod errors;
mod every_model;
mod keys;
mod scalars;
mod secrets;
mod unknown;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use udid_types::{Device, DevicePage};

/// Decodes what must decode.
#[track_caller]
fn decode<M: DeserializeOwned>(json: &str) -> M {
    wire::from_slice(json.as_bytes()).unwrap_or_else(|error| panic!("{error} in {json}"))
}

/// What goes back on the wire, as it stands there.
fn encode(model: &impl Serialize) -> String {
    serde_json::to_string(model).expect("a model is JSON")
}

/// The device of a page with one device, which has the given fields.
#[track_caller]
fn device(fields: &str) -> Device {
    let page: DevicePage = decode(&format!(r#"{{"dataSet": {{"deviceInfo": [{{{fields}}}]}}}}"#));
    let mut devices = page.data_set.expect("the lists").devices;
    assert_eq!(devices.len(), 1);
    devices.remove(0)
}

/// An object with one key.
fn object(key: &str, value: &Value) -> String {
    format!("{{{}:{value}}}", Value::from(key))
}
