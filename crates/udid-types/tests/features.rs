//! The optional features: dates and JSON Schema.

#![cfg(all(feature = "dates", feature = "schemars"))]

use schemars::schema_for;
use serde_json::Value;
use udid_types::{DevicePage, ReturnCode};
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
    let schema = schema_for!(DevicePage).to_value();
    let sample: Value = serde_json::from_str(SAMPLE).expect("the sample is JSON");
    assert!(described(&schema, &sample) > 60, "a page has more than 60 different keys");
}

/// Walks sample and schema side by side and counts the keys.
fn described(schema: &Value, sample: &Value) -> usize {
    match sample {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| {
                let property = &schema["properties"][key];
                assert!(property["description"].is_string(), "{key} is not described");
                1 + described(property, value)
            })
            .sum(),
        Value::Array(list) => {
            assert_eq!(schema["type"], "array");
            list.first().map_or(0, |first| described(&schema["items"], first))
        }
        _ => 0,
    }
}

#[test]
fn the_schema_of_an_enum_lists_its_values() {
    let schema = schema_for!(ReturnCode).to_value();
    assert_eq!(schema["examples"].as_array().map(Vec::len), Some(12));
}
