//! Numbers keep every digit, in documented and undocumented fields.

use serde_json::json;
use udid_types::DevicePage;

use crate::{decode, device, encode};

#[test]
fn a_number_keeps_its_digits_in_a_documented_field() {
    for number in [
        "6901234567892",
        "18446744073709551615",
        "18446744073709551616",
        "10030000000000001923",
        "1234567890123456789012345",
        "-9223372036854775809",
        "-123456789012345678901234567890",
        "1.10",
        "1.0",
        "0.30000000000000004",
        "1e3",
    ] {
        let device = device(&format!(r#""GGXH": {number}, "versionNumber": {number}"#));
        assert_eq!(device.model.as_deref(), Some(number));
        assert_eq!(device.version_number.as_ref().map(wire::Count::as_str), Some(number));
    }
}

/// `f64` would round it; it is kept as text.
#[test]
fn a_number_keeps_its_digits_in_an_unknown_field() {
    let page: DevicePage = decode(
        r#"{"new": {"list": [1234567890123456789012345, {"deep": 1.10}], "short": 7, "half": 0.5},
            "dataSet": {"deviceInfo": [{"id": -1234567890123456789012345}]}}"#,
    );
    assert_eq!(
        page.unknown_fields.get("new"),
        Some(&json!({
            "list": ["1234567890123456789012345", {"deep": "1.10"}], "short": 7, "half": 0.5
        }))
    );
    let device = &page.data_set.as_ref().expect("the lists").devices[0];
    assert_eq!(device.unknown_fields.get("id"), Some(&json!("-1234567890123456789012345")));
    let again: DevicePage = decode(&encode(&page));
    assert_eq!(again, page);
}

#[test]
fn digits_in_a_text_are_left_alone() {
    let device = device(r#""GGXH": "1.10 \" 1234567890123456789012345", "CPMS": 1.10"#);
    assert_eq!(device.model.as_deref(), Some("1.10 \" 1234567890123456789012345"));
    assert_eq!(device.description.as_deref(), Some("1.10"));
}
