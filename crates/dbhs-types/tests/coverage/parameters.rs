//! The parameters of the endpoints, and those in the header of every request.

use dbhs_types::ENDPOINTS;
use spec::{EncodingStyle, Endpoint, Field, FieldSource, Place, Required};
use wire::{Kind, Limits, Source};

use crate::document::squeeze;
use crate::{decision, docs, info, is_decided, load, table};

const COLUMNS: [&str; 6] = ["id", "name", "place", "required", "type", "chinese"];

/// The parameter with nothing printed under 是否必须: required by us (D6).
const BLANK: (&str, &str) = ("getOrganizationByName", "searchKey");

/// A parameter of the spec, as the document would print it.
fn row(endpoint: &Endpoint, field: &Field) -> [String; 6] {
    let is_body = endpoint.methods.iter().all(|method| method.value == "POST");
    let required = match field.required {
        Required::No => "false",
        Required::ByDocument => "true",
        Required::ByUs | Required::Unstated => "",
    };
    [
        endpoint.id.value.clone(),
        field.wire.value.clone(),
        if is_body { "body" } else { "" }.to_owned(),
        required.to_owned(),
        field.printed_type.clone().unwrap_or_default(),
        squeeze(&field.text.zh),
    ]
}

#[test]
fn the_parameters_of_the_spec_are_those_of_the_document_in_its_order() {
    let spec = load();
    let endpoints = spec.endpoints.iter();
    let specified = endpoints.flat_map(|at| at.parameters.iter().map(move |field| row(at, field)));
    let specified: Vec<_> = specified.collect();
    assert_eq!(specified, table("parameters", COLUMNS));
    let counts: Vec<_> = spec.endpoints.iter().map(|at| at.parameters.len()).collect();
    assert_eq!(counts, [1, 5, 2]);
    let fields = spec.endpoints.iter().flat_map(|endpoint| &endpoint.parameters);
    for field in fields {
        assert_eq!(field.source, FieldSource::Document, "{}", field.wire.value);
    }
}

#[test]
fn what_we_require_without_a_mark_is_decided() {
    let spec = load();
    let mut by_us = Vec::new();
    for endpoint in &spec.endpoints {
        for field in endpoint.parameters.iter().filter(|field| field.required.is_required()) {
            assert!(is_decided(&field.decisions, "D6"), "{}", field.wire.value);
            by_us.push((endpoint.id.value.as_str(), field.wire.value.as_str()));
        }
    }
    assert_eq!(by_us, [BLANK]);
    assert!(decision(&spec, "D6").decided.starts_with("searchKey is required"));
}

#[test]
fn each_parameter_is_in_the_models_and_their_documentation() {
    let rows = table("parameters", COLUMNS);
    assert_eq!(rows.len(), 8);
    let counts = ENDPOINTS.each_ref().map(|endpoint| endpoint.request.fields.len());
    assert_eq!(counts, [1, 5, 2]);
    for [id, name, .., printed_type, chinese] in &rows {
        let model = info(id).request;
        let field = model.fields.iter().find(|field| field.wire == name);
        let field = field.unwrap_or_else(|| panic!("{id} {name}"));
        assert_eq!(field.zh, chinese, "{id} {name}");
        assert!(matches!(field.kind, Kind::Text) && printed_type == "string", "{id} {name}");
        assert_eq!(field.required, (id.as_str(), name.as_str()) == BLANK, "{id} {name}");
        assert_eq!((field.source, field.limits), (Source::Document, Limits::NONE), "{id} {name}");
        let docs = &docs("models", model.name)[field.name];
        assert!(docs.contains(&format!("{chinese} (`{name}`).")), "{docs}");
    }
}

#[test]
fn the_header_of_every_request_is_that_of_the_document() {
    let rows = table("headers", ["name", "value", "text"]);
    assert_eq!(rows.len(), 3);
    let spec = load();
    assert_eq!(
        spec.encoding.style,
        EncodingStyle::Json { common: Place::Header, under: None },
        "请求接口时header须携带身份信息的头"
    );
    let specified = spec.common_parameters.iter();
    let specified = specified.map(|field| [field.wire.value.as_str(), field.text.zh.as_str()]);
    let printed: Vec<_> = rows.iter().map(|[name, _, text]| [name.as_str(), text]).collect();
    assert!(specified.eq(printed.iter().copied()));
    assert!(spec.common_parameters.iter().all(|field| field.required == Required::ByDocument));
    for [name, value, _] in &rows {
        assert_eq!(*value, format!("[{name}]"), "a placeholder");
    }
    for endpoint in &ENDPOINTS {
        let common = endpoint.common.iter();
        assert!(common.map(|field| [field.wire, field.zh]).eq(printed.iter().copied()));
        let is_ours = |field: &wire::FieldInfo| field.required && field.filled_by_client;
        assert!(endpoint.common.iter().all(is_ours), "{}", endpoint.id);
    }
}
