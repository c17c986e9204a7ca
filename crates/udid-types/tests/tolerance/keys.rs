//! Keys: in any case, under the names that real services use, and twice.

use udid_types::{Device, DevicePage, ProductKind, UsageKind};
use wire::Model;

use crate::checks::{CASES, full};
use crate::{decode, device, encode};

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

/// As in the languages that these services are written in.
#[test]
fn the_last_of_repeated_keys_counts() {
    // What is sent, what counts, and what goes back.
    for (fields, counts, written) in [
        (r#""GGXH": "a", "ggxh": "b""#, "b", r#"{"GGXH":"b"}"#),
        (r#""ggxh": "a", "GGXH": "b", "Ggxh": 3"#, "3", r#"{"GGXH":"3"}"#),
        (r#""ggxh": null, "GGXH": "b""#, "b", r#"{"GGXH":"b"}"#),
        (r#""GGXH": "a", "ggxh": null"#, "a", r#"{"GGXH":"a"}"#),
    ] {
        let device = device(fields);
        assert_eq!(device.model.as_deref(), Some(counts), "{fields}");
        assert_eq!(encode(&device), written, "{fields}");
        assert_eq!(decode::<Device>(written), device, "what goes back is read alike");
    }
    let both = device(r#""CPLX": "1", "qxlb": "2""#);
    assert_eq!(both.product_kind.as_ref().map(wire::OpenEnum::as_str), Some("2"));
}
