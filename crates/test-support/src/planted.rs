//! What is planted: a marker in every credential, every sensitive parameter, and every sensitive
//! field of an answer.

use serde_json::{Map, Value, json};
use wire::{EndpointInfo, FieldInfo, Kind};

/// Begins every secret.
pub const MARKER: &str = "pl4nted";

/// Application code for UDID (`appId`).
pub const UDID_APP_ID: &str = "pl4nted-udid-app";
/// Application secret for UDID (`appSecret`).
pub const UDID_APP_SECRET: &str = "pl4nted-udid-secret";
/// Access token for IDcode (`access_token`).
pub const IDCODE_TOKEN: &str = "pl4ntedIDCODEKEY";
/// Authorization code for IDcode.
pub const IDCODE_CODE: &str = "pl4ntedIDCODEAUTHORISATION";
/// Application key for DBHS (`appKey`).
pub const DBHS_APP_KEY: &str = "pl4nted-dbhs-key";
/// Secret key for DBHS (`secretKey`).
pub const DBHS_SECRET_KEY: &str = "pl4nted-dbhs-secret";
/// User of the cloud manufacturing platform (`userId`).
pub const CLOUDMFG_USER: &str = "pl4nted-cloudmfg-user";
/// Token for the cloud manufacturing platform (`access_token`).
pub const CLOUDMFG_TOKEN: &str = "pl4nted-cloudmfg-token";

/// The credit code of a registrant, which is public.
pub const CREDIT_CODE: &str = "91990000MA0TEXT00W";

/// Parameters that are sent, with a secret in each sensitive one.
pub fn parameters(endpoint: &EndpointInfo) -> Value {
    if endpoint.takes_unlisted {
        return json!({ "devId": "1", "identifier": "MA.156.0001" });
    }
    request(endpoint.request.fields)
}

fn request(fields: &[FieldInfo]) -> Value {
    let sent = fields.iter().filter(|field| !field.filled_by_client);
    let pairs = sent.map(|field| {
        let value = match field.kind {
            _ if field.sensitive => secret(field).into(),
            _ if field.wire == "rangeValue" => "2026-08-10".into(),
            Kind::Enum(list) | Kind::JoinedEnum(list) => list.values[0].wire.into(),
            Kind::Integer | Kind::Count => field.limits.min.unwrap_or(1).into(),
            Kind::Date => "2026-08-10".into(),
            Kind::Model(info) | Kind::Json(info) => request(info.fields),
            Kind::List(info) => json!([request(info.fields)]),
            Kind::ListText => json!(["1"]),
            _ => "1".into(),
        };
        (field.wire.to_owned(), value)
    });
    Value::Object(pairs.collect())
}

/// One word, so that it can be found again in what was sent.
fn secret(field: &FieldInfo) -> String {
    format!("{MARKER}-{}", field.wire.replace('_', "-"))
}

/// An answer of success with all its fields, and a secret in each sensitive one.
pub fn answer(endpoint: &EndpointInfo, code: (&str, Value)) -> Value {
    let mut answer = full(endpoint.reply.fields);
    answer.insert(code.0.to_owned(), code.1);
    Value::Object(answer)
}

fn full(fields: &[FieldInfo]) -> Map<String, Value> {
    let pairs = fields.iter().map(|field| {
        let value = match field.kind {
            _ if field.sensitive => secret(field).into(),
            Kind::Enum(list) | Kind::JoinedEnum(list) => list.values[0].wire.into(),
            Kind::Model(info) | Kind::Json(info) => full(info.fields).into(),
            Kind::List(info) => json!([full(info.fields)]),
            Kind::ListText => json!(["1"]),
            // Among them the calls that are left today.
            Kind::Count => "1000".into(),
            _ => "1".into(),
        };
        (field.wire.to_owned(), value)
    });
    pairs.chain([("newField".to_owned(), MARKER.into())]).collect()
}
