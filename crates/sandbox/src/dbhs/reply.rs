//! Answers: `code`, `data` and `msg`.

use dbhs_types::ReturnCode;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value, json};
use wire::{Kind, Model, ModelInfo};

use crate::DbhsSettings;
use crate::fault::Told;

/// What a call gives.
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

    /// A parameter that is missing or wrong.
    pub fn parameter(detail: impl Into<String>) -> Self {
        Self::new(ReturnCode::InternalError, detail)
    }
}

/// The JSON of an answer, and its HTTP status.
pub fn encode(settings: &DbhsSettings, answer: Answer) -> (StatusCode, Told) {
    let success =
        if settings.code_200_for_success { ReturnCode::Success } else { ReturnCode::SuccessZero };
    let (code, data, message) = match answer {
        Ok(data) => (success, data, String::new()),
        Err(Failure { code, detail }) => {
            let message = format!("{}: {detail}", code.zh().unwrap_or_default());
            (code, Value::Null, message)
        }
    };
    // The 0 of the samples is no HTTP status.
    let status = code.as_str().parse().ok().filter(|_| settings.http_status_is_code);
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let body = json!({"code": code, "data": data, "msg": message});
    let told = Told { json: body.to_string().into_bytes(), code: code.as_str().to_owned() };
    (status.unwrap_or(StatusCode::OK), told)
}

/// The JSON of a model with an empty text for what is not there, as the samples have it.
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
