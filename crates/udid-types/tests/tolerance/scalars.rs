//! Scalars: text or number, flags in two spellings, several values in one string, counters.

use serde_json::{Value, json};
use udid_types::{Carrier, Device, DevicePage, MrSafety, ReturnCode, UsageKind, YesNo};
use wire::{Kind, Model};

use crate::{decode, device, encode, object};

#[test]
fn a_scalar_comes_as_text_or_as_a_number() {
    for code in [r#""1""#, "1"] {
        let page: DevicePage = decode(&format!(r#"{{"returnCode": {code}}}"#));
        assert_eq!(page.return_code, Some(ReturnCode::Success), "{code}");
    }
    for (fields, expected) in [
        (r#""ZXXSDYCPBS": 6901234567892"#, r#"{"ZXXSDYCPBS":"6901234567892"}"#),
        (r#""ZXXSDYCPBS": "06901234567892""#, r#"{"ZXXSDYCPBS":"06901234567892"}"#),
        (r#""versionNumber": 3"#, r#"{"versionNumber":"3"}"#),
        (r#""CPBSFBRQ": 20190912"#, r#"{"CPBSFBRQ":"20190912"}"#),
        (r#""SFYBTZJBS": 1"#, r#"{"SFYBTZJBS":"1"}"#),
        (r#""BSZT": 1"#, r#"{"BSZT":"1"}"#),
        (r#""ZCZBHHZBAPZBH": 20193140123"#, r#"{"ZCZBHHZBAPZBH":"20193140123"}"#),
        (r#""GGXH": true"#, r#"{"GGXH":"true"}"#),
    ] {
        assert_eq!(encode(&device(fields)), expected, "{fields}");
    }
}

#[test]
fn every_flag_comes_as_a_digit_or_as_a_word() {
    let flags = <Device as Model>::INFO
        .fields
        .iter()
        .filter(|field| matches!(field.kind, Kind::Enum(list) if list.name == "YesNo"));
    let flags: Vec<_> = flags.map(|field| field.wire).collect();
    assert_eq!(flags.len(), 11);
    for flag in flags {
        for (value, expected) in [
            ("1", "1"),
            (r#""1""#, "1"),
            (r#""是""#, "1"),
            ("0", "0"),
            (r#""0""#, "0"),
            (r#""否""#, "0"),
        ] {
            let written = encode(&device(&format!(r#""{flag}": {value}"#)));
            assert_eq!(written, format!(r#"{{"{flag}":"{expected}"}}"#), "{value}");
        }
    }
    assert_eq!(device(r#""SFWWJBZ": "是""#).is_sterile, Some(YesNo::Yes));
    assert_eq!(device(r#""SFWWJBZ": 0"#).is_sterile, Some(YesNo::No));
}

#[test]
fn other_listed_values_come_as_their_word_as_well() {
    assert_eq!(device(r#""cplb": "设备""#).usage_kind, Some(UsageKind::Equipment));
    assert_eq!(device(r#""CGZMRAQXGXX": "条件安全""#).mr_safety, Some(MrSafety::Conditional));
    for system in ["MA码（IDcode）", "MA", "IDcode", "MA码(IDcode)", "MA码"] {
        let device = device(&format!(r#""CPBSBMTXMC": "{system}""#));
        assert_eq!(device.issuing_system, Some(udid_types::IssuingSystem::Ma), "{system}");
    }
}

#[test]
fn several_values_in_one_string_are_a_typed_list() {
    use Carrier::{LinearBarcode, Other, Rfid, TwoDimensional};
    let cases: [(Value, Vec<Carrier>); 7] = [
        (json!("1,2,3"), vec![LinearBarcode, TwoDimensional, Rfid]),
        (json!("1， 2"), vec![LinearBarcode, TwoDimensional]),
        (json!("一维码,RFID"), vec![LinearBarcode, Rfid]),
        (json!("1,9"), vec![LinearBarcode, Carrier::from("9")]),
        (json!(",4,"), vec![Other]),
        (json!(4), vec![Other]),
        (json!(""), vec![]),
    ];
    for (sent, expected) in cases {
        let device = device(&format!(r#""BSZT": {sent}"#));
        let carriers = device.carriers.as_ref().expect("carriers");
        assert_eq!(carriers.to_vec(), expected, "{sent}");
        let text = sent.as_str().map_or_else(|| sent.to_string(), str::to_owned);
        assert_eq!(encode(&device), object("BSZT", &json!(text)));
    }
    let device = device(r#""YBBM": "C0101,C0102", "ZCZBHHZBAPZBH": "甲 ，乙""#);
    assert_eq!(device.insurance_codes.expect("codes").to_vec(), ["C0101", "C0102"]);
    assert_eq!(device.registration_numbers.expect("numbers").to_vec(), ["甲", "乙"]);
}

#[test]
fn counters_offer_a_number_and_keep_their_text() {
    for (sent, number) in [
        (json!("1480"), Some(1480)),
        (json!(1480), Some(1480)),
        (json!(1480.0), Some(1480)),
        (json!(" 20 "), Some(20)),
        (json!("1,480"), None),
        (json!("1480【说明：总记录数量】"), None),
        (json!(-1), None),
        (json!(""), None),
    ] {
        let page: DevicePage = decode(&object("totalRecordCount", &sent));
        let count = page.total_records.as_ref().expect("a counter");
        assert_eq!(count.get(), number, "{sent}");
        assert_eq!(count.as_str(), sent.as_str().unwrap_or(&sent.to_string()));
    }
}
