//! Replies on the wire, with numbers as the document types them.

use idcode_types::{ResultCode, endpoints};
use serde::Serialize;
use serde_json::{Map, Number, Value};
use wire::{EndpointInfo, Kind, Model, ModelInfo, Source};

use crate::call::{Answer, Failure};
use sandbox_core::Reply;

/// Identifiers that the document types as BigDecimal, with the endpoints where it does.
const NUMBERS: [(&str, &[&str]); 4] = [
    (
        "category_reg_id",
        &[
            endpoints::FIND_CATEGORY_REGISTRATIONS,
            endpoints::LIST_CATEGORY_REGISTRATIONS,
            endpoints::REGISTER_PRODUCT_CATEGORY,
            endpoints::REGISTER_OTHER_CATEGORY,
            endpoints::FIND_DETAILED_CATEGORY_REGISTRATIONS,
            endpoints::LIST_DETAILED_CATEGORY_REGISTRATIONS,
        ],
    ),
    (
        "organunit_id",
        &[
            endpoints::FIND_CATEGORY_REGISTRATIONS,
            endpoints::LIST_CATEGORY_REGISTRATIONS,
            endpoints::FIND_DETAILED_CATEGORY_REGISTRATIONS,
            endpoints::LIST_DETAILED_CATEGORY_REGISTRATIONS,
            endpoints::LIST_UPLOAD_BATCHES,
            endpoints::GET_UPLOAD_BATCH,
            endpoints::OPEN_LOGIN,
        ],
    ),
    ("uploadcode_id", &[endpoints::LIST_UPLOAD_BATCHES, endpoints::GET_UPLOAD_BATCH]),
    ("ioidcategory_id", &[endpoints::LIST_UPLOAD_BATCHES, endpoints::GET_UPLOAD_BATCH]),
];

/// Counters that the document types as String.
const TEXTS: [(&str, &str); 2] =
    [("UnitStatusReply", "surplus_time"), ("BatchRegistrationResult", "industrycategory_id")];

/// Fields that are left out instead of `null`; version 1.0 of 5011 to 5014 has no `data`.
const NEVER_NULL: [&str; 3] = ["result_code", "result_msg", "data"];

/// The JSON of an answer, and its code.
pub struct Encoded {
    pub json: Value,
    code: ResultCode,
}

wire::opaque_debug!(Encoded);

impl From<Encoded> for Reply {
    fn from(encoded: Encoded) -> Self {
        Self::serialize(encoded.code.as_str(), &encoded.json)
    }
}

/// Encodes an answer.
pub fn encode<R: Model + Serialize>(
    endpoint: &EndpointInfo,
    pascal_case: bool,
    answer: Answer<R>,
) -> Encoded {
    debug_assert_eq!(R::INFO.name, endpoint.reply.name, "reply of {}", endpoint.id);
    match answer {
        Ok(reply) => {
            let message = ResultCode::Success.zh().unwrap_or_default().to_owned();
            let body = to_object(&reply);
            finish(endpoint, pascal_case, &ResultCode::Success, message, body)
        }
        Err(failure) => encode_failure(endpoint, pascal_case, failure),
    }
}

/// Encodes a failure.
pub fn encode_failure(endpoint: &EndpointInfo, pascal_case: bool, failure: Failure) -> Encoded {
    let failure = listed(endpoint, failure);
    let mut body = Map::new();
    if let Some(unit) = &failure.existing {
        body.insert("organunit_result_info".to_owned(), to_object(unit).into());
    }
    finish(endpoint, pascal_case, &failure.code, failure.message(), body)
}

/// No endpoint answers with a code that it does not list, except for one that only a sample shows
/// (decision I18).
fn listed(endpoint: &EndpointInfo, failure: Failure) -> Failure {
    let is_listed = endpoint.codes.contains(&failure.code.as_str())
        || failure.code == ResultCode::DuplicateNameOld;
    debug_assert!(is_listed, "{} does not list {}", endpoint.id, failure.code.as_str());
    if is_listed { failure } else { Failure::because(failure.message()) }
}

fn to_object<T: Serialize>(model: &T) -> Map<String, Value> {
    match serde_json::to_value(model) {
        Ok(Value::Object(object)) => object,
        // A model of texts and lists always encodes as an object.
        _ => Map::new(),
    }
}

/// Adds the result, types numbers, and adds absent fields as `null`, as in the samples.
fn finish(
    endpoint: &EndpointInfo,
    pascal_case: bool,
    code: &ResultCode,
    message: String,
    mut body: Map<String, Value>,
) -> Encoded {
    type_numbers(endpoint.id, endpoint.reply, &mut body);
    let [code_key, message_key] =
        if pascal_case { ["ResultCode", "ResultMsg"] } else { ["result_code", "result_msg"] };
    for field in endpoint.reply.fields.iter().filter(|field| field.source == Source::Document) {
        if !NEVER_NULL.contains(&field.wire) {
            body.entry(field.wire).or_insert(Value::Null);
        }
    }
    body.insert(code_key.to_owned(), number(code.as_str()));
    body.insert(message_key.to_owned(), message.into());
    Encoded { json: body.into(), code: code.clone() }
}

fn type_numbers(id: &str, info: &ModelInfo, object: &mut Map<String, Value>) {
    for field in info.fields {
        let Some(value) = object.get_mut(field.wire) else { continue };
        let is_number = match field.kind {
            Kind::Count | Kind::Integer | Kind::Enum(_) => {
                !TEXTS.contains(&(info.name, field.wire))
            }
            _ => NUMBERS.iter().any(|(wire, ids)| *wire == field.wire && ids.contains(&id)),
        };
        match (field.kind, value) {
            (Kind::Model(inner) | Kind::List(inner), Value::Object(object)) => {
                type_numbers(id, inner, object);
            }
            (Kind::List(inner), Value::Array(list)) => {
                let objects = list.iter_mut().filter_map(Value::as_object_mut);
                objects.for_each(|object| type_numbers(id, inner, object));
            }
            (_, Value::String(text)) if is_number => {
                let number = number(text);
                object.insert(field.wire.to_owned(), number);
            }
            _ => {}
        }
    }
}

/// A JSON number where the text is one: `u64` holds every identifier of the document.
fn number(text: &str) -> Value {
    let unsigned = text.parse::<u64>().map(Number::from).ok();
    let number = unsigned.or_else(|| text.parse::<i64>().map(Number::from).ok());
    number.map_or_else(|| text.into(), Value::Number)
}
