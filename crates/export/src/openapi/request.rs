//! Parameters and bodies of requests.

use serde_json::{Value, json};
use spec::{EncodingStyle, Endpoint, Field, Place, Placement, Spec, Type};

use super::has_headers;
use super::schema::{self, Direction};
use super::security::{common, is_query};
use crate::json::{Json, Object};
use crate::samples::Samples;
use crate::words;

/// What goes into query and headers, but for what a security scheme stands for.
pub fn parameters(spec: &Spec, endpoint: &Endpoint, method: &str) -> Vec<Json> {
    let open = |field: &&Field| !field.sensitive;
    let common = common(spec, endpoint).into_iter().filter(open);
    let placed = endpoint.parameters.iter().filter_map(|field| match field.placement {
        Placement::Parameters => None,
        Placement::Path => Some(self::parameter(spec, field, "path")),
        Placement::Header => Some(self::parameter(spec, field, "header")),
    });
    let own = in_query_or_body(endpoint);
    let parameter = |place| move |field| parameter(spec, field, place);
    let others: Vec<_> = match (has_headers(spec), is_query(spec, method)) {
        (true, true) => {
            own.map(parameter("query")).chain(common.map(parameter("header"))).collect()
        }
        (true, false) => common.map(parameter("header")).collect(),
        (false, true) => own.chain(common).map(parameter("query")).collect(),
        (false, false) => Vec::new(),
    };
    placed.chain(others).collect()
}

fn in_query_or_body(endpoint: &Endpoint) -> impl Iterator<Item = &Field> {
    endpoint.parameters.iter().filter(|field| field.placement == Placement::Parameters)
}

fn parameter(spec: &Spec, field: &Field, place: &str) -> Json {
    Object::new()
        .with("name", &field.wire.value)
        .with("in", place)
        .with("description", words::field(field))
        .with_some("required", field.required.is_required().then_some(true))
        .with("schema", schema::plain(spec, field, Direction::Sent))
        .into()
}

/// The body, if there is one.
pub fn body(spec: &Spec, endpoint: &Endpoint, samples: &Samples, method: &str) -> Option<Object> {
    if is_query(spec, method) {
        return None;
    }
    let reference = schema::reference(&endpoint.request.value);
    let (media_type, content) = match &spec.encoding.style {
        EncodingStyle::JsonInForm { .. } if endpoint.parameters.is_empty() => return None,
        EncodingStyle::JsonInForm { field } => (
            "application/x-www-form-urlencoded",
            Object::new()
                .with("schema", form_with_json(field, reference))
                .with("encoding", json!({ field: { "contentType": "application/json" } })),
        ),
        EncodingStyle::SignedForm => signed_form(endpoint, reference),
        EncodingStyle::Json { .. } => ("application/json", Object::new().with("schema", reference)),
    };
    let examples = examples(spec, endpoint, samples);
    let content = content.with_some("examples", examples.filled());
    let by_type = Object::new().with(media_type, content);
    Some(Object::new().with("required", true).with("content", by_type))
}

fn form_with_json(field: &str, reference: Object) -> Object {
    Object::new()
        .with("type", "object")
        .with("required", json!([field]))
        .with("properties", Object::new().with(field, reference))
}

/// A form; with a file it is of several parts.
fn signed_form(endpoint: &Endpoint, reference: Object) -> (&'static str, Object) {
    let content = Object::new().with("schema", reference);
    let file = endpoint.parameters.iter().find(|field| field.ty.ty == Type::File);
    match file {
        None => ("application/x-www-form-urlencoded", content),
        Some(file) => {
            let part = json!({ &file.wire.value: { "contentType": "application/octet-stream" } });
            ("multipart/form-data", content.with("encoding", part))
        }
    }
}

/// The printed requests, as this encoding has them.
fn examples(spec: &Spec, endpoint: &Endpoint, samples: &Samples) -> Object {
    let place = |value: &Value| match &spec.encoding.style {
        EncodingStyle::JsonInForm { field } => Some(json!({ field: value })),
        EncodingStyle::Json { .. } => Some(value.clone()),
        EncodingStyle::SignedForm => {
            let json =
                endpoint.parameters.iter().find(|field| matches!(field.ty.ty, Type::Json(_)));
            json.map(|field| json!({ &field.wire.value: value.to_string() }))
        }
    };
    samples.requests(&endpoint.id.value, place)
}

/// The component of a request that has a body: its parameters, where they stand in it.
pub fn component(spec: &Spec, endpoint: &Endpoint) -> Object {
    let own: Vec<_> = in_query_or_body(endpoint).collect();
    let text = &endpoint.text;
    let common = common(spec, endpoint);
    let object = |fields: &[&Field]| schema::object(spec, text, fields, Direction::Sent);
    match &spec.encoding.style {
        EncodingStyle::Json { common: Place::Body, under } => match under {
            Some(key) => {
                let data = schema::object(spec, text, &own, Direction::Sent);
                schema::object_with(spec, text, &common, key, data)
            }
            None => object(&[own, common].concat()),
        },
        EncodingStyle::SignedForm => object(&[own, common].concat()),
        EncodingStyle::Json { common: Place::Header, .. } | EncodingStyle::JsonInForm { .. } => {
            object(&own)
        }
    }
}
