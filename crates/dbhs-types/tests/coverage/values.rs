//! The status codes, and the coded values that the texts of the fields list.

use std::collections::{BTreeMap, BTreeSet};

use dbhs_types::{ENDPOINTS, ReturnCode};
use spec::{EnumDef, FieldSource, Spec, Type};
use wire::{EnumInfo, Kind, OpenEnum};

use crate::document::{squeeze, walk};
use crate::fields::specified;
use crate::workspace::read;
use crate::{docs, is_decided, load, table};

/// Values with their text.
type Values = Vec<(String, String)>;

fn enum_def<'a>(spec: &'a Spec, name: &str) -> &'a EnumDef {
    spec.enums.iter().find(|def| def.name.value == name).expect(name)
}

fn of_source(def: &EnumDef, source: FieldSource) -> Values {
    let values = def.values.iter().filter(|value| value.source == source);
    values.map(|value| (value.wire.value.clone(), value.text.zh.clone())).collect()
}

fn printed_codes() -> Values {
    table("codes", ["code", "text"]).into_iter().map(|[code, text]| (code, text)).collect()
}

/// The values that the texts of fields list, by field. A value without a text is its own.
fn printed_values() -> BTreeMap<String, Values> {
    let mut values = BTreeMap::<_, Values>::new();
    for [field, value, chinese] in table("values", ["field", "value", "chinese"]) {
        let text = if chinese.is_empty() { value.clone() } else { chinese };
        values.entry(field).or_default().push((value, text));
    }
    values
}

#[test]
fn each_code_is_in_the_spec_and_only_that_of_the_samples_beside() {
    let spec = load();
    let def = enum_def(&spec, "ReturnCode");
    assert_eq!(of_source(def, FieldSource::Document), printed_codes());
    assert_eq!((printed_codes().len(), def.values.len()), (5, 6));
    let of_samples = of_source(def, FieldSource::Sample);
    let of_samples: Vec<_> = of_samples.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(of_samples, ["0"], "D1");
    assert!(is_decided(&def.decisions, "D1"));
    for name in ["getOrganizationByName", "product-list", "product-detail"] {
        let sample = squeeze(&read(&format!("tests/data/dbhs/1/samples/{name}.json")));
        assert!(sample.starts_with(r#"{"code":0,"#), "{sample}");
    }
    for endpoint in &spec.endpoints {
        let codes: Vec<_> = endpoint.codes.iter().map(|code| code.value.as_str()).collect();
        assert_eq!(codes, ["ReturnCode"], "{}", endpoint.id.value);
    }
}

#[test]
fn each_code_is_in_the_models_and_their_documentation() {
    assert_eq!(ReturnCode::INFO.values.len(), 6);
    assert_in_models(ReturnCode::INFO, &printed_codes());
    assert_in_models(ReturnCode::INFO, &vec![("0".to_owned(), "请求成功".to_owned())]);
}

#[track_caller]
fn assert_in_models(info: &EnumInfo, printed: &Values) {
    let docs = docs("enums", info.name);
    for (wire, chinese) in printed {
        let value = info.values.iter().find(|value| value.wire == wire);
        let value = value.unwrap_or_else(|| panic!("{} has no {wire}", info.name));
        assert_eq!(value.zh, chinese, "{} {wire}", info.name);
        let docs = &docs[value.name];
        assert!(docs.contains(&format!("{chinese} (`{wire}`).")), "{docs}");
    }
}

#[test]
fn each_value_is_in_the_spec_and_no_other() {
    let printed = printed_values();
    let counts: Vec<_> = printed.iter().map(|(field, values)| (&**field, values.len())).collect();
    assert_eq!(
        counts,
        [("isOnStock", 2), ("orgCheckFlag", 2), ("orgNature", 12), ("stockType", 6)]
    );
    let spec = load();
    let mut specified_values = BTreeMap::new();
    for (_, _, field) in specified(&spec, FieldSource::Document) {
        if let Type::Named(name) = &field.ty.ty
            && spec.enums.iter().any(|def| def.name.value == *name)
        {
            let def = enum_def(&spec, name);
            assert_eq!(of_source(def, FieldSource::Document).len(), def.values.len(), "{name}");
            let values = of_source(def, FieldSource::Document);
            specified_values.insert(field.wire.value.clone(), values);
        }
    }
    assert_eq!(specified_values, printed);
    // The fields of the values, and the code in the envelope.
    assert_eq!(spec.enums.len(), printed.len() + 1);
}

/// The lists are part of the printed texts: no value was left out.
#[test]
fn the_values_stand_in_the_texts_of_their_fields() {
    let columns = ["id", "parent", "name", "chinese", "type", "length"];
    for [_, _, name, chinese, ..] in table("reply_fields", columns) {
        let listed = printed_values().remove(&name).unwrap_or_default();
        let chinese = squeeze(&chinese);
        for (value, text) in &listed {
            let is_said = chinese.contains(&format!("{value}-{text}")) || value == text;
            assert!(is_said && chinese.contains(text), "{name}: {value} {text}");
        }
        let pairs = chinese.split([',', '(']).filter(|part| part.contains('-')).count();
        let words = chinese.split_once("类型(").map_or(0, |(_, list)| list.split('、').count());
        assert_eq!(pairs + words, listed.len(), "{name}: {chinese}");
    }
}

#[test]
fn each_value_is_in_the_models_and_their_documentation() {
    let mut printed = printed_values();
    let mut seen = BTreeSet::new();
    for endpoint in &ENDPOINTS {
        for root in [endpoint.request, endpoint.reply] {
            walk(root, "", &mut |_, field| {
                let Kind::Enum(info) = field.kind else { return };
                seen.insert(info.name);
                if let Some(values) = printed.remove(field.wire) {
                    assert_eq!(info.values.len(), values.len(), "{}", field.wire);
                    assert_in_models(info, &values);
                }
            });
        }
    }
    assert_eq!(printed, BTreeMap::new(), "not in the models");
    assert_eq!(seen.len(), 5, "{seen:?}");
}
