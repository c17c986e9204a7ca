//! The reply that a service sends with a return code other than success.

use std::fmt;

use auth::Redactor;
use serde_json::Value;
use wire::{FieldInfo, Kind, Model, ModelInfo};

const HIDDEN: &str = "<hidden>";

/// A reply as JSON, without what its document makes sensitive. `Debug` shows how long it is, not what
/// is in it: fields that no document names may hold anything.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RejectedReply(String);

impl RejectedReply {
    /// The reply, as a model writes it back.
    pub fn of<M: Model>(reply: &M) -> Self {
        let json = wire::write_model(reply, serde_json::value::Serializer).map(|mut json| {
            hide_in_object(M::INFO, &mut json);
            json.to_string()
        });
        Self(json.unwrap_or_default())
    }

    /// The JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes secrets out of all texts in it.
    pub fn redact(&mut self, redactor: &Redactor) {
        let Ok(mut json) = serde_json::from_str(&self.0) else { return };
        redact(redactor, &mut json);
        self.0 = json.to_string();
    }
}

impl fmt::Debug for RejectedReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.0.len())
    }
}

fn redact(redactor: &Redactor, value: &mut Value) {
    match value {
        Value::String(text) => redactor.redact(text),
        Value::Number(number) => {
            let mut text = number.to_string();
            redactor.redact(&mut text);
            if text != number.to_string() {
                *value = Value::String(text);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| redact(redactor, value)),
        Value::Object(values) => {
            for (mut key, mut value) in std::mem::take(values) {
                redactor.redact(&mut key);
                redact(redactor, &mut value);
                values.insert(key, value);
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

fn hide_in_object(info: &ModelInfo, object: &mut Value) {
    for field in info.fields {
        if let Some(value) = object.get_mut(field.wire) {
            hide_in_value(field, value);
        }
    }
}

fn hide_in_value(field: &FieldInfo, value: &mut Value) {
    match (&mut *value, field.kind) {
        (Value::Null, _) => {}
        (value, _) if field.sensitive => *value = Value::from(HIDDEN),
        (Value::Array(values), _) => {
            for value in values {
                hide_in_value(field, value);
            }
        }
        (Value::Object(_), Kind::Model(info) | Kind::List(info)) => hide_in_object(info, value),
        // JSON as text: nothing in it can be told apart without reading it.
        (Value::String(_), Kind::Json(info)) if info.fields.iter().any(|field| field.sensitive) => {
            *value = Value::from(HIDDEN);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use auth::Redactor;
    use serde_json::{Value, json};
    use udid_types::TokenReply;

    use super::RejectedReply;

    fn shown(reply: &RejectedReply) -> Value {
        serde_json::from_str(reply.as_str()).unwrap()
    }

    #[test]
    fn a_sensitive_field_is_hidden_and_the_rest_is_kept() {
        let sent = json!({"returnCode": "9", "accessToken": "ABCDEF", "hint": "a", "n": 7});
        let reply: TokenReply = wire::from_slice(sent.to_string().as_bytes()).unwrap();
        let reply = RejectedReply::of(&reply);
        let expected = json!({"returnCode": "9", "accessToken": "<hidden>", "hint": "a", "n": 7});
        assert_eq!(shown(&reply), expected);
        assert!(!format!("{reply:?}").contains("hint"));
    }

    #[test]
    fn a_secret_is_redacted_in_every_text_and_number() {
        let sent = json!({"a": ["say \"letmein\""], "b": {"c": 13_800_000_000_u64}, "d": 1, "a \"letmein\"": 2});
        let reply: TokenReply = wire::from_slice(sent.to_string().as_bytes()).unwrap();
        let mut reply = RejectedReply::of(&reply);
        reply.redact(&Redactor::new(["\"letmein\"", "13800000000"]));
        let expected =
            json!({"a": ["say <hidden>"], "b": {"c": "<hidden>"}, "d": 1, "a <hidden>": 2});
        assert_eq!(shown(&reply), expected);
    }
}
