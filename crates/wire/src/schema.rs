//! JSON Schema from the description of a model, without deriving.

use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use crate::{EnumInfo, FieldInfo, Kind, ModelInfo};

/// The schema of what a model writes; readers accept more (see the crate's front page).
pub fn model_schema(info: &ModelInfo) -> Schema {
    let properties: Map<String, Value> =
        info.fields.iter().map(|field| (field.wire.to_owned(), field_schema(field))).collect();
    let required: Vec<_> =
        info.fields.iter().filter(|field| field.required).map(|field| field.wire).collect();
    json_schema!({
        "title": info.name,
        "description": describe(info.en, info.zh),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": true,
    })
}

/// The schema of an open enum: any text, with the documented values as examples.
pub fn enum_schema(info: &EnumInfo) -> Schema {
    json_schema!({
        "title": info.name,
        "description": describe_values(info),
        "type": ["string", "integer"],
        "examples": info.values.iter().map(|value| value.wire).collect::<Vec<_>>(),
    })
}

fn field_schema(field: &FieldInfo) -> Value {
    let mut schema = match field.kind {
        Kind::Text | Kind::Count | Kind::Date | Kind::JoinedText | Kind::File | Kind::Json(_) => {
            json!({ "type": "string" })
        }
        Kind::ListText => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Integer => json!({ "type": "integer", "minimum": field.limits.min.unwrap_or(0) }),
        Kind::Enum(list) => enum_schema(list).to_value(),
        Kind::JoinedEnum(list) => json!({ "type": "string", "description": describe_values(list) }),
        Kind::Model(model) => model_schema(model).to_value(),
        Kind::List(model) => json!({ "type": "array", "items": model_schema(model).to_value() }),
    };
    schema["description"] = describe(field.en, field.zh).into();
    schema
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
                _: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $schema(<Self as $info>::INFO)
            }
        }
    };
}
