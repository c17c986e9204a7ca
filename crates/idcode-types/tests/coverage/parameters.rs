//! The parameters: name, printed type, mark, text, default and limits.

use spec::{Endpoint, Field, Required, Spec, Type};
use wire::{FieldInfo, Kind, Limits};

use crate::document::{squeeze, walk};
use crate::{endpoint, info, is_stated, load, model_docs, table, type_def};

const COLUMNS: [&str; 6] = ["number", "parent", "name", "type", "required", "text"];

/// Printed 必填 under a condition that the text names: optional by itself, with the decision.
const CONDITIONAL: [(&str, &str, &str); 4] = [
    ("301", "sms_verify_code", "I21"),
    ("605", "category_id", "I83"),
    ("605", "margin_type_lv2", "I83"),
    ("608", "category_reg_id", "I89"),
];

/// The endpoints that print the mark of `access_token` in full-width parentheses.
const FULL_WIDTH: [&str; 3] = ["604", "605", "606"];

/// The containers in the JSON of 402, which occur in its sample only (I56).
const CONTAINER: &str = "category_reg_list";

/// What the document prints of a parameter, the text without blanks.
#[derive(Debug, PartialEq)]
struct Row {
    number: String,
    parent: String,
    name: String,
    printed_type: String,
    required: String,
    text: String,
}

fn printed() -> Vec<Row> {
    let rows = table("parameters", COLUMNS).into_iter();
    rows.map(|[number, parent, name, printed_type, required, text]| {
        let text = squeeze(&text);
        Row { number, parent, name, printed_type, required, text }
    })
    .collect()
}

fn condition(number: &str, name: &str) -> Option<&'static str> {
    let found = CONDITIONAL.iter().find(|(at, parameter, _)| (*at, *parameter) == (number, name));
    found.map(|(_, _, decision)| *decision)
}

/// A parameter of the spec, where an endpoint has it.
struct Specified<'a> {
    row: Row,
    field: &'a Field,
    /// Whether this endpoint prints no mark where others do.
    is_unmarked: bool,
}

/// All parameters of the spec, in the order in which the document prints them.
fn specified(spec: &Spec) -> Vec<Specified<'_>> {
    let mut found = Vec::new();
    for endpoint in &spec.endpoints {
        let takes = |name: &str| {
            let common = endpoint.common.as_ref();
            common.is_none_or(|common| common.iter().any(|taken| taken.value == name))
        };
        let common = |name: &str| {
            let mut fields = spec.common_parameters.iter();
            fields.find(|field| takes(name) && field.wire.value == name)
        };
        let first = common("access_token").into_iter();
        let own = endpoint.parameters.iter().filter(|field| is_stated(field, &endpoint.id.value));
        let last = [common("time"), common("hash")].into_iter().flatten();
        found.extend(first.chain(own).chain(last).map(|field| specify(endpoint, "", field)));
        for field in &endpoint.parameters {
            if let Type::Json(name) = &field.ty.ty {
                nested(spec, endpoint, &field.wire.value, name, &mut found);
            }
        }
    }
    found
}

/// The table of the JSON is flat: the content of the container is listed beside it.
fn nested<'a>(
    spec: &'a Spec,
    endpoint: &Endpoint,
    parent: &str,
    name: &str,
    found: &mut Vec<Specified<'a>>,
) {
    for field in &type_def(spec, name).expect("the type").fields {
        match &field.ty.ty {
            Type::List(inner) => {
                assert_eq!(field.wire.value, CONTAINER);
                nested(spec, endpoint, parent, inner, found);
            }
            _ => found.push(specify(endpoint, parent, field)),
        }
    }
}

fn specify<'a>(endpoint: &Endpoint, parent: &str, field: &'a Field) -> Specified<'a> {
    let number = endpoint.id.value.clone();
    let name = field.wire.value.clone();
    let is_unmarked = endpoint.unmarked.iter().any(|at| at.value == name);
    let required = match field.required {
        Required::ByDocument if !is_unmarked => "yes",
        Required::No => "no",
        _ => "",
    };
    let mut text = squeeze(&field.text.zh);
    if is_unmarked {
        text = text.replace("(必填)", "");
    }
    if name == "access_token" && FULL_WIDTH.contains(&number.as_str()) {
        text = text.replace("(必填)", "（必填）");
    }
    let printed_type = field.printed_type.clone().unwrap_or_default();
    let row = Row {
        number,
        parent: parent.to_owned(),
        name,
        printed_type,
        required: required.into(),
        text,
    };
    Specified { row, field, is_unmarked }
}

