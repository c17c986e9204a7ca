//! The five interfaces.

use axum::http::HeaderMap;
use jiff::Timestamp;
use serde_json::{Map, Value};
use udid_types::{ConnectionReply, DevicePage, ENDPOINTS, ErrorCode, ReturnCode, TokenReply};
use wire::EndpointInfo;

use super::access::Grant;
use super::answer::{Failure, encode, fill_envelope};
use super::service::{Inner, ServiceState};
use super::{form, listing};
use crate::Account;
use crate::fault::Told;

/// The JSON answer to a call.
pub fn answer(inner: &mut Inner, id: &str, headers: &HeaderMap, body: &[u8]) -> Told {
    let Some(endpoint) = ENDPOINTS.iter().find(|endpoint| endpoint.id == id) else {
        return Told::default();
    };
    let now = inner.now();
    inner.access.suffer(inner.trouble, now);
    match id {
        "P001" => {
            let mut reply = ConnectionReply::default();
            let failure = is_up(inner).err().unwrap_or(Failure::new(ReturnCode::Success));
            fill_envelope!(reply, failure);
            encode(reply.return_code.as_ref(), &reply)
        }
        "P002" => {
            let reply = token(inner, endpoint, headers, body);
            encode(reply.return_code.as_ref(), &reply)
        }
        _ => {
            let reply = data(inner, endpoint, headers, body).unwrap_or_else(|failure| {
                let mut reply = DevicePage::default();
                fill_envelope!(reply, failure);
                reply
            });
            encode(reply.return_code.as_ref(), &reply)
        }
    }
}

fn is_up(inner: &Inner) -> Result<(), Failure> {
    match inner.state {
        ServiceState::Up => Ok(()),
        ServiceState::Closed => Err(Failure::new(ReturnCode::ServiceUnavailable)),
        ServiceState::NetworkDown => Err(Failure::new(ReturnCode::NetworkFailure)),
    }
}

/// P002. A failure has the time and the calls left as well, as the document's sample has it.
fn token(
    inner: &mut Inner,
    endpoint: &EndpointInfo,
    headers: &HeaderMap,
    body: &[u8],
) -> TokenReply {
    let now = inner.now();
    let mut reply = TokenReply::default();
    match grant(inner, endpoint, headers, body, now) {
        Ok((account, grant)) => {
            let left = inner.access.left_today(&inner.settings, &account.app_id, now);
            reply.remaining_calls_today = Some(u64::from(left).into());
            match grant {
                Grant::New(token, lifetime) => {
                    fill_envelope!(reply, Failure::new(ReturnCode::Success));
                    reply.access_token = Some(token);
                    reply.expires_in = Some(lifetime.as_secs().to_string().into());
                }
                Grant::StillValid(token) => {
                    fill_envelope!(reply, Failure::new(ReturnCode::TokenStillValid));
                    reply.access_token = inner.settings.code_9_with_token.then_some(token);
                }
            }
        }
        Err(failure) => fill_envelope!(reply, failure),
    }
    reply.current_time = Some(beijing_time(now).into());
    reply
}

fn beijing_time(now: Timestamp) -> String {
    let zoned = now.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8)));
    zoned.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

fn grant(
    inner: &mut Inner,
    endpoint: &EndpointInfo,
    headers: &HeaderMap,
    body: &[u8],
    now: Timestamp,
) -> Result<(Account, Grant), Failure> {
    is_up(inner)?;
    inner.access.count_in_second(&inner.settings, inner.trouble, now)?;
    let parameters = form::parameters(endpoint, headers, body)?;
    let text = |key: &str| parameters.get(key).and_then(Value::as_str).unwrap_or_default();
    let account = inner.settings.accounts.iter().find(|account| account.app_id == text("appId"));
    let account = account.filter(|account| account.app_secret == text("appSecret")).cloned();
    let account = account.ok_or(Failure::new(ReturnCode::BadCredentials))?;
    inner.access.count_in_day(&inner.settings, &account.app_id, now)?;
    let grant = inner.access.grant(&inner.settings, &account, text("TYSHXYDM"), now)?;
    Ok((account, grant))
}

/// D001 to D003.
fn data(
    inner: &mut Inner,
    endpoint: &EndpointInfo,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<DevicePage, Failure> {
    is_up(inner)?;
    let now = inner.now();
    inner.access.count_in_second(&inner.settings, inner.trouble, now)?;
    let parameters = form::parameters(endpoint, headers, body)?;
    authorize(inner, &parameters, now)?;
    match endpoint.id {
        "D001" => listing::list(&inner.shelf, endpoint, &parameters, inner.trouble.shift),
        "D002" => listing::history(&inner.shelf, endpoint, &parameters),
        "D003" => listing::single(&inner.shelf, &parameters),
        other => Err(Failure::failed(ErrorCode::NotFound, other)),
    }
}

fn authorize(
    inner: &mut Inner,
    parameters: &Map<String, Value>,
    now: Timestamp,
) -> Result<(), Failure> {
    let token = parameters.get("accessToken").and_then(Value::as_str);
    let app_id = inner.access.account_of(token, now)?;
    let account = inner.settings.accounts.iter().find(|account| account.app_id == app_id);
    if !account.is_some_and(|account| account.is_approved) {
        return Err(Failure::new(ReturnCode::Unauthorized));
    }
    inner.access.count_in_day(&inner.settings, &app_id, now)
}
