//! Containers: in other forms than a list, and under keys that the document prints otherwise.

use idcode_types::{
    BatchRegistrationReply, CodesReply, RegionsReply, UnitReply, UnitTypeId, UnitsReply,
    UploadBatch, UploadBatchesReply,
};
use serde_json::json;

use crate::checks::{decode, encode};

#[test]
fn a_list_may_be_null_missing_empty_or_its_only_element() {
    for (list, length) in [
        ("null", 0),
        (r#""""#, 0),
        (r#""[]""#, 0),
        ("[]", 0),
        ("{}", 0),
        ("[{}, null, {}]", 2),
        (r#"{"uploadcode_id": 7}"#, 1),
        (r#"[{"uploadcode_id": 7}]"#, 1),
        (r#""[{\"uploadcode_id\": 7}]""#, 1),
    ] {
        let reply: UploadBatchesReply = decode(&format!(r#"{{"code_record_list": {list}}}"#));
        assert_eq!(reply.batches.len(), length, "{list}");
        let reply: RegionsReply = decode(&format!(r#"{{"address_list": {list}}}"#));
        assert_eq!(reply.regions.len(), length, "{list}");
    }
    assert_eq!(decode::<UploadBatchesReply>("{}").batches, []);
    let batch: UploadBatch = decode(r#"{"uploadcode_id": "7", "code_num": 3}"#);
    for form in [
        r#"{"code_record_list": {"uploadcode_id": 7, "code_num": 3}}"#,
        r#"{"code_record_list": [{"uploadcode_id": 7, "code_num": "3"}]}"#,
    ] {
        assert_eq!(decode::<UploadBatchesReply>(form).batches, vec![batch.clone()], "{form}");
    }
}

#[test]
fn a_list_of_texts_takes_numbers_and_null() {
    for (list, expected) in [
        (r#"["i.86.1", "2"]"#, vec!["i.86.1", "2"]),
        ("[10030000000000001923, 7]", vec!["10030000000000001923", "7"]),
        ("null", vec![]),
        (r#""[]""#, vec![]),
        (r#"["a", null]"#, vec!["a"]),
    ] {
        let reply: CodesReply = decode(&format!(r#"{{"data": {list}}}"#));
        assert_eq!(reply.codes, expected, "{list}");
    }
}

#[test]
fn the_segment_of_a_code_has_two_keys() {
    for key in ["codesegment_id", "code_segment_id", "CODE_SEGMENT_ID", " code_segment_id "] {
        let batch: UploadBatch = decode(&format!(r#"{{"{key}": 1}}"#));
        assert_eq!(batch.code_segment_id.as_ref().and_then(wire::Count::get), Some(1), "{key}");
        assert_eq!(encode(&batch), r#"{"codesegment_id":"1"}"#, "{key}");
    }
}

#[test]
fn keys_with_the_blanks_that_are_printed_are_read() {
    let reply: UploadBatchesReply =
        decode(r#"{" code_record_tab ": {" code_num ": 1}, " code_record_list ": [{}]}"#);
    assert_eq!(reply.batches.len(), 1);
    let count = reply.batch.and_then(|batch| batch.code_count).expect("a count");
    assert_eq!(count.get(), Some(1));
    for key in ["batch_regist _list", "batch_regist_list", " batch_regist_list "] {
        let reply: BatchRegistrationReply = decode(&format!(r#"{{"{key}": [{{}}]}}"#));
        assert_eq!(reply.items.len(), 1, "{key}");
    }
    for key in ["unittype_id", "unit_type_id", " unit_type_id"] {
        let unit: UnitReply = decode(&format!(r#"{{"{key}": 3}}"#));
        assert_eq!(unit.unit_type.as_ref().and_then(UnitTypeId::number), Some(3), "{key}");
    }
}

#[test]
fn unknown_fields_and_values_are_kept_at_every_depth() {
    let json = json!({
        "result_code": 70000,
        "new": {"deep": [1, null, {"a": 0.5}]},
        "organunit_list": [{"status_id": 55, "unit_icon": "a.png", "new": [[]]}],
    });
    let reply: UnitsReply = decode(&json.to_string());
    assert_eq!(serde_json::to_value(&reply).unwrap(), json);
    assert_eq!(reply.unknown_fields.get("new"), Some(&json["new"]));
    assert_eq!(reply.units[0].unknown_fields.get("new"), Some(&json!([[]])));
    assert_eq!(reply.units[0].status.as_ref().map(idcode_types::UnitStatus::as_str), Some("55"));
}
