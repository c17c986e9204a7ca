//! Everything that the document states is in the specs, and from there in the models and their
//! documentation; and the specs name nothing as documented that the document does not state.
//!
//! The document stands in the tables of `tests/data/udid`, which are not made from the specs.

mod common;
#[path = "common/document.rs"]
mod document;
#[path = "../../../tests/support/document.rs"]
mod shared;
#[path = "../../../tests/support/workspace.rs"]
mod workspace;

use std::collections::BTreeMap;

use common::REVISIONS;
use document::{Printed, description, printed_fields};
use shared::{docs, further_words, snake, squeeze, walk};
use spec::{Endpoint, EnumDef, Field, FieldSource, Spec, Type};
use udid_types::{ENDPOINTS, ErrorCode, HOST_PRODUCTION, HOST_TEST, ReturnCode};
use wire::{EnumInfo, FieldInfo, Kind, ModelInfo, OpenEnum, Source};
use workspace::{read, workspace};

fn load(revision: &str) -> Spec {
    let path = format!("specs/udid/{revision}.yaml");
    spec::load(&path, &read(&path)).unwrap_or_else(|report| panic!("{report}"))
}

/// The rows of a table of the document.
fn table<const N: usize>(revision: &str, name: &str, header: [&str; N]) -> Vec<[String; N]> {
    shared::table(&format!("tests/data/udid/{revision}/{name}.tsv"), header)
}

/// Both printings, each with its spec.
fn printings() -> impl Iterator<Item = (&'static str, Spec)> {
    REVISIONS.into_iter().map(|revision| (revision, load(revision)))
}

// Endpoints

const ENDPOINT_COLUMNS: [&str; 6] =
    ["id", "title", "method", "path_test", "path_production", "page_size"];

#[test]
fn each_endpoint_is_in_the_spec() {
    for (revision, spec) in printings() {
        let url = |endpoint: &Endpoint, environment: &str| {
            let is_of = |host: &&spec::Host| host.name.value == environment;
            let printed = endpoint.urls.iter().find(is_of).map(|url| url.url.value.clone());
            let host = spec.hosts.iter().find(is_of).expect("a host for the environment");
            printed.unwrap_or_else(|| format!("{}{}", host.url.value, endpoint.path.value))
        };
        let in_spec: Vec<_> = spec
            .endpoints
            .iter()
            .map(|endpoint| {
                [
                    endpoint.id.value.clone(),
                    endpoint.text.zh.clone(),
                    endpoint
                        .methods
                        .iter()
                        .map(|method| method.value.as_str())
                        .collect::<Vec<_>>()
                        .join(","),
                    url(endpoint, "test"),
                    url(endpoint, "production"),
                    endpoint
                        .paging
                        .as_ref()
                        .map_or(String::new(), |paging| paging.size.to_string()),
                ]
            })
            .collect();
        assert_eq!(in_spec, table(revision, "endpoints", ENDPOINT_COLUMNS), "{revision}");
        assert_eq!(in_spec.len(), 5, "{revision}");
    }
}

#[test]
fn each_endpoint_is_in_the_models() {
    let in_models = ENDPOINTS.each_ref().map(|endpoint| {
        [
            endpoint.id.to_owned(),
            endpoint.zh.to_owned(),
            endpoint.methods.join(","),
            format!("{HOST_TEST}{}", endpoint.path),
            format!("{HOST_PRODUCTION}{}", endpoint.path),
            endpoint.page_size.map_or(String::new(), |size| size.to_string()),
        ]
    });
    assert_eq!(in_models.as_slice(), table("2.0.1", "endpoints", ENDPOINT_COLUMNS));
}

// Fields

/// A field of the spec, where an endpoint has it.
struct Specified<'a> {
    id: &'a str,
    parent: &'a str,
    field: &'a Field,
}

impl Specified<'_> {
    fn key(&self) -> [&str; 3] {
        [self.id, self.parent, &self.field.wire.value]
    }
}

fn key(printed: &Printed) -> [&str; 3] {
    [&printed.id, &printed.parent, &printed.name]
}

/// The fields that the spec calls documented, in its order: those of all requests or replies.
fn specified<'a>(spec: &'a Spec, table: &str) -> Vec<Specified<'a>> {
    let mut found = Vec::new();
    for endpoint in &spec.endpoints {
        let id = endpoint.id.value.as_str();
        if table == "request_fields" {
            collect(spec, id, "", &endpoint.parameters, &mut found);
            continue;
        }
        let reply = spec.replies.iter().find(|def| def.name.value == endpoint.reply.value);
        collect(spec, id, "", &spec.envelope.fields, &mut found);
        collect(spec, id, "", &reply.expect("the reply").fields, &mut found);
    }
    found
}

