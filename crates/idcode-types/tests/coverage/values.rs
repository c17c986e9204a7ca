//! The coded values that the texts of parameters and fields list.

use std::collections::{BTreeMap, BTreeSet};

use idcode_types::ENDPOINTS;
use spec::{EnumDef, Field, FieldSource, Spec, Type};
use wire::{EnumInfo, Kind};

use crate::document::{docs, snake, squeeze, walk};
use crate::wordings::further_words;
use crate::{enum_def, is_stated, load, printed_at, reply_def, table, type_def};

/// Values that are not a list: an example, a bound, or one value that is fixed. Endpoint and field,
/// and what the document lists.
const NOT_LISTED: [(&str, &str, &[&str]); 12] = [
    // 0 for the first level; levels without a meaning (I11).
    ("102", "address_id_parent", &["0"]),
    ("102", "level", &["1", "2", "3"]),
    ("104", "trade_id_parent", &["0"]),
    ("203", "industrycategory_id_parent", &["0"]),
    // 固定值.
    ("406", "codeuse_id", &["10"]),
    ("502", "codesegment_id", &["1"]),
    ("502", "iftrans", &["1"]),
    ("503", "codesegment_id", &["1"]),
    ("503", "iftrans", &["1"]),
    // Pixels, restricted with a frame only (I43).
    ("604", "qrcode_size", &["400", "600", "800"]),
    // A range with limits (I83), and an example.
    ("605", "margin_type_lv2", &["1", "2", "3", "4", "5", "6", "7"]),
    ("605", "code_color", &["000000"]),
];

/// The remark 其他：审核中 is not a value (I89).
const OTHERS: (&str, &str, &str) = ("608", "examine_status", "其他");

/// A subset: 304 takes two of the four types of certificate (I27).
const SUBSET: (&str, &str) = ("304", "code_pay_type");

/// Values with their texts, blanks taken out.
type Values = BTreeSet<(String, String)>;

fn printed() -> BTreeMap<(String, String), Values> {
    let mut values = BTreeMap::<_, Values>::new();
    for [number, field, value, text] in table("values", ["number", "field", "value", "text"]) {
        if (number.as_str(), field.as_str(), value.as_str()) == OTHERS {
            assert_eq!(text, "审核中");
            continue;
        }
        values.entry((number, field)).or_default().insert((value, squeeze(&text)));
    }
    values
}

/// The values of an enum, worded as for an endpoint. A value without a printed meaning has itself
/// as its text in the spec.
fn documented(def: &EnumDef, number: &str) -> Values {
    let documented = def.values.iter().filter(|value| value.source == FieldSource::Document);
    documented
        .map(|value| {
            let further = further_words(value.notes.as_deref(), number).into_iter().next();
            let text = further.unwrap_or_else(|| squeeze(&value.text.zh));
            let wire = value.wire.value.clone();
            let text = if text == wire { String::new() } else { text };
            (wire, text)
        })
        .collect()
}

/// The fields and parameters of every endpoint with an enum, by the number that prints them.
fn enum_fields(spec: &Spec) -> BTreeMap<(String, String), &EnumDef> {
    let mut found = BTreeMap::new();
    for endpoint in &spec.endpoints {
        let number = endpoint.id.value.as_str();
        collect(spec, number, number, &mut endpoint.parameters.iter(), &mut found);
        let mut reply = spec.fields_of(reply_def(spec, endpoint));
        collect(spec, number, printed_at(number), &mut reply, &mut found);
    }
    found
}

fn collect<'a>(
    spec: &'a Spec,
    number: &str,
    printed_at: &str,
    fields: &mut dyn Iterator<Item = &'a Field>,
    found: &mut BTreeMap<(String, String), &'a EnumDef>,
) {
    for field in fields.filter(|field| is_stated(field, number)) {
        let (Type::Named(name) | Type::List(name) | Type::Json(name)) = &field.ty.ty else {
            continue;
        };
        if let Some(def) = type_def(spec, name) {
            collect(spec, number, printed_at, &mut spec.fields_of(def), found);
        } else if let Some(def) = enum_def(spec, name) {
            let before = found.insert((printed_at.to_owned(), field.wire.value.clone()), def);
            let is_same = before.is_none_or(|before| before.name.value == def.name.value);
            assert!(is_same, "{number} {name}: one name, two enums");
        }
    }
}

