//! JSON objects in requests, checked against the description of a model. Errors contain names of
//! fields and never their values.

use serde_json::{Map, Value};
use wire::{FieldInfo, ModelInfo, Refusal};

/// Parses a body that must be a JSON object.
///
/// # Errors
/// What is wrong with it.
pub fn parse(body: &[u8]) -> Result<Map<String, Value>, String> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err("the body is not a JSON object".to_owned()),
    }
}

/// Checks that an object has the required fields and no unknown ones, and that every field is a
/// text with a documented form. `null` counts as absent.
///
/// # Errors
/// The first wrong parameter and what is wrong with it.
pub fn check(
    endpoint: &'static str,
    info: &'static ModelInfo,
    object: &Map<String, Value>,
) -> Result<(), String> {
    let is_known = |key: &String| info.fields.iter().any(|field| field.wire == key);
    if let Some(unknown) = object.keys().find(|key| !is_known(key)) {
        return Err(format!("{endpoint}: parameter {unknown} is not known"));
    }
    info.fields.iter().try_for_each(|field| check_field(endpoint, field, object.get(field.wire)))
}

fn check_field(
    endpoint: &'static str,
    field: &FieldInfo,
    value: Option<&Value>,
) -> Result<(), String> {
    let text = match value {
        None | Some(Value::Null) => "",
        Some(Value::String(text)) => text,
        Some(_) => return Err(format!("{endpoint}: parameter {} is not a text", field.wire)),
    };
    wire::check_value(field, text)
        .map_err(|rule| Refusal { endpoint, parameter: field.wire, rule }.to_string())
}