fn collect<'a>(
    spec: &'a Spec,
    id: &'a str,
    parent: &'a str,
    fields: &'a [Field],
    found: &mut Vec<Specified<'a>>,
) {
    for field in fields.iter().filter(|field| field.source == FieldSource::Document) {
        // `endpoints` names the ones that print the field, when not all do that have its type.
        if !field.endpoints.is_empty() && field.endpoints.iter().all(|at| at.value != id) {
            continue;
        }
        found.push(Specified { id, parent, field });
        if let Type::List(name) | Type::Named(name) = &field.ty.ty
            && let Some(def) = spec.types.iter().find(|def| def.name.value == *name)
        {
            collect(spec, id, &field.wire.value, &def.fields, found);
        }
    }
}

/// `errorCode` and `errorMsg` come from the table of error codes; no sample prints them.
fn is_decided(field: &Specified) -> bool {
    ["errorCode", "errorMsg"].contains(&field.field.wire.value.as_str())
        && field.parent.is_empty()
        && field.field.decisions.iter().any(|decision| decision.value == "U5")
}

#[test]
fn the_fields_of_the_spec_are_those_of_the_document_in_its_order() {
    for (revision, spec) in printings() {
        for table in ["request_fields", "reply_fields"] {
            let printed = printed_fields(revision, table);
            let mut specified = specified(&spec, table);
            specified.retain(|field| !is_decided(field));
            let specified: Vec<_> = specified.iter().map(Specified::key).collect();
            assert_eq!(
                specified,
                printed.iter().map(key).collect::<Vec<_>>(),
                "{revision} {table}"
            );
        }
    }
}

#[test]
fn each_field_of_the_spec_has_the_text_of_the_document() {
    for (revision, spec) in printings() {
        for table in ["request_fields", "reply_fields"] {
            let specified = specified(&spec, table);
            for printed in printed_fields(revision, table) {
                let field = find(&specified, &printed);
                assert_text(&field.text.zh, field, &printed);
            }
        }
    }
}

fn find<'a>(specified: &[Specified<'a>], printed: &Printed) -> &'a Field {
    let is_same = |field: &&Specified| field.key() == key(printed);
    specified.iter().find(is_same).unwrap_or_else(|| panic!("{printed:?} is not specified")).field
}

/// Objects and lists are printed without a text.
#[track_caller]
fn assert_text(chinese: &str, specified: &Field, printed: &Printed) {
    if printed.chinese.is_empty() {
        let is_nested = matches!(specified.ty.ty, Type::List(_) | Type::Named(_));
        return assert!(is_nested, "{printed:?} has no text");
    }
    let expected = description(&printed.chinese);
    let further = further_words(specified.notes.as_deref(), &printed.id);
    let is_said = squeeze(chinese) == expected || further.contains(&expected);
    assert!(is_said, "{printed:?} has {chinese:?} and {further:?}");
}

#[test]
fn the_document_has_so_many_fields() {
    for (revision, replies, in_device) in [("2.0", 224, 45), ("2.0.1", 225, 46)] {
        let spec = load(revision);
        assert_eq!(printed_fields(revision, "request_fields").len(), 13, "{revision}");
        assert_eq!(specified(&spec, "request_fields").len(), 13, "{revision}");
        assert_eq!(printed_fields(revision, "reply_fields").len(), replies, "{revision}");
        // `errorCode` and `errorMsg` at each of the five endpoints.
        assert_eq!(specified(&spec, "reply_fields").len(), replies + 10, "{revision}");

        for (name, count) in [
            ("Device", in_device),
            ("Contact", 3),
            ("Package", 5),
            ("StorageCondition", 5),
            ("ClinicalSize", 4),
            ("DataSet", 4),
            ("RecordKey", 1),
        ] {
            // 2.0.1 joins the rows of D002 by a key of its own.
            let joins_by_two_keys = revision == "2.0.1"
                && ["Package", "StorageCondition", "ClinicalSize"].contains(&name);
            let fields = &spec.types.iter().find(|def| def.name.value == name).unwrap().fields;
            let documented = fields.iter().filter(|field| field.source == FieldSource::Document);
            let expected = count + usize::from(joins_by_two_keys);
            assert_eq!(documented.count(), expected, "{revision} {name}");
        }
    }
}

#[test]
fn each_field_of_the_document_is_in_the_models() {
    let spec = load("2.0.1");
    for (table, count) in [("request_fields", 13), ("reply_fields", 225)] {
        let specified = specified(&spec, table);
        let printed = printed_fields("2.0.1", table);
        for row in &printed {
            let (model, field) = modelled(table, row);
            let docs = field_docs(model);
            let docs = docs.get(field.name).unwrap_or_else(|| panic!("{row:?} has no docs"));
            assert!(docs.contains(&format!("`{}`", row.name)), "{row:?}: {docs}");
            assert_text(field.zh, find(&specified, row), row);
            assert!(squeeze(docs).contains(&description(&row.chinese)), "{row:?}: {docs}");
            assert!(squeeze(docs).contains(&squeeze(field.zh)), "{row:?}: {docs}");
        }
        assert_eq!(printed.len(), count);
    }
}