#[test]
fn the_document_lists_so_many_values() {
    let rows = table("values", ["number", "field", "value", "text"]);
    assert_eq!(rows.len(), 231);
    let not_listed: usize = NOT_LISTED.iter().map(|(_, _, values)| values.len()).sum();
    let listed: usize = printed().values().map(BTreeSet::len).sum();
    assert_eq!((not_listed, listed), (22, 230));
    assert_eq!(printed().len(), 84);
}

#[test]
fn each_value_is_in_the_spec_and_no_other() {
    let spec = load();
    let mut printed = printed();
    for (number, field, expected) in NOT_LISTED {
        let values = printed.remove(&(number.to_owned(), field.to_owned()));
        let values: BTreeSet<_> =
            values.expect(field).into_iter().map(|(value, _)| value).collect();
        assert_eq!(values, expected.iter().map(|&value| value.to_owned()).collect(), "{field}");
    }
    for ((number, field), def) in enum_fields(&spec) {
        let specified = documented(def, &number);
        let values = printed.remove(&(number.clone(), field.clone()));
        let values = values.unwrap_or_else(|| panic!("{number} {field} lists no values"));
        if (number.as_str(), field.as_str()) == SUBSET {
            assert!(values.len() == 2 && values.is_subset(&specified), "{values:?}");
        } else {
            assert_eq!(values, specified, "{number} {field}");
        }
    }
    assert!(printed.is_empty(), "not in the spec: {printed:?}");
}

#[test]
fn each_value_is_in_the_models() {
    let spec = load();
    let printed = printed();
    let mut seen = BTreeSet::new();
    for endpoint in &ENDPOINTS {
        for (root, number) in
            [(endpoint.request, endpoint.id), (endpoint.reply, printed_at(endpoint.id))]
        {
            walk(root, "", &mut |_, field| {
                let Kind::Enum(info) = field.kind else { return };
                let key = (number.to_owned(), field.wire.to_owned());
                let Some(values) = printed.get(&key) else { return };
                assert_values_in_models(&spec, number, info, values);
                seen.insert(key);
            });
        }
    }
    assert_eq!(seen.len(), 84 - NOT_LISTED.len());
}

fn assert_values_in_models(spec: &Spec, number: &str, info: &EnumInfo, values: &Values) {
    let docs = docs(&format!("crates/idcode-types/src/generated/enums/{}.rs", snake(info.name)));
    let def = enum_def(spec, info.name).expect("the enum");
    assert_eq!(info.values.len(), def.values.len(), "{}", info.name);
    let specified = documented(def, number);
    for (wire, text) in values {
        assert!(specified.contains(&(wire.clone(), text.clone())), "{number} {wire} {text}");
        let general = def.values.iter().find(|value| value.wire.value == *wire);
        let text = &squeeze(&general.expect("a value").text.zh);
        let value = info.values.iter().find(|value| value.wire == wire);
        let value = value.unwrap_or_else(|| panic!("{} has no {wire}", info.name));
        assert_eq!(squeeze(value.zh), *text, "{} {wire}", info.name);
        let docs = &docs[value.name];
        assert!(docs.contains(&format!("(`{wire}`)")), "{docs}");
        assert!(squeeze(docs).contains(text), "{docs}");
    }
}

#[test]
fn each_enum_has_a_field_that_lists_its_values() {
    let spec = load();
    let used = enum_fields(&spec);
    let used: BTreeSet<_> = used.values().map(|def| def.name.value.as_str()).collect();
    let all = spec.enums.iter().map(|def| def.name.value.as_str());
    let unused: Vec<_> = all.filter(|name| !used.contains(name)).collect();
    assert_eq!(unused, ["ResultCode"], "it is in the envelope");
}
