//! JSON Schema from the description of a model, without deriving.
//!
//! What is read and what is written differ, as schemars' two contracts do. To be read
//! (`for_deserialize`, the usual one): a scalar is a string or a number, everything may be missing or
//! `null`. Whatever is valid is decoded without an error; readers accept still more (see the crate's
//! front page). To be written (`for_serialize`): what a request must hold, as the document types it.
//! In both, values that no list has and keys that no document has are valid.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::{EnumInfo, FieldInfo, Kind, Limits, ModelInfo};

/// The schema of a model. What it holds is defined beside it, by name.
pub fn model_schema(info: &ModelInfo, generator: &mut SchemaGenerator) -> Schema {
    let properties: Map<String, Value> = info
        .fields
        .iter()
        .map(|field| (field.wire.to_owned(), field_schema(field, generator)))
        .collect();
    let mut schema = json_schema!({
        "title": info.name,
        "description": describe(info.en, info.zh),
        "type": "object",
        "properties": properties,
        "additionalProperties": true,
    });
    let required: Vec<_> =
        info.fields.iter().filter(|field| field.required).map(|field| field.wire).collect();
    if generator.contract().is_serialize() && !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    schema
}

/// The schema of an open enum: any text or number, with the documented values as examples.
pub fn enum_schema(info: &EnumInfo, _: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "title": info.name,
        "description": describe_values(info),
        "type": ["string", "integer"],
        "examples": info.values.iter().map(|value| value.wire).collect::<Vec<_>>(),
    })
}

/// Defines a model under its name, with all that it holds, and refers to it.
pub fn define_model(info: &ModelInfo, generator: &mut SchemaGenerator) -> Value {
    define(info.name, generator, |generator| model_schema(info, generator))
}

fn define(
    name: &str,
    generator: &mut SchemaGenerator,
    schema: impl FnOnce(&mut SchemaGenerator) -> Schema,
) -> Value {
    if !generator.definitions().contains_key(name) {
        // Stands there already when the model holds itself.
        generator.definitions_mut().insert(name.to_owned(), Value::Bool(true));
        let schema = schema(generator).to_value();
        generator.definitions_mut().insert(name.to_owned(), schema);
    }
    let path = generator.settings().definitions_path.trim_matches('/').to_owned();
    json!({ "$ref": format!("#/{path}/{name}") })
}

fn field_schema(field: &FieldInfo, generator: &mut SchemaGenerator) -> Value {
    let mut schema = kind_schema(field.kind, field.limits, generator);
    schema["description"] = match field.kind {
        Kind::JoinedEnum(info) => {
            let values = describe_values(info);
            format!("{}. Separated by commas: {values}", describe(field.en, field.zh)).into()
        }
        _ => describe(field.en, field.zh).into(),
    };
    schema
}

fn kind_schema(kind: Kind, limits: Limits, generator: &mut SchemaGenerator) -> Value {
    let is_read = generator.contract().is_deserialize();
    match kind {
        Kind::Text
        | Kind::Count
        | Kind::Date
        | Kind::File
        | Kind::JoinedText
        | Kind::JoinedEnum(_) => text(is_read, limits),
        Kind::Integer => integer(is_read, limits),
        Kind::Signed => json!({ "type": types(is_read, &["integer"]) }),
        Kind::Decimal => json!({ "type": types(is_read, &["number"]) }),
        Kind::Boolean => json!({ "type": types(is_read, &["boolean"]) }),
        Kind::ListText => list(is_read, &text(is_read, Limits::NONE)),
        Kind::Json(model) => json!({
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": define_model(model, generator),
        }),
        Kind::Enum(info) => {
            let enum_schema = |generator: &mut SchemaGenerator| enum_schema(info, generator);
            or_null(is_read, define(info.name, generator, enum_schema))
        }
        Kind::Model(model) => or_null(is_read, define_model(model, generator)),
        Kind::List(model) => list(is_read, &define_model(model, generator)),
        Kind::Scalars(kind) => list(is_read, &kind_schema(*kind, Limits::NONE, generator)),
        Kind::Map(kind) => {
            let values = kind_schema(*kind, Limits::NONE, generator);
            let types = if is_read { json!(["object", "null"]) } else { json!("object") };
            json!({ "type": types, "additionalProperties": values })
        }
    }
}

fn text(is_read: bool, limits: Limits) -> Value {
    let types = if is_read { json!(["string", "number", "null"]) } else { json!("string") };
    let mut schema = json!({ "type": types });
    limit(&mut schema, "minLength", limits.min_length);
    limit(&mut schema, "maxLength", limits.max_length);
    schema
}

/// Types of what is sent; what is read may be a text of it, or nothing.
fn types(is_read: bool, sent: &[&str]) -> Value {
    let read = is_read.then_some(["string", "null"]).into_iter().flatten();
    sent.iter().copied().chain(read).collect()
}

fn integer(is_read: bool, limits: Limits) -> Value {
    let types = if is_read { json!(["integer", "null"]) } else { json!("integer") };
    let mut schema = json!({ "type": types });
    limit(&mut schema, "minimum", Some(limits.min.unwrap_or(0)));
    limit(&mut schema, "maximum", limits.max.or(is_read.then_some(u64::MAX)));
    schema
}

fn limit(schema: &mut Value, keyword: &str, limit: Option<u64>) {
    if let Some(limit) = limit {
        schema[keyword] = limit.into();
    }
}

fn list(is_read: bool, items: &Value) -> Value {
    let types = if is_read { json!(["array", "null"]) } else { json!("array") };
    json!({ "type": types, "items": items })
}

fn or_null(is_read: bool, schema: Value) -> Value {
    if is_read { json!({ "anyOf": [schema, { "type": "null" }] }) } else { schema }
}

fn describe(en: &str, zh: &str) -> String {
    format!("{en} ({zh})")
}

fn describe_values(info: &EnumInfo) -> String {
    let values =
        info.values.iter().map(|value| format!("{} {} ({})", value.wire, value.en, value.zh));
    format!("{}: {}", describe(info.en, info.zh), values.collect::<Vec<_>>().join("; "))
}

/// Adds `JsonSchema` to a [`Model`](crate::Model).
#[macro_export]
macro_rules! impl_model_schema {
    ($name:ident) => {
        $crate::impl_schema!($name, $crate::model_schema, $crate::Model);
    };
}

/// Adds `JsonSchema` to an [`OpenEnum`](crate::OpenEnum).
#[macro_export]
macro_rules! impl_enum_schema {
    ($name:ident) => {
        $crate::impl_schema!($name, $crate::enum_schema, $crate::OpenEnum);
    };
}

/// `JsonSchema` of a type, made from its description.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_schema {
    ($name:ident, $schema:path, $info:path) => {
        impl $crate::__private::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($name))
            }

            fn json_schema(
                generator: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $schema(<Self as $info>::INFO, generator)
            }
        }
    };
}