/// The model and field for a printed field.
fn modelled(table: &str, printed: &Printed) -> (&'static ModelInfo, &'static FieldInfo) {
    let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.id == printed.id).expect("endpoint");
    let root = if table == "request_fields" { endpoint.request } else { endpoint.reply };
    let model =
        find_model(root, &printed.parent).unwrap_or_else(|| panic!("{printed:?}: no parent"));
    let field = model.fields.iter().find(|field| field.wire == printed.name);
    (model, field.unwrap_or_else(|| panic!("{printed:?} is not in {}", model.name)))
}

/// The model below `root` that stands under the key `parent`; `root` itself for no key.
fn find_model(root: &'static ModelInfo, parent: &str) -> Option<&'static ModelInfo> {
    if parent.is_empty() {
        return Some(root);
    }
    root.fields.iter().find_map(|field| match field.kind {
        Kind::Model(model) | Kind::List(model) if field.wire == parent => Some(model),
        Kind::Model(model) | Kind::List(model) => find_model(model, parent),
        _ => None,
    })
}

#[test]
fn the_models_call_nothing_documented_that_is_not() {
    for (table, observed) in [("request_fields", 6), ("reply_fields", 4)] {
        let printed = printed_fields("2.0.1", table);
        let mut not_documented = Vec::new();
        for endpoint in &ENDPOINTS {
            let root = if table == "request_fields" { endpoint.request } else { endpoint.reply };
            walk(root, "", &mut |parent, field| {
                let is_printed = |row: &Printed| row.parent == parent && row.name == field.wire;
                match field.source {
                    Source::Observed => not_documented.push(field.wire),
                    Source::Document if printed.iter().any(is_printed) => {}
                    Source::Document => assert!(
                        ["errorCode", "errorMsg"].contains(&field.wire),
                        "{} {parent}.{}",
                        endpoint.id,
                        field.wire
                    ),
                }
            });
        }
        not_documented.sort_unstable();
        not_documented.dedup();
        assert_eq!(not_documented.len(), observed, "{not_documented:?}");
    }
}

/// The doc comments of a generated file: by field or variant.
fn generated(file: &str) -> BTreeMap<String, String> {
    docs(&format!("crates/udid-types/src/generated/{file}.rs"))
}

fn field_docs(model: &ModelInfo) -> BTreeMap<String, String> {
    generated(&format!("models/{}", snake(model.name)))
}

// Codes and values

/// Values with their text, blanks taken out: `("9", "令牌有效期超过5分钟，不能再次获取令牌")`.
type Values = Vec<(String, String)>;

fn documented_values(def: &EnumDef) -> Values {
    let documented = def.values.iter().filter(|value| value.source == FieldSource::Document);
    documented.map(|value| (value.wire.value.clone(), squeeze(&value.text.zh))).collect()
}

fn enum_def<'a>(spec: &'a Spec, name: &str) -> Option<&'a EnumDef> {
    spec.enums.iter().find(|def| def.name.value == name)
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

// Decisions

#[test]
fn each_decision_stands_where_it_applies() {
    let spec = load("2.0.1");
    assert_eq!(spec.decisions.len(), 24);
    let mut docs = String::new();
    for folder in ["", "models", "enums"] {
        let folder = workspace("crates/udid-types/src/generated").join(folder);
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            docs += &std::fs::read_to_string(path).unwrap_or_default();
        }
    }
    // U24 is about the numbers of our revisions and applies to no item.
    for decision in spec.decisions.iter().filter(|decision| decision.id.value != "U24") {
        let text = format!("* {}: {} → {}", decision.id.value, decision.open, decision.decided);
        assert!(docs.contains(&text), "{text}");
    }
}

// The document's own history

#[test]
fn each_row_of_the_revision_history_is_in_the_spec() {
    let columns = ["version", "created", "effective", "remark", "changes"];
    let rows = table("2.0", "revisions", columns).into_iter();
    let printed: Vec<_> = rows
        .map(|[version, created, effective, remark, changes]| {
            let changes: Vec<_> = changes.split(" | ").map(squeeze).collect();
            (version, iso_date(&created), iso_date(&effective), remark, changes)
        })
        .collect();
    let specified: Vec<_> = load("2.0")
        .history
        .into_iter()
        .map(|row| {
            let changes: Vec<_> = row.changes.iter().map(|change| squeeze(change)).collect();
            (row.version, row.created, row.effective, row.remark, changes)
        })
        .collect();
    assert_eq!(specified, printed);
    assert_eq!(specified.len(), 8);
    assert!(load("2.0.1").history.is_empty(), "the later printing has no history");
}

/// `2020.3.25` and `2020.03.25` are 2020-03-25.
fn iso_date(printed: &str) -> String {
    let parts: Vec<u32> = printed.split('.').map(|part| part.parse().expect("a number")).collect();
    format!("{:04}-{:02}-{:02}", parts[0], parts[1], parts[2])
}
