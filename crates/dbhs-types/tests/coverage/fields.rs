//! The fields of the replies: order, container, Chinese text, printed type and length.

use dbhs_types::ENDPOINTS;
use spec::{Field, FieldSource, Spec, Type};
use wire::{FieldInfo, Kind, ModelInfo, Source};

use crate::document::{squeeze, walk};
use crate::samples_only::sample_only;
use crate::{docs, info, is_decided, load, reply_def, table, type_def};

const COLUMNS: [&str; 6] = ["id", "parent", "name", "chinese", "type", "length"];

/// Printed with type and length, but without a text (D8).
const UNDESCRIBED: [&str; 2] = ["provinceName", "cityName"];

/// What the spec has instead of a text that the document lacks.
pub const NOT_DESCRIBED: &str = "（未说明）";

/// A field that the document prints in a table, or the spec as it would be printed.
#[derive(Debug, PartialEq)]
struct Row {
    id: String,
    parent: String,
    name: String,
    chinese: String,
    printed_type: String,
    length: Option<u64>,
}

fn printed() -> Vec<Row> {
    let rows = table("reply_fields", COLUMNS).into_iter();
    rows.map(|[id, parent, name, chinese, printed_type, length]| {
        let length = (!length.is_empty()).then(|| length.parse().expect("a number"));
        Row { id, parent, name, chinese: squeeze(&chinese), printed_type, length }
    })
    .collect()
}

/// The fields of the data of every reply, with endpoint and container, in the order of the spec.
pub fn specified(spec: &Spec, source: FieldSource) -> Vec<(&str, &str, &Field)> {
    let mut found = Vec::new();
    for endpoint in &spec.endpoints {
        let data = &reply_def(spec, endpoint).fields;
        assert_eq!(data.len(), 1, "{}", endpoint.id.value);
        collect(spec, &endpoint.id.value, &data[0], &mut found);
    }
    found.retain(|(_, _, field)| field.source == source);
    found
}

fn collect<'a>(
    spec: &'a Spec,
    id: &'a str,
    container: &'a Field,
    found: &mut Vec<(&'a str, &'a str, &'a Field)>,
) {
    let (Type::Named(name) | Type::List(name)) = &container.ty.ty else { return };
    let Some(def) = type_def(spec, name) else { return };
    for field in spec.fields_of(def) {
        found.push((id, &container.wire.value, field));
        collect(spec, id, field, found);
    }
}

fn row((id, parent, field): (&str, &str, &Field)) -> Row {
    let is_undescribed = UNDESCRIBED.contains(&field.wire.value.as_str());
    if is_undescribed {
        assert!(field.text.zh.starts_with(NOT_DESCRIBED), "{}", field.text.zh);
        assert!(is_decided(&field.decisions, "D8"), "{}", field.wire.value);
    }
    Row {
        id: id.to_owned(),
        parent: parent.to_owned(),
        name: field.wire.value.clone(),
        chinese: if is_undescribed { String::new() } else { squeeze(&field.text.zh) },
        printed_type: field.printed_type.clone().unwrap_or_default(),
        length: field.limits.max_length,
    }
}

#[test]
fn the_fields_of_the_spec_are_those_of_the_document_in_its_order() {
    let spec = load();
    let specified = specified(&spec, FieldSource::Document);
    let printed = printed();
    for (specified, printed) in specified.iter().zip(&printed) {
        assert_eq!(row(*specified), *printed);
    }
    assert_eq!(specified.len(), printed.len());
}

#[test]
fn the_document_has_so_many_fields() {
    let rows = printed();
    let of = |id: &str| rows.iter().filter(|row| row.id == id).count();
    assert_eq!(
        [of("getOrganizationByName"), of("product/list"), of("product/detail")],
        [56, 9, 25]
    );
    let undescribed = rows.iter().filter(|row| row.chinese.is_empty());
    assert!(undescribed.map(|row| row.name.as_str()).eq(UNDESCRIBED));
    let typed = |name: &str| rows.iter().filter(|row| row.printed_type == name).count();
    assert_eq!(["string", "text", "date", "int", "array"].map(typed), [81, 4, 3, 1, 1]);
    // All but text, date, int and array have a length.
    assert_eq!(rows.iter().filter(|row| row.length.is_some()).count(), 81);
}

