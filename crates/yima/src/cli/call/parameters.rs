//! Parameters of a call, from a JSON object and from single arguments.

use std::{fs, io};

use serde_json::{Map, Value};
use wire::{DecodeError, EndpointInfo, FieldInfo, Kind};

/// All parameters as a JSON object: those of `json`, overridden by those given as single arguments.
///
/// # Errors
/// What is wrong, with the name of the argument and never its value.
pub fn parameters<'a>(
    endpoint: &EndpointInfo,
    json: Option<&str>,
    given: impl Iterator<Item = (&'static FieldInfo, &'a str)>,
) -> Result<Value, String> {
    let mut parameters = json.map_or_else(|| Ok(Map::new()), |json| json_object(endpoint, json))?;
    for (field, value) in given {
        parameters.retain(|key, _| !field.is_named(key));
        parameters.insert(field.wire.to_owned(), value_of(field, value)?);
    }
    Ok(Value::Object(parameters))
}

/// A JSON object of parameters, without those that the client fills in.
fn json_object(endpoint: &EndpointInfo, json: &str) -> Result<Map<String, Value>, String> {
    let text = content("json", json)?;
    let mistake = |reason: &str| format!("--json: {reason}");
    let object = read_object(text.trim()).map_err(|reason| mistake(&reason))?;
    let fields = endpoint.request.fields.iter().chain(endpoint.common);
    for field in fields.filter(|field| field.filled_by_client) {
        if object.keys().any(|key| field.is_named(key)) {
            return Err(mistake(&format!(
                "{} is filled in by the client; leave it out",
                field.wire
            )));
        }
    }
    Ok(object)
}

const NO_OBJECT: &str = "not a JSON object like {\"key\": \"value\"}";

/// Reads an object without loss: an identifier of 20 digits is not rounded.
fn read_object(json: &str) -> Result<Map<String, Value>, String> {
    if !json.starts_with('{') {
        return Err(NO_OBJECT.to_owned());
    }
    let value = wire::value_from_slice(json.as_bytes()).map_err(|error| match error {
        DecodeError::NotJson { reason } => format!("not JSON: {reason}"),
        DecodeError::Shape { path, reason } => format!("{path}: {reason}"),
    })?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(NO_OBJECT.to_owned()),
    }
}

/// The value of a parameter: JSON for lists and objects, else text, which all scalars are read from.
fn value_of(field: &FieldInfo, given: &str) -> Result<Value, String> {
    let text = content(field.wire, given)?;
    match field.kind {
        Kind::List(_) | Kind::ListText | Kind::Scalars(_) | Kind::Map(_) | Kind::Model(_) => {
            let value = serde_json::from_str(&text);
            value.map_err(|error| format!("--{}: not JSON: {error}", field.wire))
        }
        _ => Ok(text.into()),
    }
}

/// The given text, or the text of the file that it names; `@@` is an `@` of the text itself.
fn content(argument: &str, given: &str) -> Result<String, String> {
    let Some(path) = given.strip_prefix('@') else { return Ok(given.to_owned()) };
    if path.starts_with('@') {
        return Ok(path.to_owned());
    }
    let text = if path == "-" { io::read_to_string(io::stdin()) } else { fs::read_to_string(path) };
    let text = text.map(|text| text.trim_end().to_owned());
    text.map_err(|error| {
        let hint = "if a text is meant that begins with @, write @@";
        format!("--{argument}: {path}: {error}; {hint}")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use udid_types::ENDPOINTS;
    use wire::EndpointInfo;

    use super::parameters;

    fn of(endpoint: &EndpointInfo, json: &str, given: &[(&str, &str)]) -> Result<String, String> {
        let fields = endpoint.request.fields;
        let field = |name: &str| fields.iter().find(|field| field.wire == name).unwrap();
        let given = given.iter().map(|(name, value)| (field(name), *value));
        parameters(endpoint, Some(json).filter(|json| !json.is_empty()), given)
            .map(|value| value.to_string())
    }

    #[test]
    fn single_arguments_override_the_object_in_any_case_of_its_keys() {
        let [_, _, list, history, _] = &ENDPOINTS;
        let object = r#"{"REQUESTTYPE": 2, "rangeValue": "2026-08"}"#;
        let expected = json!({"rangeValue": "2026-08", "requestType": "1"}).to_string();
        assert_eq!(of(list, object, &[("requestType", "1")]), Ok(expected));
        let expected = json!({"dataSet": [{"deviceRecordKey": "a"}]}).to_string();
        let keys = r#"[{"deviceRecordKey": "a"}]"#;
        assert_eq!(of(history, "", &[("dataSet", keys)]), Ok(expected));
    }

    #[test]
    fn long_numbers_are_not_rounded() {
        let object = r#"{"id": 98765432109876543210, "rate": 1.5}"#;
        let expected = r#"{"id":"98765432109876543210","rate":1.5}"#;
        assert_eq!(of(&cloudmfg_types::ENDPOINTS[3], object, &[]).as_deref(), Ok(expected));
    }

    #[test]
    fn two_at_signs_are_one_of_the_text() {
        let [_, _, list, ..] = &ENDPOINTS;
        let expected = json!({"rangeValue": "@home"}).to_string();
        assert_eq!(of(list, "", &[("rangeValue", "@@home")]), Ok(expected));
        let mistake = of(list, "", &[("rangeValue", "@home")]).unwrap_err();
        assert!(mistake.contains("write @@"), "{mistake}");
    }

    #[test]
    fn mistakes_name_the_argument_and_never_its_value() {
        let [_, token, list, history, _] = &ENDPOINTS;
        for (endpoint, object, given, mistake) in [
            (list, "[1]", &[][..], "--json: not a JSON object"),
            (list, r#"{"a": hidden}"#, &[], "--json: not JSON: expected"),
            (list, "@no/such/file", &[], "--json: no/such/file: No such file"),
            (list, r#"{"ACCESSTOKEN": "hidden"}"#, &[], "--json: accessToken is filled in by the"),
            (token, r#"{"appSecret": "hidden"}"#, &[], "--json: appSecret is filled in by the"),
            (history, "", &[("dataSet", "hidden")], "--dataSet: not JSON: expected value"),
        ] {
            let said = of(endpoint, object, given).unwrap_err();
            assert!(said.starts_with(mistake), "{said}");
            assert!(!said.contains("hidden"), "{said}");
        }
    }
}
