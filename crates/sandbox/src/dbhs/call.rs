//! The three interfaces.

use std::borrow::Cow;

use axum::http::HeaderMap;
use bytes::Bytes;
use dbhs_types::ReturnCode;
use http::header::CONTENT_TYPE;
use jiff::tz::{self, TimeZone};
use serde_json::{Map, Value, json};
use wire::EndpointInfo;

use super::reply::{Answer, Failure, with_all_fields};
use super::search::{Wanted, registrations};
use super::service::Inner;
use super::{enterprise, organization, product};
use crate::{Settings, json_body};

/// A request as it came.
pub struct Received {
    pub query: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// What a call gives.
pub fn answer(inner: &mut Inner, endpoint: &'static EndpointInfo, received: &Received) -> Answer {
    if inner.ledger.is_refused(endpoint.id) {
        return Err(Failure::new(ReturnCode::InternalError, endpoint.id));
    }
    let now = inner.now();
    if inner.trouble.is_quota_used_up {
        inner.gate.use_up(now);
    }
    inner.gate.admit(&inner.settings.dbhs, &received.headers, now)?;
    if inner.trouble.is_too_frequent {
        return Err(Failure::new(ReturnCode::TooFrequent, endpoint.id));
    }
    let parameters = parameters(endpoint, received)?;
    match endpoint.id {
        "getOrganizationByName" => {
            let key = text(&parameters, "searchKey").unwrap_or_default();
            Ok(organization(&inner.settings, key))
        }
        "product/list" => Ok(list(&inner.settings, &wanted(&parameters))),
        _ => detail(&inner.settings, &wanted(&parameters)),
    }
}

/// The parameters of a request, complete and of the documented kinds.
fn parameters(
    endpoint: &'static EndpointInfo,
    received: &Received,
) -> Result<Map<String, Value>, Failure> {
    let parameters = if endpoint.method() == "GET" {
        from_query(&received.query)?
    } else {
        let content_type = received.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !content_type.is_some_and(|kind| kind.starts_with("application/json")) {
            return Err(Failure::parameter("Content-Type is not application/json"));
        }
        json_body::object(&received.body).map_err(Failure::parameter)?
    };
    json_body::check(endpoint.id, endpoint.request, &parameters).map_err(Failure::parameter)?;
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

/// A parameter; one that is empty is as good as none.
fn text<'a>(parameters: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    parameters.get(key)?.as_str().filter(|text| !text.trim().is_empty())
}

/// The enterprise with a name or number; null if there is none.
pub fn organization(settings: &Settings, key: &str) -> Value {
    let found = enterprise::find(settings.seed, settings.dbhs.unknown_permille, key);
    found.map_or(Value::Null, |enterprise| {
        with_all_fields(&organization::organization(settings.seed, &enterprise))
    })
}

/// The registrations that fit.
pub fn list(settings: &Settings, wanted: &Wanted) -> Value {
    let mut rows = Vec::new();
    let mut total = 0_u64;
    for registration in registrations(settings.seed, this_year(settings), wanted) {
        total += 1;
        if rows.len() < settings.dbhs.most_rows {
            rows.push(with_all_fields(&product::row(&registration)));
        }
    }
    json!({"total": total, "rows": rows})
}

/// A number that two registrations share gives the first (decision D15).
fn detail(settings: &Settings, wanted: &Wanted) -> Answer {
    if wanted.id.is_none() && wanted.number.is_none() {
        return Err(Failure::parameter("product/detail: parameter id or regNumber is required"));
    }
    let found = registrations(settings.seed, this_year(settings), wanted).next();
    let product = found.map(|registration| product::product(&registration));
    Ok(product.map_or(Value::Null, |product| with_all_fields(&product)))
}

fn this_year(settings: &Settings) -> i16 {
    settings.clock.now().to_zoned(TimeZone::fixed(tz::offset(8))).year()
}
