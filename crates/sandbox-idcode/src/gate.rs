//! Admission of calls: key, time, signature, and the document's rules for parameters.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use auth::{Secret, idcode_hash};
use idcode_types::{BatchRegistration, ResultCode};
use jiff::Timestamp;
use wire::{EndpointInfo, FieldInfo, Kind, Nested, Refusal, Rule, check_value};

use crate::call::{AdmittedCall, Answer, Failure, bad_parameter};
use crate::intake::Received;
use crate::settings::{IdcodeAccount, IdcodeSettings};

const COMMON: [&str; 3] = ["access_token", "time", "hash"];

/// Admits a request, or says why not.
pub fn admit<'a>(
    settings: &'a IdcodeSettings,
    endpoint: &'static EndpointInfo,
    received: Received,
    now: Timestamp,
) -> Answer<AdmittedCall<'a>> {
    let account = account_of(settings, endpoint, &received)?;
    if let Some(problem) = received.problem {
        return Err(bad_parameter(endpoint, format!("{}: {problem}", endpoint.id)));
    }
    check_signature(account, &received.path, &received.parameters)?;
    check_time(settings.time_tolerance, value(&received.parameters, "time"), now)?;
    let parameters = received.parameters.into_iter();
    let parameters: BTreeMap<_, _> = parameters
        .filter(|(name, value)| !COMMON.contains(&name.as_str()) && !value.is_empty())
        .collect();
    let call = AdmittedCall { endpoint, parameters, files: received.files, account, settings, now };
    check_parameters(&call)?;
    if endpoint.is_restricted && !account.may_call_restricted {
        return Err(Failure::because(format!("{} is open to some users only", endpoint.id)));
    }
    Ok(call)
}

fn value<'a>(parameters: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let (_, value) = parameters.iter().find(|(key, _)| key == name)?;
    (!value.is_empty()).then_some(value)
}

/// The account of the key. 402 has its key in `json_str` (decision I55).
fn account_of<'a>(
    settings: &'a IdcodeSettings,
    endpoint: &EndpointInfo,
    received: &Received,
) -> Answer<&'a IdcodeAccount> {
    let json = endpoint.request.fields.iter().find(|field| matches!(field.kind, Kind::Json(_)));
    let token = match json {
        Some(field) => value(&received.parameters, field.wire)
            .and_then(|json| wire::from_slice::<BatchRegistration>(json.as_bytes()).ok())
            .and_then(|batch| batch.access_token),
        None => value(&received.parameters, "access_token").map(str::to_owned),
    };
    let token = token.ok_or(ResultCode::KeyMissing)?;
    let account = settings.accounts.iter().find(|account| account.access_token == token);
    let account = account.ok_or(ResultCode::KeyMissing)?;
    if account.is_disabled { Err(ResultCode::KeyDisabled.into()) } else { Ok(account) }
}

fn check_time(tolerance: Duration, time: Option<&str>, now: Timestamp) -> Answer<()> {
    let time = time.ok_or_else(|| Failure::because("parameter time is required"))?;
    let sent = time.parse().ok().and_then(|millis| Timestamp::from_millisecond(millis).ok());
    let sent = sent.ok_or_else(|| Failure::because("time is not a number of milliseconds"))?;
    if sent.duration_since(now).unsigned_abs() > tolerance {
        let tolerance = tolerance.as_secs();
        return Err(Failure::because(format!("time is off by more than {tolerance} s")));
    }
    Ok(())
}

/// Empty parameters that were sent are hashed too: a caller may not sign fewer parameters than it
/// sends.
fn check_signature(
    account: &IdcodeAccount,
    path: &str,
    parameters: &[(String, String)],
) -> Answer<()> {
    let hash = value(parameters, "hash");
    let hash = hash.ok_or_else(|| Failure::because("parameter hash is required"))?;
    let code = Secret::from(account.authorization_code.as_str());
    let mut signed: Vec<_> = parameters
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "hash")
        .collect();
    signed.sort_unstable();
    let expected = if signed.iter().all(|(_, value)| !value.is_empty()) {
        idcode_hash(path, signed, &code)
    } else {
        // As one parameter that is not empty, so that nothing in it is left out.
        let joined: Vec<_> = signed.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let joined = joined.join("&");
        let (first, rest) = joined.split_once('=').unwrap_or_default();
        idcode_hash(path, [(first, rest)], &code)
    };
    if Secret::from(expected) == Secret::from(hash) {
        return Ok(());
    }
    Err(Failure::because("hash does not match path, parameters and authorization code"))
}

fn check_parameters(call: &AdmittedCall) -> Answer<()> {
    let endpoint = call.endpoint;
    let is_known = |name: &str| endpoint.request.fields.iter().any(|field| field.wire == name);
    if let Some(unknown) = call.parameters.keys().find(|name| !is_known(name)) {
        return Err(call.bad(unknown, "is not a parameter of this endpoint"));
    }
    let is_file = |name: &str| endpoint.files.iter().any(|field| field.wire == name);
    if let Some(file) = call.files.iter().find(|file| !is_file(&file.parameter)) {
        return Err(call.bad(&file.parameter, "is not a file of this endpoint"));
    }
    let mut required = endpoint.files.iter().filter(|field| field.required);
    if let Some(missing) = required.find(|field| call.file(field.wire).is_none()) {
        return Err(call.bad(missing.wire, "is required as a file"));
    }
    endpoint.request.fields.iter().try_for_each(|field| check_parameter(call, field))?;
    let broken = endpoint.broken_constraint(|name| call.given(name).map(Cow::Borrowed));
    broken.map_or(Ok(()), |(parameter, constraint)| {
        Err(refused(endpoint, parameter, Rule::Constraint(constraint.text)))
    })
}

fn check_parameter(call: &AdmittedCall, field: &'static FieldInfo) -> Answer<()> {
    let text = call.text(field.wire);
    let broken = match field.kind {
        _ if has_code_of_its_own(call.endpoint, field) => None,
        Kind::Json(_) if !text.is_empty() => {
            let batch: BatchRegistration = wire::from_slice(text.as_bytes())
                .map_err(|error| call.bad(field.wire, &format!("is not as documented: {error}")))?;
            batch.broken_rule().map(|(inner, rule)| (inner.wire, rule))
        }
        _ => check_value(field, text).err().map(|rule| (field.wire, rule)),
    };
    broken.map_or(Ok(()), |(parameter, rule)| Err(refused(call.endpoint, parameter, rule)))
}

fn refused(endpoint: &EndpointInfo, parameter: &'static str, rule: Rule) -> Failure {
    let refusal = Refusal { endpoint: endpoint.id, parameter, rule };
    bad_parameter(endpoint, refusal.to_string())
}

/// Whether the endpoint has a code for what can be wrong with this parameter.
fn has_code_of_its_own(endpoint: &EndpointInfo, field: &FieldInfo) -> bool {
    let code = match field.wire {
        "gotourl" => "30001",
        "code_list_str" => "50004",
        "password" => "50005",
        _ => return false,
    };
    endpoint.codes.contains(&code)
}