/// The keys around the data: code and message in every reply, the data with its own type in each.
#[test]
fn the_envelope_is_that_of_the_document() {
    let rows = table("envelope", ["name", "text"]);
    assert_eq!(rows.len(), 3);
    let spec = load();
    for endpoint in &spec.endpoints {
        let fields = spec.envelope.fields.iter().chain(&reply_def(&spec, endpoint).fields);
        let mut specified: Vec<_> =
            fields.map(|field| [field.wire.value.clone(), field.text.zh.clone()]).collect();
        specified.sort();
        assert_eq!(specified, rows, "{}", endpoint.id.value);
        let reply = info(&endpoint.id.value).reply;
        assert_eq!(reply.fields.len(), rows.len());
        for [name, text] in &rows {
            let field = reply.fields.iter().find(|field| field.wire == name).expect(name);
            assert_modelled(reply, field, text);
        }
    }
}

/// A documented field of the models, and its documentation.
#[track_caller]
fn assert_modelled(model: &ModelInfo, field: &FieldInfo, chinese: &str) {
    assert_eq!(field.source, Source::Document, "{}", field.wire);
    assert!(squeeze(field.zh).contains(&squeeze(chinese)), "{} {}", field.wire, field.zh);
    let docs = &docs("models", model.name)[field.name];
    assert!(docs.contains(&format!("{} (`{}`).", field.zh, field.wire)), "{docs}");
}

#[test]
fn each_field_of_the_document_is_in_the_models() {
    for row in printed() {
        let model = find_model(info(&row.id).reply, &row.parent).expect("the container");
        let field = model.fields.iter().find(|field| field.wire == row.name);
        let field = field.unwrap_or_else(|| panic!("{row:?} is not in {}", model.name));
        assert_modelled(model, field, &row.chinese);
        assert_eq!(field.limits.max_length, row.length, "{row:?}");
        assert!(holds(field.kind, &row), "{row:?} is {:?}", field.kind);
    }
}

/// Whether a kind is one for the printed type. Dates are printed as `string` too, and coded values.
fn holds(kind: Kind, row: &Row) -> bool {
    match row.printed_type.as_str() {
        "string" => matches!(kind, Kind::Text | Kind::Date | Kind::Enum(_)),
        "text" => matches!(kind, Kind::Text),
        "date" => matches!(kind, Kind::Date),
        "int" => matches!(kind, Kind::Count),
        "array" => matches!(kind, Kind::List(_)),
        _ => false,
    }
}

/// The model below the key `parent`, at any depth.
fn find_model(root: &'static ModelInfo, parent: &str) -> Option<&'static ModelInfo> {
    root.fields.iter().find_map(|field| match field.kind {
        Kind::Model(model) | Kind::List(model) if field.wire == parent => Some(model),
        Kind::Model(model) | Kind::List(model) => find_model(model, parent),
        _ => None,
    })
}

#[test]
fn the_models_have_no_field_that_is_not_printed() {
    let printed = printed();
    let envelope = table("envelope", ["name", "text"]);
    let sample_only = sample_only();
    let mut counts = [0; 3];
    for (endpoint, count) in ENDPOINTS.iter().zip(&mut counts) {
        walk(endpoint.reply, "", &mut |parent, field| {
            *count += 1;
            let is_here =
                |[id, at, name]: [&str; 3]| (id, at, name) == (endpoint.id, parent, field.wire);
            let is_row = printed.iter().any(|row| is_here([&row.id, &row.parent, &row.name]));
            let is_around =
                parent.is_empty() && envelope.iter().any(|[name, _]| name == field.wire);
            let is_sample = sample_only.iter().any(|[id, at, name]| is_here([id, at, name]));
            let expected = if is_sample { Source::Sample } else { Source::Document };
            assert!(is_row || is_around || is_sample, "{} {parent} {}", endpoint.id, field.wire);
            assert_eq!(field.source, expected, "{} {parent} {}", endpoint.id, field.wire);
        });
    }
    assert_eq!(counts, [56 + 3 + 5, 9 + 3, 25 + 3 + 3]);
}
