//! Schemas of objects, fields and lists of values.

use serde_json::{Value, json};
use spec::{Field, FieldSource, Limits, Required, Spec, Text, Type};

use super::values::{closed_enum, find_enum, is_number, sent_value};
use crate::json::{Json, Object};
use crate::words;

/// Which way something goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the service: as the document asks.
    Sent,
    /// From the service: as it may come.
    Read,
}

/// An object with these fields.
pub fn object(spec: &Spec, text: &Text, fields: &[&Field], direction: Direction) -> Object {
    let is_required = |field: &&&Field| match direction {
        Direction::Sent => field.required.is_required(),
        Direction::Read => is_return_code(spec, field),
    };
    let required = fields.iter().filter(is_required).map(|field| &field.wire.value);
    let properties: Object = fields
        .iter()
        .map(|field| (field.wire.value.clone(), described(spec, field, direction).into()))
        .collect();
    Object::new()
        .with("type", "object")
        .with("description", words::both(text))
        .with_some("required", Json::texts(required))
        .with("properties", properties)
}

/// An object with these fields, and another object under a key.
pub fn object_with(spec: &Spec, text: &Text, fields: &[&Field], key: &str, data: Object) -> Object {
    let names = fields.iter().filter(|field| field.required.is_required());
    let names = names.map(|field| field.wire.value.as_str()).chain([key]);
    let properties = fields
        .iter()
        .map(|field| (field.wire.value.clone(), described(spec, field, Direction::Sent).into()));
    let properties: Object = properties.chain([(key.to_owned(), data.into())]).collect();
    Object::new()
        .with("type", "object")
        .with("description", words::both(text))
        .with_some("required", Json::texts(names))
        .with("properties", properties)
}

/// The return code is what makes an answer one; every type that is not of the envelope lacks it.
fn is_return_code(spec: &Spec, field: &Field) -> bool {
    spec.envelope.code.as_ref().is_some_and(|code| field.wire.value == code.value)
        && spec.envelope.fields.iter().any(|of_envelope| of_envelope.name == field.name)
}

/// A field with its description.
fn described(spec: &Spec, field: &Field, direction: Direction) -> Object {
    let mut schema = plain(spec, field, direction);
    schema.push("description", words::field(field));
    schema
}

/// A field without its description.
pub fn plain(spec: &Spec, field: &Field, direction: Direction) -> Object {
    let is_read = direction == Direction::Read;
    let schema = of_type(spec, field, &field.ty.ty, direction);
    let limited = limited(schema, field.limits);
    let default = field.default.as_ref().filter(|_| !is_read);
    let default = default.map(|default| default_value(spec, &field.ty.ty, &default.value));
    let sent = field.sent_default.as_ref().filter(|_| !is_read);
    let sent = sent.map(|sent| default_value(spec, &field.ty.ty, &sent.value));
    let limited = limited.with_some("default", default).with_some("x-sent-default", sent);
    extended(limited, field)
}

/// A type as the field has it, or as its items or values have it.
fn of_type(spec: &Spec, field: &Field, ty: &Type, direction: Direction) -> Object {
    let is_read = direction == Direction::Read;
    match ty {
        Type::Text | Type::Count | Type::Date | Type::JoinedText | Type::Joined(_) => {
            text(direction)
        }
        Type::Integer | Type::Signed => Object::new().with("type", types("integer", direction)),
        Type::Decimal => Object::new().with("type", types("number", direction)),
        Type::Boolean => Object::new().with("type", types("boolean", direction)),
        Type::File => {
            json_object(&[("type", "string"), ("contentMediaType", "application/octet-stream")])
        }
        Type::ListText => list(text(direction), direction),
        Type::List(name) if is_identifier(spec, name) => {
            list(text(direction).with("x-identifier", name), direction)
        }
        Type::List(name) => list(reference(name), direction),
        Type::Json(name) => {
            json_object(&[("type", "string"), ("contentMediaType", "application/json")])
                .with("contentSchema", reference(name))
        }
        Type::Named(name) => match find_enum(spec, name) {
            Some(def) if !is_read => closed_enum(def),
            None if is_identifier(spec, name) => text(direction).with("x-identifier", name),
            _ if is_read && !is_return_code(spec, field) => or_null(reference(name)),
            _ => reference(name),
        },
        Type::Scalars(item) => list(of_type(spec, field, item, direction), direction),
        Type::Map(value) => Object::new()
            .with("type", types("object", direction))
            .with("additionalProperties", of_type(spec, field, value, direction)),
    }
}

fn json_object(entries: &[(&str, &str)]) -> Object {
    entries.iter().map(|(key, value)| ((*key).to_owned(), Json::from(*value))).collect()
}

fn text(direction: Direction) -> Object {
    Object::new().with(
        "type",
        match direction {
            Direction::Sent => json!("string"),
            Direction::Read => json!(["string", "number", "null"]),
        },
    )
}

fn types(name: &str, direction: Direction) -> Value {
    match direction {
        Direction::Sent => json!(name),
        Direction::Read => json!([name, "null"]),
    }
}

fn list(items: Object, direction: Direction) -> Object {
    Object::new().with("type", types("array", direction)).with("items", items)
}

fn or_null(schema: Object) -> Object {
    Object::new().with("anyOf", vec![schema.into(), json!({ "type": "null" }).into()])
}

fn limited(schema: Object, limits: Limits) -> Object {
    schema
        .with_some("minimum", limits.min)
        .with_some("maximum", limits.max)
        .with_some("minLength", limits.min_length)
        .with_some("maxLength", limits.max_length)
        .with_some("x-max-bytes", limits.max_bytes)
}

/// A default has the type of its field.
fn default_value(spec: &Spec, ty: &Type, default: &str) -> Value {
    let is_number = match ty {
        Type::Boolean => return json!(default == "true"),
        Type::Integer | Type::Signed | Type::Decimal => true,
        Type::Named(name) => find_enum(spec, name).is_some_and(is_number),
        _ => false,
    };
    sent_value(is_number, default)
}

/// What JSON Schema has no words for.
fn extended(schema: Object, field: &Field) -> Object {
    let source = match field.source {
        FieldSource::Document => None,
        FieldSource::Sample => Some("sample"),
        FieldSource::Observed => Some("observed"),
        FieldSource::Assumed => Some("assumed"),
    };
    let by_us = (field.required == Required::ByUs).then_some("us");
    schema
        .with("x-name", &field.name.value)
        .with_some("x-aliases", Json::texts(words::ids(&field.aliases)))
        .with_some("x-documented-type", field.printed_type.as_ref())
        .with_some("x-required-by", by_us)
        .with_some("x-filled-by-client", field.filled_by_client.then_some(true))
        .with_some("x-sensitive", field.sensitive.then_some(true))
        .with_some("x-endpoints", Json::texts(words::ids(&field.endpoints)))
        .with_some("x-source", source)
        .with_some("x-decisions", Json::texts(words::ids(&field.decisions)))
}

/// A reference to a component.
pub fn reference(name: &str) -> Object {
    Object::new().with("$ref", format!("#/components/schemas/{name}"))
}

fn is_identifier(spec: &Spec, name: &str) -> bool {
    spec.newtypes.iter().any(|def| def.name.value == name)
}
