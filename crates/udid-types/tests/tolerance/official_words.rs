//! The words of the official release files, where the document has codes. The values are those of a
//! public record of the full release of May 2026, the company replaced.

use udid_types::{
    Carrier, Device, IssuingSystem, MrSafety, ProductKind, UsageKind, YesNo, from_slice,
};

const RECORD: &str = r#"{
    "zxxsdycpbs": "06936260855798", "cpbsbmtxmc": "GS1", "cpbsfbrq": "2025-08-22",
    "zxxsdyzsydydsl": "1", "bszt": "二维码", "sfyzcbayz": "是", "sfybtzjbs": "否",
    "cpmctymc": "聚醚醚酮带线锚钉", "ggxh": "SM400-2500001", "sfwblztlcp": "否", "qxlb": "器械",
    "flbm": "13-02-01", "zczbhhzbapzbh": "国械注准20243131971", "cplb": "耗材", "sfbjwycxsy": "是",
    "sfwwjbz": "是", "syqsfxyjxmj": "否", "scbssfbhph": "是", "scbssfbhxlh": "是",
    "scbssfbhscrq": "否", "scbssfbhsxrq": "是", "versionNumber": "1",
    "versionTime": "2025-08-22", "versionStauts": "新增", "correctionNumber": "0",
    "deviceRecordKey": "0693626085579820250000001", "spmc": "", "cgzmraqxgxx": ""
}"#;

fn device(json: &str) -> Device {
    from_slice(json.as_bytes()).unwrap()
}

#[test]
fn a_record_in_words_has_every_field_typed_and_nothing_unknown() {
    let device = device(RECORD);
    assert_eq!(device.unknown_fields.iter().count(), 0, "{:?}", device.unknown_fields);
    assert_eq!(device.issuing_system, Some(IssuingSystem::Gs1));
    assert_eq!(
        device.carriers.as_ref().map(udid_types::Joined::to_vec),
        Some(vec![Carrier::TwoDimensional])
    );
    assert_eq!(device.product_kind, Some(ProductKind::Device));
    assert_eq!(device.usage_kind, Some(UsageKind::Consumable));
    assert_eq!(device.is_registered_di, Some(YesNo::Yes));
    assert_eq!(device.is_single_use, Some(YesNo::Yes));
    assert_eq!(device.pi_has_production_date, Some(YesNo::No));
    assert_eq!(device.pi_has_expiry_date, Some(YesNo::Yes));
    assert_eq!(device.version_status.as_deref(), Some("新增"));
    assert_eq!(device.correction_number.as_ref().and_then(udid_types::Count::get), Some(0));
}

#[test]
fn mr_safety_is_understood_in_every_wording() {
    for (words, expected) in [
        ("说明书或标签上面不包含MR安全性信息", MrSafety::NotStated),
        ("说明书或标签上面不包含 MR安全性信息", MrSafety::NotStated),
        ("说明书或标签上面不包括MR安全信息", MrSafety::NotStated),
        ("说明书或标签上面不包括 MR安全信息", MrSafety::NotStated),
        ("安全", MrSafety::Safe),
        ("条件安全", MrSafety::Conditional),
        ("不安全", MrSafety::Unsafe),
        (" 不安全 ", MrSafety::Unsafe),
        ("3", MrSafety::NotStated),
    ] {
        let device = device(&format!(r#"{{"CGZMRAQXGXX": "{words}"}}"#));
        assert_eq!(device.mr_safety, Some(expected), "{words}");
    }
}

#[test]
fn coded_values_are_read_with_blanks_around_them() {
    let device =
        device(r#"{"SFWWJBZ": " 是 ", "SFBJWYCXSY": "\u3000否", "bszt": " 一维码, RFID "}"#);
    assert_eq!(device.is_sterile, Some(YesNo::Yes));
    assert_eq!(device.is_single_use, Some(YesNo::No));
    let carriers = device.carriers.as_ref().map(udid_types::Joined::to_vec);
    assert_eq!(carriers, Some(vec![Carrier::LinearBarcode, Carrier::Rfid]));
}

#[test]
fn return_codes_are_read_in_every_form_of_a_number() {
    for code in ["1", "\"1\"", "1.0", "\"1 \"", "\"01\"", "\" 1.0\""] {
        let reply: udid_types::ConnectionReply =
            from_slice(format!(r#"{{"returnCode": {code}}}"#).as_bytes()).unwrap();
        assert_eq!(reply.return_code, Some(udid_types::ReturnCode::Success), "{code}");
    }
}
