//! Every sample that the document prints decodes into its model, leaf by leaf, and comes back.

use test_support::leaves;
use test_support::workspace;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;

use idcode_types::*;
use leaves::{holds_unknown_fields, leaves};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wire::{Count, Endpoint, Model};
use workspace::{read, workspace};

const FOLDER: &str = "tests/data/idcode/1/samples";

fn sample(name: &str) -> Value {
    let text = read(&format!("{FOLDER}/{name}.json"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[track_caller]
fn decode<M: DeserializeOwned>(sample: &Value) -> M {
    let text = sample.to_string();
    wire::from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// What comes back differs from what is printed in these places only: the sample, where it
/// differs, what is printed, and what is written.
fn differences(name: &str) -> Vec<(&'static str, Value, Value)> {
    match name {
        // `null` is not written.
        "301-success" => vec![("/organunit_result_info", Value::Null, Value::Null)],
        "301-failure" => vec![("/organunit_idcode", Value::Null, Value::Null)],
        // An object where a list belongs (I70).
        "502" => {
            let list = sample("502")["code_record_list"].clone();
            let written = with_table_key(list.clone(), "code_segment_id", "codesegment_id");
            vec![
                ("/code_record_tab", Value::Null, Value::Null),
                ("/code_record_list", list, json!([written])),
            ]
        }
        // The key of the sample is not that of the table (I72, I17).
        "503" => {
            let tab = sample("503")["code_record_tab"].clone();
            let written = with_table_key(tab.clone(), "code_segment_id", "codesegment_id");
            vec![
                ("/code_record_list", Value::Null, Value::Null),
                ("/code_record_tab", tab, written),
            ]
        }
        "607" => {
            let unit = sample("607");
            vec![("", unit.clone(), with_table_key(unit, "unit_type_id", "unittype_id"))]
        }
        _ => Vec::new(),
    }
}

fn with_table_key(mut value: Value, printed: &str, written: &str) -> Value {
    let object = value.as_object_mut().expect("an object");
    let moved = object.remove(printed).expect(printed);
    assert_eq!(object.insert(written.to_owned(), moved), None);
    value
}

/// What has to come back for a sample.
fn expected(name: &str, sample: &Value) -> Value {
    let mut expected = sample.clone();
    for (pointer, printed, written) in differences(name) {
        assert_eq!(expected.pointer(pointer), Some(&printed), "{name} {pointer}");
        match written {
            Value::Null => {
                let removed = expected.as_object_mut().expect("an object").remove(&pointer[1..]);
                assert_eq!(removed, Some(Value::Null), "{name} {pointer}");
            }
            written => *expected.pointer_mut(pointer).expect(pointer) = written,
        }
    }
    expected
}

/// The placeholder of a list of texts is a text, that of a number is none; they stand for one.
fn as_sent(name: &str) -> Value {
    let mut sample = sample(name);
    match name {
        "505" | "506" => {
            assert!(sample["data"].is_string(), "{name}");
            sample["data"] = json!([sample["data"]]);
        }
        "402-request" => {
            for (at, key) in ["industrycategory_id", "codeuse_id"].into_iter().enumerate() {
                let placeholder = &mut sample["category_reg_list"][0][key];
                assert!(placeholder.is_string(), "{key}");
                *placeholder = json!(at + 7);
            }
        }
        _ => {}
    }
    sample
}

/// Decodes a sample, compares and gives the model back.
#[track_caller]
fn check<M: Model + Debug + PartialEq + Serialize + DeserializeOwned>(name: &str) -> M {
    let sample = as_sent(name);
    let model: M = decode(&sample);
    assert!(!holds_unknown_fields(&model), "{name}: {model:?}");
    let written = serde_json::to_value(&model).expect("a model is JSON");
    let expected = expected(name, &sample);
    assert_eq!(leaves(&written), leaves(&expected), "{name}");
    assert_eq!(written, expected, "{name}");
    assert_eq!(decode::<M>(&written), model, "{name}");
    model
}

/// The reply of an endpoint, whose number is the name of the sample up to a dash.
fn check_reply<E: Endpoint>(names: &[&str]) -> Vec<String>
where
    E::Reply: Debug + PartialEq + Serialize + DeserializeOwned,
{
    for name in names {
        assert_eq!(name.split('-').next(), Some(E::ENDPOINT.id));
        check::<E::Reply>(name);
    }
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn each_sample_decodes_and_comes_back() {
    let checked = [
        check_reply::<ListRegionsRequest>(&["101"]),
        check_reply::<ListRegionsByParentRequest>(&["102"]),
        check_reply::<ListTradesRequest>(&["103"]),
        check_reply::<ListTradesByParentRequest>(&["104"]),
        check_reply::<ListUnitTypesRequest>(&["105"]),
        check_reply::<ListCodeUsesRequest>(&["201"]),
        check_reply::<ListCategoriesRequest>(&["202"]),
        check_reply::<ListCategoriesByParentRequest>(&["203"]),
        check_reply::<ListProductCategoriesRequest>(&["204"]),
        check_reply::<RegisterUnitRequest>(&["301-failure", "301-success"]),
        check_reply::<GetVerificationCodeRequest>(&["302"]),
        check_reply::<SendVerificationCodeRequest>(&["303"]),
        check_reply::<VerifyUnitRequest>(&["304"]),
        check_reply::<UpdateUnitRequest>(&["305"]),
        check_reply::<GetUnitRequest>(&["306"]),
        check_reply::<SearchUnitsRequest>(&["307"]),
        check_reply::<GetUnitStatusRequest>(&["308"]),
        check_reply::<RegisterUnitWithPictureRequest>(&["309"]),
        check_reply::<UpdateUnitLogoRequest>(&["310"]),
        check_reply::<OpenCategoryRegistrationRequest>(&["401"]),
        check_reply::<RegisterCategoriesRequest>(&["402"]),
        check_reply::<FindCategoryRegistrationsRequest>(&["403"]),
        check_reply::<OpenProductCategoryRegistrationRequest>(&["405"]),
        check_reply::<RegisterProductCategoryRequest>(&["406"]),
        check_reply::<RegisterOtherCategoryRequest>(&["407"]),
        check_reply::<OpenCategoryFilingRequest>(&["408"]),
        check_reply::<FindDetailedCategoryRegistrationsRequest>(&["409"]),
        check_reply::<UploadCodeFileRequest>(&["5011-1.0", "5011-2.0"]),
        check_reply::<ListUploadBatchesRequest>(&["502"]),
        check_reply::<GetUploadBatchRequest>(&["503"]),
        check_reply::<GetCodeFileUrlRequest>(&["504"]),
        check_reply::<GetCodesRequest>(&["505"]),
        check_reply::<FindShortCodesRequest>(&["506"]),
        check_reply::<VerifyLoginRequest>(&["601"]),
        check_reply::<UpdateResolutionUrlRequest>(&["602"]),
        check_reply::<CreateCodePictureRequest>(&["603"]),
        check_reply::<CreateFramedCodePictureRequest>(&["604"]),
        check_reply::<CreateQualityCodePictureRequest>(&["605"]),
        check_reply::<RequestWhitelistingRequest>(&["606"]),
        check_reply::<OpenLoginRequest>(&["607"]),
        check_reply::<GetReviewRequest>(&["608"]),
        check_reply::<GetAuthenticationPictureRequest>(&["701"]),
    ];
    check::<BatchRegistration>("402-request");

    let mut checked: BTreeSet<_> = checked.into_iter().flatten().collect();
    checked.insert("402-request".to_owned());
    let files = fs::read_dir(workspace(FOLDER)).expect("the samples");
    let files =
        files.map(|file| file.expect("a sample").file_name().to_string_lossy().into_owned());
    let files: BTreeSet<_> =
        files.map(|file| file.strip_suffix(".json").expect("only JSON").to_owned()).collect();
    assert_eq!(checked, files);
    assert_eq!(files.len(), 45);
}

#[test]
fn the_samples_have_so_many_leaves() {
    for (name, count) in [
        ("101", 7),
        ("202", 11),
        ("301-failure", 7),
        ("306", 34),
        ("307", 34),
        ("402", 4),
        ("402-request", 11),
        ("403", 19),
        ("409", 20),
        ("502", 19),
        ("503", 19),
        ("607", 34),
    ] {
        assert_eq!(leaves(&sample(name)).len(), count, "{name}");
    }
    // The table has 379 keys, 16 of them containers; 301 and 5011 have two samples, in which
    // 3 and 2 keys occur twice.
    let keys: usize = fs::read_dir(workspace(FOLDER))
        .expect("the samples")
        .map(|file| file.expect("a sample").file_name().to_string_lossy().into_owned())
        .filter(|file| file != "402-request.json")
        .map(|file| leaves(&sample(file.trim_end_matches(".json"))).len())
        .sum();
    assert_eq!(keys, 379 - 16 + 3 + 2);
}

#[test]
fn an_unknown_field_at_any_depth_would_be_seen() {
    fn is_seen<M: Model + Debug + DeserializeOwned>(name: &str, pointers: &[&str]) {
        for pointer in pointers {
            let mut changed = as_sent(name);
            changed.pointer_mut(pointer).expect(pointer)["new"] = json!(1);
            assert!(holds_unknown_fields(&decode::<M>(&changed)), "{name} {pointer}");
        }
    }
    is_seen::<RegionsReply>("101", &["", "/address_list/0"]);
    is_seen::<UnitRegistrationReply>("301-failure", &["", "/organunit_result_info"]);
    is_seen::<UnitReply>("306", &[""]);
    is_seen::<UnitsReply>("307", &["", "/organunit_list/0"]);
    is_seen::<BatchRegistration>("402-request", &["", "/category_reg_list/0"]);
    is_seen::<CategoryRegistrationsReply>("409", &["", "/base_idcode_list/0"]);
    is_seen::<UploadReply>("5011-2.0", &["", "/data"]);
    is_seen::<UploadBatchesReply>("502", &["", "/code_record_list"]);
    is_seen::<UploadBatchesReply>("503", &["", "/code_record_tab"]);
}

fn text(value: Option<&Count>) -> Option<&str> {
    value.map(Count::as_str)
}

/// Placeholders of counters, codes and enums stay the texts that they are.
#[test]
fn placeholders_stay_as_text() {
    let regions: RegionsReply = check("101");
    let region = &regions.regions[0];
    assert_eq!(region.id.as_ref().map(RegionId::as_str), Some("区划 ID"));
    assert_eq!(region.id.as_ref().and_then(RegionId::number), None);
    assert_eq!(text(region.level.as_ref()), Some("区划级别"));

    let unit: UnitReply = check("306");
    assert_eq!(unit.status, Some(UnitStatus::from("单位状态")));
    assert_eq!(unit.status.as_ref().and_then(UnitStatus::zh), None, "it is not a listed value");
    assert_eq!(text(unit.registered_capital.as_ref()), Some("单位注册资金"));

    let picture: CodePictureReply = check("604");
    let code = picture.result_code.expect("a code");
    assert_eq!((code.as_str(), code.zh()), ("返回结果", None));

    let batches: UploadBatchesReply = check("502");
    assert_eq!((batches.batch, batches.batches.len()), (None, 1));
    assert_eq!(text(batches.batches[0].uploaded_at.as_ref()), Some("上传码时间"));
}

#[test]
fn named_fields_hold_what_is_printed_for_them() {
    let refused: UnitRegistrationReply = check("301-failure");
    assert_eq!(refused.result_code, Some(ResultCode::DuplicateNameOld));
    assert_eq!(refused.unit_code, None);
    let existing = refused.existing_unit.expect("the unit in the way");
    assert_eq!(existing.name.as_deref(), Some("这是单位名称"));
    assert_eq!(existing.landline.as_deref(), Some("031188888888"));
    assert_eq!(existing.contact_phone.as_deref(), Some("15000000000"));
    let registered: UnitRegistrationReply = check("301-success");
    assert_eq!(registered.result_code, Some(ResultCode::Success));
    assert_eq!(registered.unit_code, Some(UnitCode::from("单位主码")));
    assert_eq!(registered.existing_unit, None);

    let login: UnitReply = check("607");
    assert_eq!(login.unit_type.as_ref().map(UnitTypeId::as_str), Some("单位组织性质 ID"));
    let category: CategoryIdcodeReply = check("406");
    assert_eq!(category.category_idcode, Some(CategoryIdcode::from("品类 IDcode 码")));
    assert_eq!(category.category_registration_id.expect("an id").as_str(), "品类注册 ID");
    let old: UploadReply = check("5011-1.0");
    assert_eq!(old.upload, None);
    let upload: UploadReply = check("5011-2.0");
    assert_eq!(upload.upload.and_then(|data| data.upload_id), Some(UploadId::from("上传码 ID")));
    let codes: CodesReply = check("505");
    assert_eq!(codes.codes, ["IDcode 码列表"]);
    let batch: UploadBatchesReply = check("503");
    assert!(batch.batches.is_empty());
    let batch = batch.batch.expect("the batch");
    assert_eq!(text(batch.code_segment_id.as_ref()), Some("码段 ID"));
}
