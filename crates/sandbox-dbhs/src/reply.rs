//! Replies: `code`, `data` and `msg`.

use dbhs_types::ReturnCode;
use http::StatusCode;
use sandbox_core::Reply;
use serde::Serialize;
use serde_json::{Map, Value, json};
use wire::{Kind, Model, ModelInfo};

use crate::settings::DbhsSettings;

/// The `data` of a reply, or a failure.
pub type Answer = Result<Value, Failure>;

/// A return code other than success.
#[derive(Debug)]
pub struct Failure {
    code: ReturnCode,
    detail: String,
}

impl Failure {
    pub fn new(code: ReturnCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    /// A missing or wrong parameter.
    pub fn parameter(detail: impl Into<String>) -> Self {
        Self::new(ReturnCode::InternalError, detail)
    }
}

/// The reply on the wire, with its HTTP status.
pub fn serialize(settings: &DbhsSettings, answer: Answer) -> Reply {
    let success =
        if settings.code_200_for_success { ReturnCode::Success } else { ReturnCode::SuccessZero };
    let (code, data, message) = match answer {
        Ok(data) => (success, data, String::new()),
        Err(Failure { code, detail }) => {
            let message = format!("{}: {detail}", code.zh().unwrap_or_default());
            (code, Value::Null, message)
        }
    };
    // The 0 of the samples is not an HTTP status.
    let status = code.as_str().parse().ok().filter(|_| settings.http_status_is_code);
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let reply = json!({"code": code, "data": data, "msg": message});
    Reply::serialize(code.as_str(), &reply).with_status(status.unwrap_or(StatusCode::OK))
}

/// The JSON of a model with an empty text for absent fields, as in the samples.
pub fn with_all_fields<M: Model + Serialize>(model: &M) -> Value {
    let Ok(Value::Object(mut object)) = serde_json::to_value(model) else { return Value::Null };
    fill(M::INFO, &mut object);
    object.into()
}

fn fill(info: &ModelInfo, object: &mut Map<String, Value>) {
    for field in info.fields {
        let empty = if matches!(field.kind, Kind::Model(_)) { json!({}) } else { json!("") };
        object.entry(field.wire).or_insert(empty);
    }
}
