//! 402 sends its parameters as JSON text in one of them.

use idcode_types::{
    ApplicationType, BatchRegistration, BatchRegistrationItem, RegisterCategoriesRequest,
};
use serde_json::{Value, json};
use wire::{FieldRef, Model};

use crate::checks::{decode, encode};

fn batch() -> BatchRegistration {
    let mut item = BatchRegistrationItem::new()
        .with_category_id(7)
        .with_code_use_id(10)
        .with_category_code("10.232324")
        .with_application_type(ApplicationType::Filing)
        .with_resolution_url("http://example.com/?a=\"1\"&b=c")
        .with_model("型号 \\ 1")
        .with_model_code("M1");
    item.category_memo = Some("第一行\n第二行".to_owned());
    let mut batch = BatchRegistration::default();
    batch.access_token = Some("key".to_owned());
    batch.unit_code = Some("i.86.101010.3".into());
    batch.items = vec![item.clone(), item];
    batch
}

#[test]
fn it_goes_out_as_a_string_that_holds_json_and_comes_back() {
    let mut request = RegisterCategoriesRequest::default();
    request.registration = Some(batch().into());
    let sent = serde_json::to_value(&request).expect("a model is JSON");
    let text = sent["json_str"].as_str().expect("a string");
    let inner: Value = serde_json::from_str(text).expect("JSON inside of it");
    assert_eq!(inner["access_token"], json!("key"));
    assert_eq!(inner["company_idcode"], json!("i.86.101010.3"));
    // Numbers where the table says Integer.
    assert_eq!(
        inner["category_reg_list"][1],
        json!({
            "industrycategory_id": 7,
            "codeuse_id": 10,
            "category_code": "10.232324",
            "category_memo": "第一行\n第二行",
            "code_pay_type": 5,
            "gotourl": "http://example.com/?a=\"1\"&b=c",
            "model_number": "型号 \\ 1",
            "model_number_code": "M1",
        })
    );
    assert_eq!(decode::<RegisterCategoriesRequest>(&sent.to_string()), request);
    assert_eq!(decode::<BatchRegistration>(text), batch());

    // As a parameter of a form it is the same text.
    let FieldRef::Nested(nested) = Model::get(&request, 0) else { panic!("it is nested") };
    assert_eq!(nested.to_json(), text);
}

#[test]
fn it_is_read_from_an_object_as_well() {
    let text = encode(&batch());
    let as_text = json!({ "json_str": text }).to_string();
    let as_object = format!(r#"{{"JSON_STR": {text}}}"#);
    let expected: RegisterCategoriesRequest = decode(&as_text);
    assert_eq!(expected.registration.as_deref(), Some(&batch()));
    assert_eq!(decode::<RegisterCategoriesRequest>(&as_object), expected);
    for nothing in ["null", r#""""#, r#""{}""#, r#""null""#] {
        let request: RegisterCategoriesRequest = decode(&format!(r#"{{"json_str": {nothing}}}"#));
        assert_eq!(request.registration, None, "{nothing}");
    }
}

#[test]
fn unknown_fields_inside_of_it_are_kept() {
    let inner = r#"{"access_token":"key","new":{"a":[1]}}"#;
    let request: RegisterCategoriesRequest = decode(&json!({ "json_str": inner }).to_string());
    let sent = serde_json::to_value(&request).expect("a model is JSON");
    assert_eq!(sent["json_str"], json!(inner));
}

#[test]
fn a_batch_without_fields_is_none_however_it_is_written() {
    for json in [
        r#"{"json_str": {}}"#,
        r#"{"json_str": "{}"}"#,
        r#"{"json_str": "{ }"}"#,
        r#"{"json_str": {"access_token": null}}"#,
    ] {
        let request: RegisterCategoriesRequest = decode(json);
        assert_eq!(encode(&request), "{}", "{json}");
        assert_eq!(request, RegisterCategoriesRequest::default(), "{json}");
    }
}
