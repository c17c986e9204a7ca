//! The five interfaces.

use auth::in_beijing;
use sandbox_core::{Call, HttpRequest, Reply};
use serde_json::{Map, Value};
use udid_types::endpoints::{GET_DEVICE, GET_HISTORY, GET_TOKEN, LIST_DEVICES, TEST_CONNECTION};
use udid_types::{ConnectionReply, DevicePage, ErrorCode, ReturnCode, TokenReply};

use crate::access::{Access, Grant};
use crate::records::Records;
use crate::reply::{Failure, fill_envelope, serialize};
use crate::settings::{UdidAccount, UdidSettings};
use crate::{form, listing};

/// Whether the service works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceState {
    /// It works.
    Up,
    /// It is closed for maintenance: return code 5.
    Closed,
    /// It cannot reach its own database: return code 6.
    NetworkDown,
}

/// What changes while the service runs.
pub struct State {
    pub access: Access,
    pub records: Records,
    pub condition: ServiceState,
}

/// Answers a call.
pub fn answer(
    settings: &UdidSettings,
    state: &mut State,
    call: &mut Call<'_>,
    request: &HttpRequest,
) -> Reply {
    if call.effects.revokes_tokens {
        state.access.revoke_all();
    }
    match call.endpoint.id {
        TEST_CONNECTION => {
            let mut reply = ConnectionReply::default();
            let failure = is_up(state, call).err().unwrap_or(Failure::new(ReturnCode::Success));
            fill_envelope!(reply, failure);
            serialize(reply.return_code.as_ref(), &reply)
        }
        GET_TOKEN => {
            let reply = token(settings, state, call, request);
            serialize(reply.return_code.as_ref(), &reply)
        }
        _ => {
            let reply = data(settings, state, call, request).unwrap_or_else(|failure| {
                let mut reply = DevicePage::default();
                fill_envelope!(reply, failure);
                reply
            });
            serialize(reply.return_code.as_ref(), &reply)
        }
    }
}

fn is_up(state: &State, call: &Call<'_>) -> Result<(), Failure> {
    match state.condition {
        _ if call.must_fail => Err(Failure::new(ReturnCode::NetworkFailure)),
        ServiceState::Up => Ok(()),
        ServiceState::Closed => Err(Failure::new(ReturnCode::ServiceUnavailable)),
        ServiceState::NetworkDown => Err(Failure::new(ReturnCode::NetworkFailure)),
    }
}

/// All callers of this second, whose account is not known yet.
const EVERYBODY: &str = "";

fn count_in_second(call: &mut Call<'_>) -> Result<(), Failure> {
    let is_one_too_many = !call.rate_limiter.admit_in_second(EVERYBODY, call.now);
    if call.effects.is_too_frequent || is_one_too_many {
        return Err(Failure::new(ReturnCode::TooFrequent));
    }
    Ok(())
}

fn count_in_day(call: &mut Call<'_>, app_id: &str) -> Result<(), Failure> {
    if !call.rate_limiter.admit_on_day(app_id, call.now) {
        return Err(Failure::new(ReturnCode::DailyLimitReached));
    }
    Ok(())
}

/// P002. A failure reports the time and the remaining calls as well, as in the document's sample.
fn token(
    settings: &UdidSettings,
    state: &mut State,
    call: &mut Call<'_>,
    request: &HttpRequest,
) -> TokenReply {
    let mut reply = TokenReply::default();
    match grant(settings, state, call, request) {
        Ok((account, grant)) => {
            let remaining = call.rate_limiter.remaining_today(&account.app_id, call.now);
            reply.remaining_calls_today = Some(u64::from(remaining).into());
            match grant {
                Grant::New(token, lifetime) => {
                    fill_envelope!(reply, Failure::new(ReturnCode::Success));
                    reply.access_token = Some(token);
                    reply.expires_in = Some(lifetime.as_secs().to_string().into());
                }
                Grant::StillValid(token) => {
                    fill_envelope!(reply, Failure::new(ReturnCode::TokenStillValid));
                    reply.access_token = settings.code_9_with_token.then_some(token);
                }
            }
        }
        Err(failure) => fill_envelope!(reply, failure),
    }
    let now = in_beijing(call.now).strftime("%Y-%m-%dT%H:%M:%S").to_string();
    reply.current_time = Some(now.into());
    reply
}

fn grant(
    settings: &UdidSettings,
    state: &mut State,
    call: &mut Call<'_>,
    request: &HttpRequest,
) -> Result<(UdidAccount, Grant), Failure> {
    is_up(state, call)?;
    count_in_second(call)?;
    let parameters = form::parameters(call.endpoint, request)?;
    let text = |key: &str| parameters.get(key).and_then(Value::as_str).unwrap_or_default();
    let account = settings.accounts.iter().find(|account| account.app_id == text("appId"));
    let account = account.filter(|account| account.app_secret == text("appSecret")).cloned();
    let account = account.ok_or(Failure::new(ReturnCode::BadCredentials))?;
    count_in_day(call, &account.app_id)?;
    let lifetime = settings.token_lifetime;
    let grant = state.access.grant(&account, text("TYSHXYDM"), lifetime, call.now)?;
    Ok((account, grant))
}

/// D001 to D003.
fn data(
    settings: &UdidSettings,
    state: &mut State,
    call: &mut Call<'_>,
    request: &HttpRequest,
) -> Result<DevicePage, Failure> {
    is_up(state, call)?;
    count_in_second(call)?;
    let endpoint = call.endpoint;
    let parameters = form::parameters(endpoint, request)?;
    authorize(settings, state, call, &parameters)?;
    match endpoint.id {
        LIST_DEVICES => {
            let shift = call.effects.shifted_rows;
            listing::list(&state.records, endpoint, &parameters, shift, settings.listing)
        }
        GET_HISTORY => listing::history(&state.records, endpoint, &parameters),
        GET_DEVICE => listing::single(&state.records, &parameters),
        other => Err(Failure::failed(ErrorCode::NotFound, other)),
    }
}

fn authorize(
    settings: &UdidSettings,
    state: &State,
    call: &mut Call<'_>,
    parameters: &Map<String, Value>,
) -> Result<(), Failure> {
    let token = parameters.get("accessToken").and_then(Value::as_str);
    let app_id = state.access.account_of(token, call.now)?;
    let account = settings.accounts.iter().find(|account| account.app_id == app_id);
    if !account.is_some_and(|account| account.is_approved) {
        return Err(Failure::new(ReturnCode::Unauthorized));
    }
    count_in_day(call, &app_id)
}
