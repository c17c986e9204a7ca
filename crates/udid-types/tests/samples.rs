//! Every sample that the document prints decodes into its model, leaf by leaf, and comes back.

mod common;
use test_support::leaves;
use test_support::workspace;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;

use common::REVISIONS;
use leaves::{holds_unknown_fields, leaves};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use udid_types::{
    ConnectionReply, DeviceDetailRequest, DeviceHistoryRequest, DeviceListRequest, DevicePage,
    ReturnCode, TokenReply, TokenRequest,
};
use wire::{Kind, Model};
use workspace::{read, workspace};

/// Decodes a sample, compares and gives the model back.
fn check<M: Model + Debug + Serialize + DeserializeOwned>(sample: &Value) -> M {
    let model: M = decode(sample);
    let written = serde_json::to_value(&model).expect("a model is JSON");
    assert_eq!(leaves(&written), leaves(sample));
    assert_eq!(written, *sample);
    assert!(!holds_unknown_fields(&model), "{model:?}");
    model
}

fn decode<M: DeserializeOwned>(sample: &Value) -> M {
    let text = sample.to_string();
    wire::from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{error} in {text}"))
}

fn sample(revision: &str, name: &str) -> Value {
    let text = read(&format!("tests/data/udid/{revision}/samples/{name}.json"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Puts a number where the document prints a text for a parameter that is a number (a text that
/// is none is refused there); says which parameters it were.
fn with_numbers<M: Model>(mut sample: Value) -> (Value, Vec<&'static str>) {
    let integers = M::INFO.fields.iter().filter(|field| matches!(field.kind, Kind::Integer));
    let names: Vec<_> = integers.map(|field| field.wire).collect();
    for name in &names {
        assert!(sample[name].is_string(), "{name}");
        sample[name] = json!(1);
    }
    (sample, names)
}

#[test]
fn each_sample_decodes_and_comes_back() {
    for revision in REVISIONS {
        let folder = workspace(&format!("tests/data/udid/{revision}/samples"));
        let mut names = BTreeSet::new();
        for file in fs::read_dir(folder).expect("the samples") {
            let name = file.expect("a sample").file_name().to_string_lossy().into_owned();
            let name = name.strip_suffix(".json").expect("only JSON").to_owned();
            check_named(&name, sample(revision, &name));
            names.insert(name);
        }
        assert_eq!(names.len(), 14, "{revision}: {names:?}");
    }
}

fn check_named(name: &str, sample: Value) {
    match name {
        "P001-success" | "P001-failure" => drop(check::<ConnectionReply>(&sample)),
        "P002-request" => drop(check::<TokenRequest>(&sample)),
        "P002-success" | "P002-failure" => drop(check::<TokenReply>(&sample)),
        "D001-request" => check_paged::<DeviceListRequest>(sample),
        "D002-request" => check_paged::<DeviceHistoryRequest>(sample),
        "D003-request" => drop(check::<DeviceDetailRequest>(&sample)),
        "D001-success" | "D001-failure" | "D002-success" | "D002-failure" | "D003-success"
        | "D003-failure" => drop(check::<DevicePage>(&sample)),
        _ => panic!("no model is known for the sample {name}"),
    }
}

fn check_paged<M: Model + Debug + Serialize + DeserializeOwned>(sample: Value) {
    let (sample, numbers) = with_numbers::<M>(sample);
    assert_eq!(numbers, ["currentPageNumber"]);
    check::<M>(&sample);
}

#[test]
fn the_samples_have_so_many_leaves() {
    // A page: 5 at the top, 44 of the device and 6 of its contacts, 10 + 10 + 8 in the other lists.
    for (revision, name, count) in [
        ("2.0", "D001-success", 83),
        ("2.0", "D002-success", 83),
        ("2.0", "D003-success", 83),
        ("2.0.1", "D001-success", 83),
        ("2.0.1", "D002-success", 84),
        ("2.0.1", "D003-success", 83),
        ("2.0.1", "P002-success", 6),
        ("2.0.1", "P002-failure", 5),
        ("2.0.1", "D002-request", 4),
    ] {
        assert_eq!(leaves(&sample(revision, name)).len(), count, "{revision} {name}");
    }
}

#[test]
fn an_unknown_field_at_any_depth_would_be_seen() {
    let plain = sample("2.0.1", "D002-success");
    for pointer in [
        "",
        "/dataSet",
        "/dataSet/deviceInfo/0",
        "/dataSet/deviceInfo/0/contactList/1",
        "/dataSet/packingInfo/1",
        "/dataSet/storageInfo/0",
        "/dataSet/clinicalInfo/1",
    ] {
        let mut changed = plain.clone();
        changed.pointer_mut(pointer).expect(pointer)["new"] = json!(1);
        assert!(holds_unknown_fields(&decode::<DevicePage>(&changed)), "{pointer}");
    }
}

#[test]
fn named_fields_of_a_page_hold_what_is_printed_for_them() {
    let page: DevicePage = check(&sample("2.0.1", "D002-success"));
    assert_eq!(
        page.total_records.as_ref().map(wire::Count::as_str),
        Some("1480【说明：总记录数量】")
    );
    assert_eq!(page.return_message.as_deref(), Some("OK【说明：交互信息】"));
    let data = page.data_set.expect("the lists");
    let device = &data.devices[0];
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    for (field, expected) in [
        (&device.primary_di, "最小销售单元产品标识"),
        (&device.device_record_key, "数据库记录 key"),
        (&device.device_history_key, "数据库历史记录 key"),
        (&device.unit_of_use_di, "使用单元产品标识"),
        (&device.direct_marking_di, "本体标识医疗器械本体标识中的产品标识"),
        (&device.product_name, "产品名称/通用名称"),
        (&device.brand_name, "商品名称"),
        (&device.model, "规格型号"),
        (&device.catalog_number, "产品货号或编号"),
        (&device.registrant_name, "注册/备案人名称"),
        (&device.contacts[1].email, "企业联系人邮箱 2"),
        (&device.contacts[0].fax, "企业联系人传真 1"),
        (&data.packages[1].contained_di, "包装内含下一级包装产品标识 2"),
        (&data.packages[0].device_history_key, "数据库历史记录 key"),
        (&data.storage_conditions[0].max_value, "最高值 1"),
        (&data.clinical_sizes[1].size_type, "尺寸类型 2"),
    ] {
        assert_eq!(text(field), expected);
    }
    let published = device.published_on.as_ref().map(wire::DateText::as_str);
    assert_eq!(published, Some("标识发布时间；格式:2019-09-12"));
    assert_eq!(device.version_status, None, "in no sample (U18)");
    assert_eq!((data.devices.len(), data.packages.len()), (1, 2));
}

#[test]
fn named_fields_of_requests_and_tokens_hold_what_is_printed_for_them() {
    let request: TokenRequest = check(&sample("2.0.1", "P002-request"));
    assert_eq!(request.app_id.as_deref(), Some("应用码"));
    assert_eq!(request.app_secret.as_deref(), Some("应用授权码"));
    assert_eq!(request.credit_code.as_deref(), Some("统一社会信用代码"));

    let token: TokenReply = check(&sample("2.0.1", "P002-success"));
    assert_eq!(token.access_token.as_deref(), Some("令牌"));
    assert_eq!(token.expires_in.as_ref().map(wire::Count::as_str), Some("效期时长"));
    let refused: TokenReply = check(&sample("2.0.1", "P002-failure"));
    assert_eq!((refused.access_token.as_deref(), refused.expires_in), (Some("令牌"), None));
    let code = refused.return_code.expect("a code");
    assert_eq!(code, ReturnCode::from("状态码,详见第 4章节"));
    assert_eq!(code.zh(), None, "the placeholder is not a listed code");

    let (history, _) = with_numbers::<DeviceHistoryRequest>(sample("2.0.1", "D002-request"));
    let history: DeviceHistoryRequest = check(&history);
    let keys = history.record_keys.iter().map(|key| key.device_record_key.as_deref());
    assert_eq!(keys.collect::<Vec<_>>(), [Some("标识数据记录 key1"), Some("标识数据记录 key2")]);
    assert_eq!(history.current_page, Some(1));
}