#[test]
fn the_parameters_of_the_spec_are_those_of_the_document_in_its_order() {
    let mut expected = printed();
    let mut conditional = Vec::new();
    for row in &mut expected {
        if let Some(decision) = condition(&row.number, &row.name) {
            assert_eq!(row.required, "yes", "{row:?}");
            row.required = "no".to_owned();
            conditional.push((row.number.clone(), row.name.clone(), decision));
        }
    }
    let spec = load();
    let specified = specified(&spec);
    for (specified, expected) in specified.iter().zip(&expected) {
        assert_eq!(specified.row, *expected);
    }
    assert_eq!(specified.len(), expected.len());
    assert_eq!(conditional.len(), CONDITIONAL.len());
    for (number, name, decision) in conditional {
        let parameter = |at: &&Specified| at.row.number == number && at.row.name == name;
        let field = specified.iter().find(parameter).expect("the parameter").field;
        assert!(field.decisions.iter().any(|at| at.value == decision), "{number} {name}");
    }
}

#[test]
fn the_document_has_so_many_parameters() {
    let rows = printed();
    let of = |parent: &str| rows.iter().filter(|row| row.parent == parent).count();
    assert_eq!((of(""), of("json_str")), (322, 11));
    let marked = |mark: &str| rows.iter().filter(|row| row.required == mark).count();
    assert_eq!((marked("yes"), marked("no"), marked("")), (258, 18, 57));
    assert_eq!(rows.iter().filter(|row| row.printed_type == "File").count(), 3);
}

#[test]
fn what_we_require_without_a_mark_is_decided() {
    let spec = load();
    let mut by_us: Vec<_> = specified(&spec)
        .iter()
        .filter(|at| at.field.required == Required::ByUs)
        .map(|at| (at.row.number.clone(), at.row.name.clone()))
        .collect();
    by_us.sort();
    let expected = [
        ("402", "json_str"),
        ("5012", "code_list_str"),
        ("602", "reg_id"),
        ("603", "code"),
        ("608", "type"),
    ];
    assert_eq!(by_us, expected.map(|(number, name)| (number.to_owned(), name.to_owned())));
    let i10 = spec.decisions.iter().find(|decision| decision.id.value == "I10").expect("I10");
    for (number, name) in expected {
        assert!(i10.open.contains(number), "{number} {name}");
        let fields = &endpoint(&spec, number).parameters;
        let field = fields.iter().find(|field| field.wire.value == name).expect("the parameter");
        assert!(field.decisions.iter().any(|at| at.value == "I10"), "{number} {name}");
    }
}

/// What the models say of a parameter, and the model in whose file its documentation stands.
fn modelled(row: &Row) -> (&'static FieldInfo, Option<&'static str>) {
    let info = info(&row.number);
    let is_named = |field: &&FieldInfo| field.wire == row.name;
    if row.parent.is_empty() {
        if let Some(field) = info.common.iter().find(is_named) {
            return (field, None);
        }
        let field = info.files.iter().chain(info.request.fields).find(is_named);
        return (field.unwrap_or_else(|| panic!("{row:?}")), Some(info.request.name));
    }
    let mut found = None;
    for field in info.request.fields.iter().filter(|field| field.wire == row.parent) {
        let Kind::Json(root) = field.kind else { panic!("{row:?} is not JSON") };
        for model in [Some(root), inner(root)].into_iter().flatten() {
            let field = model.fields.iter().find(is_named);
            found = found.or(field.map(|field| (field, Some(model.name))));
        }
    }
    found.unwrap_or_else(|| panic!("{row:?}"))
}

fn inner(model: &wire::ModelInfo) -> Option<&'static wire::ModelInfo> {
    model.fields.iter().find_map(|field| match field.kind {
        Kind::List(inner) if field.wire == CONTAINER => Some(inner),
        _ => None,
    })
}

#[test]
fn each_parameter_of_the_document_is_in_the_models() {
    let spec = load();
    let specified = specified(&spec);
    let mut documented = 0;
    for (row, specified) in printed().iter().zip(&specified) {
        let (info, model) = modelled(row);
        assert_eq!(info.zh, specified.field.text.zh, "{row:?}");
        let is_required = specified.field.required.is_required() && !specified.is_unmarked;
        assert_eq!(info.required, is_required, "{row:?}");
        assert_eq!(matches!(info.kind, Kind::File), row.printed_type == "File", "{row:?}");
        // The client fills in the parameters of every request: they are not fields of it.
        let Some(model) = model else { continue };
        if row.printed_type == "File" {
            continue;
        }
        documented += 1;
        let docs = model_docs(model);
        let docs = docs.get(info.name).unwrap_or_else(|| panic!("{row:?} has no docs"));
        assert!(docs.contains(&format!("(`{}`)", row.name)), "{row:?}: {docs}");
        assert!(squeeze(docs).contains(&row.text), "{row:?}: {docs}");
    }
    // access_token at 46 endpoints, time and hash at 47; three files.
    assert_eq!(documented, 322 + 11 - (46 + 47 + 47) - 3);
}

