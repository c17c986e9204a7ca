//! Parameters of requests with JSON bodies, checked against the description of an endpoint. Errors
//! contain names of fields and never their values.

use std::borrow::Cow;

use http::Method;
use serde_json::{Map, Value};
use wire::{EndpointInfo, FieldInfo, ModelInfo, Place, Refusal};

use crate::HttpRequest;

/// The parameters of a request, from where its endpoint takes them: the path, headers, and the query
/// of GET and DELETE or a JSON body.
///
/// # Errors
/// The body is not a JSON object.
pub fn parameters(
    endpoint: &EndpointInfo,
    request: &HttpRequest,
) -> Result<Map<String, Value>, String> {
    let mut parameters = if matches!(request.method, Method::GET | Method::DELETE) {
        let pairs = form_urlencoded::parse(request.query.as_bytes());
        pairs.map(|(key, value)| (key.into_owned(), Value::from(value.into_owned()))).collect()
    } else {
        parse(&request.body)?
    };
    for field in endpoint.request.fields {
        let value = match field.place {
            Place::Parameters => continue,
            Place::Path => {
                let mut labels = request.labels.iter();
                labels.find(|(key, _)| key == field.wire).map(|(_, value)| value.as_str().into())
            }
            Place::Header => request
                .headers
                .get(field.wire)
                .map(|value| String::from_utf8_lossy(value.as_bytes())),
        };
        // What stands in the body instead does not count.
        parameters.remove(field.wire);
        if let Some(value) = value {
            parameters.insert(field.wire.to_owned(), Value::from(value));
        }
    }
    Ok(parameters)
}

/// Checks parameters against the rules of their endpoint, those between parameters included. Numbers,
/// truth values and texts of the same content are equally welcome; `null` counts as absent.
///
/// # Errors
/// The first rule that is broken, with its parameter.
pub fn check_parameters(
    endpoint: &EndpointInfo,
    parameters: &Map<String, Value>,
) -> Result<(), String> {
    let get = |name: &str| match parameters.get(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(Cow::from(text)),
        Some(other) => Some(other.to_string().into()),
    };
    for field in endpoint.request.fields {
        check_text(endpoint.id, field, &get(field.wire).unwrap_or_default())?;
    }
    match endpoint.broken_constraint(get) {
        Some((parameter, constraint)) => Err(format!("parameter {parameter}: {}", constraint.text)),
        None => Ok(()),
    }
}

/// Checks the text of one parameter: empty if it was not sent.
///
/// # Errors
/// The rule that is broken, with the parameter.
pub fn check_text(endpoint: &'static str, field: &FieldInfo, text: &str) -> Result<(), String> {
    wire::check_value(field, text)
        .map_err(|rule| Refusal { endpoint, parameter: field.wire, rule }.to_string())
}

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
    check_text(endpoint, field, text)
}
