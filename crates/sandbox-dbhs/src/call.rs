//! The three interfaces.

use std::borrow::Cow;

use dbhs_types::ReturnCode;
use dbhs_types::endpoints::{GET_ORGANIZATION, LIST_PRODUCTS};
use sandbox_core::{Call, HttpRequest, json_request};
use serde_json::{Map, Value};
use wire::EndpointInfo;

use crate::gate;
use crate::registers::Registers;
use crate::reply::{Answer, Failure};
use crate::search::Wanted;
use crate::settings::DbhsSettings;

/// Answers a call.
pub fn answer(
    settings: &DbhsSettings,
    registers: &Registers,
    call: Call<'_>,
    request: &HttpRequest,
) -> Answer {
    let endpoint = call.endpoint;
    if call.must_fail {
        return Err(Failure::new(ReturnCode::InternalError, endpoint.id));
    }
    let is_too_frequent = call.effects.is_too_frequent;
    gate::admit(settings, &request.headers, call)?;
    if is_too_frequent {
        return Err(Failure::new(ReturnCode::TooFrequent, endpoint.id));
    }
    let parameters = parameters(endpoint, request)?;
    match endpoint.id {
        GET_ORGANIZATION => {
            let key = text(&parameters, "searchKey").unwrap_or_default();
            Ok(registers.organization(key))
        }
        LIST_PRODUCTS => Ok(registers.products(&wanted(&parameters))),
        _ => detail(registers, &wanted(&parameters)),
    }
}

/// The parameters of a request, complete and of the documented kinds.
fn parameters(
    endpoint: &'static EndpointInfo,
    request: &HttpRequest,
) -> Result<Map<String, Value>, Failure> {
    let parameters = if endpoint.method() == "GET" {
        from_query(&request.query)?
    } else {
        if !request.is_of_type("application/json") {
            return Err(Failure::parameter("Content-Type is not application/json"));
        }
        json_request::parse(&request.body).map_err(Failure::parameter)?
    };
    json_request::check(endpoint.id, endpoint.request, &parameters).map_err(Failure::parameter)?;
    Ok(parameters)
}

fn from_query(query: &str) -> Result<Map<String, Value>, Failure> {
    let mut parameters = Map::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if parameters.insert(name.to_string(), Cow::into_owned(value).into()).is_some() {
            return Err(Failure::parameter(format!("parameter {name} came twice")));
        }
    }
    Ok(parameters)
}

fn wanted(parameters: &Map<String, Value>) -> Wanted<'_> {
    let text = |key| text(parameters, key);
    Wanted {
        id: text("id"),
        number: text("regNumber"),
        manufacturer: text("manufacture"),
        product_name: text("productName"),
        registered_name: text("regName"),
    }
}

/// A parameter; an empty one counts as absent.
fn text<'a>(parameters: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    parameters.get(key)?.as_str().filter(|text| !text.trim().is_empty())
}

fn detail(registers: &Registers, wanted: &Wanted) -> Answer {
    if wanted.id.is_none() && wanted.number.is_none() {
        return Err(Failure::parameter("product/detail: parameter id or regNumber is required"));
    }
    Ok(registers.product(wanted))
}
