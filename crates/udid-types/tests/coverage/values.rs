//! The return codes, and the coded values that the texts of the fields list.

use std::collections::BTreeMap;

use spec::{EnumDef, FieldSource, Type};
use udid_types::{ENDPOINTS, ErrorCode, ReturnCode};
use wire::{EnumInfo, Kind, OpenEnum};

use crate::document::{snake, squeeze, walk};
use crate::fields::{Specified, specified};
use crate::{enum_def, generated, printings, table};

/// Values with their text, blanks taken out: `("9", "令牌有效期超过5分钟，不能再次获取令牌")`.
type Values = Vec<(String, String)>;

fn documented_values(def: &EnumDef) -> Values {
    let documented = def.values.iter().filter(|value| value.source == FieldSource::Document);
    documented.map(|value| (value.wire.value.clone(), squeeze(&value.text.zh))).collect()
}

fn printed_codes(revision: &str, name: &str) -> Values {
    let rows = table(revision, "codes", ["table", "code", "chinese"]).into_iter();
    let rows = rows.filter(|[table, ..]| table == name);
    rows.map(|[_, code, chinese]| (code, squeeze(&chinese))).collect()
}

/// Table of the document, its enum, and how many codes it has.
const CODE_TABLES: [(&str, &str, usize); 2] =
    [("returnCode", "ReturnCode", 12), ("errorCode", "ErrorCode", 5)];

#[test]
fn each_code_is_in_the_spec_and_no_other() {
    for (revision, spec) in printings() {
        for (table, name, count) in CODE_TABLES {
            let printed = printed_codes(revision, table);
            let def = enum_def(&spec, name).expect("the table of codes");
            assert_eq!(documented_values(def), printed, "{revision} {table}");
            assert_eq!((printed.len(), def.values.len()), (count, count), "{revision} {table}");
        }
        for endpoint in &spec.endpoints {
            let codes: Vec<_> = endpoint.codes.iter().map(|code| code.value.as_str()).collect();
            assert_eq!(codes, ["ReturnCode", "ErrorCode"], "{revision} {}", endpoint.id.value);
        }
    }
}

#[test]
fn each_code_is_in_the_models() {
    for ((table, name, count), info) in
        CODE_TABLES.into_iter().zip([ReturnCode::INFO, ErrorCode::INFO])
    {
        assert_eq!((info.name, info.values.len()), (name, count));
        assert_values_in_models(info, &printed_codes("2.0.1", table));
    }
}

#[track_caller]
fn assert_values_in_models(info: &EnumInfo, printed: &Values) {
    let docs = generated(&format!("enums/{}", snake(info.name)));
    for (wire, chinese) in printed {
        let value = info.values.iter().find(|value| value.wire == wire);
        let value = value.unwrap_or_else(|| panic!("{} has no {wire}", info.name));
        assert_eq!(squeeze(value.zh), *chinese, "{} {wire}", info.name);
        let docs = &docs[value.name];
        assert!(docs.contains(&format!("(`{wire}`)")), "{docs}");
        assert!(squeeze(docs).contains(chinese), "{docs}");
    }
}

/// The values that the texts of the fields list, by field.
fn printed_values(revision: &str) -> BTreeMap<String, Values> {
    let mut values = BTreeMap::<_, Values>::new();
    for [field, value, chinese] in table(revision, "values", ["field", "value", "chinese"]) {
        values.entry(field).or_default().push((value, squeeze(&chinese)));
    }
    values
}

#[test]
fn each_value_is_in_the_spec_and_no_other() {
    for (revision, spec) in printings() {
        let mut printed = printed_values(revision);
        assert_eq!(printed.values().map(Vec::len).sum::<usize>(), 36, "{revision}");
        assert_eq!(printed.len(), 16, "{revision}");
        let fields = ["request_fields", "reply_fields"].map(|table| specified(&spec, table));
        let mut seen = BTreeMap::new();
        for Specified { field, .. } in fields.iter().flatten() {
            let (Type::Named(name) | Type::Joined(name)) = &field.ty.ty else { continue };
            let Some(def) = enum_def(&spec, name) else { continue };
            seen.insert(field.wire.value.clone(), (def, squeeze(&field.text.zh)));
        }
        for (field, (def, text)) in seen {
            let mut specified = documented_values(def);
            let Some(mut values) = printed.remove(&field) else {
                assert_values_have_another_source(&field, def, &text);
                continue;
            };
            // `1 是 0 否` here, `0 否 1 是` there.
            specified.sort();
            values.sort();
            assert_eq!(specified, values, "{revision} {field}");
        }
        assert_eq!(printed, BTreeMap::new(), "{revision}: not in the spec");
    }
}

/// Codes have a table of their own, and the coding systems are the examples in their field's text.
fn assert_values_have_another_source(field: &str, def: &EnumDef, text: &str) {
    if CODE_TABLES.iter().any(|(table, name, _)| *table == field && def.name.value == *name) {
        return;
    }
    assert_eq!(field, "CPBSBMTXMC", "the document lists no values for it");
    assert_eq!(documented_values(def).len(), 2);
    for (_, chinese) in documented_values(def) {
        assert!(text.contains(&chinese), "{chinese} is not in {text}");
    }
}

#[test]
fn each_value_is_in_the_models() {
    let mut expected = printed_values("2.0.1");
    for endpoint in &ENDPOINTS {
        for root in [endpoint.request, endpoint.reply] {
            walk(root, "", &mut |_, field| {
                if let Kind::Enum(info) | Kind::JoinedEnum(info) = field.kind
                    && let Some(values) = expected.remove(field.wire)
                {
                    assert_eq!(info.values.len(), values.len(), "{}", field.wire);
                    assert_values_in_models(info, &values);
                }
            });
        }
    }
    assert_eq!(expected, BTreeMap::new(), "not in the models");
}
