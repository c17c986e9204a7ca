//! Keys: in any case, under the names that real services use, and twice.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::json;
use udid_types::{Device, DevicePage, ProductKind, UsageKind};
use wire::{FieldRef, Model};

use crate::every_model::{for_every_model, full, value};
use crate::{decode, device, encode, object};

const CASES: [fn(&str) -> String; 4] =
    [|key| key.to_lowercase(), |key| key.to_uppercase(), |key| mixed(key, 0), |key| mixed(key, 1)];

fn mixed(key: &str, upper: usize) -> String {
    let letters = key.char_indices().map(|(at, letter)| {
        if at % 2 == upper { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
    });
    letters.collect()
}

/// Every key, and every alias, alone and in any case, with the keys below it.
fn check_keys<M: Model + PartialEq + Debug + DeserializeOwned>() {
    for (index, field) in M::INFO.fields.iter().enumerate() {
        let expected: M = decode(&object(field.wire, &value(field, &str::to_owned)));
        let is_there = !matches!(Model::get(&expected, index), FieldRef::Absent);
        assert!(is_there && expected.unknown_fields().is_empty(), "{expected:?}");
        for key in [field.wire].iter().chain(field.aliases) {
            for case in CASES {
                let json = object(&case(key), &value(field, &case));
                assert_eq!(decode::<M>(&json), expected, "{json}");
            }
        }
    }
}

#[test]
fn every_key_of_every_model_is_read_in_any_case() {
    for_every_model!(check_keys);
}

#[test]
fn a_whole_page_is_read_in_any_case() {
    let page = |case: fn(&str) -> String| {
        decode::<DevicePage>(&full(<DevicePage as Model>::INFO, &case).to_string())
    };
    let expected = page(str::to_owned);
    assert_eq!(expected.data_set.as_ref().map(|data| data.devices[1].contacts.len()), Some(2));
    for case in CASES {
        assert_eq!(page(case), expected);
    }
}

#[test]
fn renamed_keys_are_read_and_written_as_documented() {
    type Get = fn(&Device) -> Option<&str>;
    let product_kind: Get = |device| device.product_kind.as_ref().map(ProductKind::as_str);
    let usage_kind: Get = |device| device.usage_kind.as_ref().map(UsageKind::as_str);
    let version_status: Get = |device| device.version_status.as_deref();
    for (key, documented, get) in [
        ("qxlb", "CPLX", product_kind),
        ("QXLB", "CPLX", product_kind),
        ("cplb", "HCHZSB", usage_kind),
        ("CPLB", "HCHZSB", usage_kind),
        ("versionStauts", "versionStatus", version_status),
        ("VERSIONSTAUTS", "versionStatus", version_status),
    ] {
        let device = device(&format!(r#""{key}": "1""#));
        assert_eq!(get(&device), Some("1"), "{key}");
        assert_eq!(encode(&device), format!(r#"{{"{documented}":"1"}}"#));
    }
}

#[test]
fn a_repeated_key_counts_once_and_is_kept() {
    // What is sent, what counts, and what goes back.
    for (fields, counts, written) in [
        (r#""GGXH": "a", "ggxh": "b""#, "a", r#"{"GGXH":"a","GGXH":"b"}"#),
        (r#""ggxh": "a", "GGXH": "b", "Ggxh": 3"#, "a", r#"{"GGXH":"a","GGXH":"b","GGXH":3}"#),
        (r#""ggxh": null, "GGXH": "b""#, "b", r#"{"GGXH":"b"}"#),
        (r#""GGXH": "a", "ggxh": null"#, "a", r#"{"GGXH":"a"}"#),
        (r#""GGXH": "a", "ggxh": {"b": 1}"#, "a", r#"{"GGXH":"a","GGXH":{"b":1}}"#),
    ] {
        let device = device(fields);
        assert_eq!(device.model.as_deref(), Some(counts), "{fields}");
        assert_eq!(encode(&device), written, "{fields}");
        assert_eq!(decode::<Device>(written), device, "what goes back is read alike");
    }
    let both = device(r#""CPLX": "1", "qxlb": "2""#);
    assert_eq!(both.product_kind, Some(ProductKind::Device));
    assert_eq!(both.unknown_fields.get("CPLX"), Some(&json!("2")));
}