/// I9: four endpoints print `access_token` without 必填; it is sent all the same.
#[test]
fn the_models_require_the_key_where_the_document_does() {
    let unmarked = |row: &Row| row.name == "access_token" && row.required.is_empty();
    let unmarked: Vec<_> = printed().into_iter().filter(unmarked).map(|row| row.number).collect();
    assert_eq!(unmarked, ["301", "309", "310", "603"]);
    for endpoint in &idcode_types::ENDPOINTS {
        let optional: Vec<_> = endpoint
            .common
            .iter()
            .filter(|field| !field.required)
            .map(|field| field.wire)
            .collect();
        let is_unmarked = unmarked.iter().any(|number| number == endpoint.id);
        let expected: &[_] = if is_unmarked { &["access_token"] } else { &[] };
        assert_eq!(optional, expected, "{}", endpoint.id);
        assert!(endpoint.common.iter().all(|field| field.filled_by_client), "{}", endpoint.id);
    }
}

#[test]
fn the_files_of_the_document_go_beside_the_parameters() {
    let files: Vec<_> = idcode_types::ENDPOINTS
        .iter()
        .flat_map(|endpoint| {
            endpoint.files.iter().map(|file| (endpoint.id, file.wire, file.required))
        })
        .collect();
    let expected =
        [("305", "unit_logo", false), ("304", "file1", true), ("5011", "code_file", true)];
    assert_eq!(files, expected);
    for (number, file, _) in expected {
        let row = printed().into_iter().find(|row| row.number == number && row.name == file);
        let row = row.expect("the row");
        let (info, _) = modelled(&row);
        assert_eq!((squeeze(info.zh), row.printed_type.as_str()), (row.text, "File"));
    }
}

/// The value behind 默认 in a text.
fn printed_default(text: &str) -> Option<String> {
    let (_, behind) = text.split_once("默认")?;
    let behind = behind.trim_start_matches(['值', '为', '：']);
    let value = behind.split(|letter: char| !letter.is_ascii_digit() && letter != '.').next()?;
    Some(value.to_owned())
}

#[test]
fn the_defaults_are_those_of_the_document() {
    let mut count = 0;
    for row in printed() {
        let expected = printed_default(&row.text);
        let (info, _) = modelled(&row);
        assert_eq!(info.default.map(str::to_owned), expected, "{row:?}");
        count += usize::from(expected.is_some());
    }
    assert_eq!(count, 18);
}

#[test]
fn the_limits_are_those_of_the_document() {
    let mut found = Vec::new();
    for endpoint in &idcode_types::ENDPOINTS {
        walk(endpoint.request, "", &mut |_, field| {
            if field.limits != Limits::NONE {
                let Limits { min, max, min_length, max_length, .. } = field.limits;
                found.push((endpoint.id, field.wire, [min, max, min_length, max_length]));
            }
        });
    }
    // 等级（1、2、3）, 6~16 位字符, and 取值范围：1 - 7.
    let expected = [
        ("102", "level", [Some(1), Some(3), None, None]),
        ("504", "password", [None, None, Some(6), Some(16)]),
        ("605", "margin_type_lv2", [Some(1), Some(7), None, None]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_models_call_no_parameter_documented_that_is_not() {
    let printed = printed();
    for endpoint in &idcode_types::ENDPOINTS {
        let is_printed =
            |field: &str| printed.iter().any(|row| row.number == endpoint.id && row.name == field);
        walk(endpoint.request, "", &mut |_, field| {
            assert!(
                is_printed(field.wire) || field.wire == CONTAINER,
                "{} {}",
                endpoint.id,
                field.wire
            );
        });
        for field in endpoint.files.iter().chain(endpoint.common) {
            assert!(is_printed(field.wire), "{} {}", endpoint.id, field.wire);
        }
    }
    let sample = crate::workspace::read("tests/data/idcode/1/samples/402-request.json");
    assert!(sample.contains(&format!("{CONTAINER:?}")));
}
