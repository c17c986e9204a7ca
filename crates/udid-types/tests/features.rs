//! The optional features: dates and JSON Schema.

#![cfg(all(feature = "dates", feature = "schemars"))]

use schemars::generate::SchemaSettings;
use schemars::schema_for;
use serde_json::{Value, json};
use udid_types::{DeviceListRequest, DevicePage, ReturnCode};
use wire::DateText;

const SAMPLE: &str = include_str!("../../../tests/data/udid/2.0.1/samples/D001-success.json");

#[test]
fn dates_are_read_in_every_form_seen() {
    // U20: only CPBSFBRQ has a stated form, the example 2019-09-12.
    for text in ["2019-09-12", "20190912", "2019-09-12 08:00:00", "2019-09-12T08:00:00+08:00"] {
        let date = DateText::from(text).date().expect(text);
        assert_eq!((date.year(), date.month(), date.day()), (2019, 9, 12), "{text}");
    }
    for text in ["", "标识发布时间", "2019-02-30", "2019", "20191", "９９９９-01-01"] {
        assert_eq!(DateText::from(text).date(), None, "{text}");
    }
}

#[test]
fn the_schema_describes_every_key_of_the_printed_sample() {
    let root = schema_for!(DevicePage).to_value();
    let sample: Value = serde_json::from_str(SAMPLE).expect("the sample is JSON");
    assert!(described(&root, &root, &sample) > 60, "a page has more than 60 different keys");
}

/// Walks sample and schema side by side and counts the keys.
fn described(root: &Value, schema: &Value, sample: &Value) -> usize {
    let schema = resolved(root, schema);
    match sample {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| {
                let property = &schema["properties"][key];
                assert!(property["description"].is_string(), "{key} is not described");
                1 + described(root, property, value)
            })
            .sum(),
        Value::Array(list) => {
            assert_eq!(schema["type"], json!(["array", "null"]));
            list.first().map_or(0, |first| described(root, &schema["items"], first))
        }
        _ => 0,
    }
}

/// What a schema refers to, if anything; what may be `null` is a choice of two.
fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let schema = schema["anyOf"].get(0).unwrap_or(schema);
    let pointer = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.map_or(schema, |pointer| root.pointer(pointer).expect("what is referred to"))
}

/// A request is described as it is written, a reply as it may come.
#[test]
fn the_schema_depends_on_the_direction() {
    let written = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let written = written.into_root_schema_for::<DeviceListRequest>().to_value();
    assert_eq!(
        written["required"],
        json!(["accessToken", "requestType", "rangeValue", "currentPageNumber"])
    );
    assert_eq!(written["properties"]["rangeValue"]["type"], "string");
    let read = schema_for!(DeviceListRequest).to_value();
    assert_eq!(read.get("required"), None);
    assert_eq!(read["properties"]["rangeValue"]["type"], json!(["string", "number", "null"]));
}

#[test]
fn the_schema_of_an_enum_lists_its_values() {
    let schema = schema_for!(ReturnCode).to_value();
    assert_eq!(schema["examples"].as_array().map(Vec::len), Some(12));
}
