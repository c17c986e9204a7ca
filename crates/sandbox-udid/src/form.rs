//! The form of a request, and the checks of its parameters.

use sandbox_core::HttpRequest;
use serde_json::{Map, Value};
use udid_types::{ErrorCode, FORM_FIELD};
use wire::{EndpointInfo, FieldInfo, Kind, ModelInfo, Rule};

use crate::reply::Failure;

/// The parameters of a request, complete and of the documented kinds; the token is checked
/// separately.
pub fn parameters(
    endpoint: &EndpointInfo,
    request: &HttpRequest,
) -> Result<Map<String, Value>, Failure> {
    if !request.is_of_type("application/x-www-form-urlencoded") {
        return Err(bad_format("Content-Type"));
    }
    let mut fields = form_urlencoded::parse(&request.body).filter(|(name, _)| name == FORM_FIELD);
    let (_, json) =
        fields.next().ok_or_else(|| Failure::parameter(ErrorCode::Empty, FORM_FIELD))?;
    if fields.next().is_some() {
        return Err(bad_format(FORM_FIELD));
    }
    let Ok(Value::Object(parameters)) = serde_json::from_str(&json) else {
        return Err(bad_format(FORM_FIELD));
    };
    check_object(endpoint.request, &parameters)?;
    Ok(parameters)
}

fn check_object(info: &ModelInfo, object: &Map<String, Value>) -> Result<(), Failure> {
    let is_known = |key: &String| info.fields.iter().any(|field| field.wire == key);
    if let Some(unknown) = object.keys().find(|key| !is_known(key)) {
        return Err(bad_format(unknown));
    }
    info.fields.iter().try_for_each(|field| check_field(field, object.get(field.wire)))
}

fn check_field(field: &FieldInfo, value: Option<&Value>) -> Result<(), Failure> {
    // A missing token is code 2, not 8.
    let is_token = field.wire == "accessToken";
    match (value, field.kind) {
        (None | Some(Value::Null), _) if field.required && !is_token => {
            Err(Failure::parameter(ErrorCode::Empty, field.wire))
        }
        (None | Some(Value::Null), _) => Ok(()),
        (Some(Value::Array(list)), Kind::List(info)) => check_list(field, info, list),
        (Some(Value::String(text)), kind) if !matches!(kind, Kind::List(_)) => {
            check_text(field, text)
        }
        (Some(Value::Number(number)), Kind::Integer | Kind::Enum(_)) => {
            check_text(field, &number.to_string())
        }
        _ => Err(bad_format(field.wire)),
    }
}

fn check_list(field: &FieldInfo, info: &ModelInfo, list: &[Value]) -> Result<(), Failure> {
    if list.is_empty() {
        return Err(Failure::parameter(ErrorCode::Empty, field.wire));
    }
    list.iter().try_for_each(|element| match element {
        Value::Object(object) => check_object(info, object),
        _ => Err(bad_format(field.wire)),
    })
}

fn check_text(field: &FieldInfo, text: &str) -> Result<(), Failure> {
    if field.wire == "accessToken" {
        return Ok(());
    }
    wire::check_value(field, text).map_err(|rule| match rule {
        Rule::Required => Failure::parameter(ErrorCode::Empty, field.wire),
        Rule::Listed(_) => Failure::parameter(ErrorCode::NotInDictionary, field.wire),
        _ => bad_format(field.wire),
    })
}

fn bad_format(what: &str) -> Failure {
    Failure::parameter(ErrorCode::BadFormat, what)
}
