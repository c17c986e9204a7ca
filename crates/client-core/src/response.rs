//! Decodes the reply of a response and checks its return code.

use std::time::SystemTime;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::de::DeserializeOwned;
use transport::{RedirectedTo, excerpt, retry_after};
use wire::{
    Class, Code, DecodeError, Decoded, Endpoint, Finding, FindingKind, Kind, OpenEnum, Reply,
};

use crate::charset::to_utf8;
use crate::classification::{class_of_code, class_of_status};
use crate::{Error, ReturnCodeError};

/// Decodes the reply of a response, whatever its return code.
///
/// # Errors
/// [`Error::Status`], [`Error::NotJson`] or [`Error::Decode`].
pub fn decode_reply<E, S, O>(response: &Response<Bytes>) -> Result<E::Reply, Error<S, O>>
where
    E: Endpoint,
    E::Reply: DeserializeOwned,
{
    decode_reply_with_findings::<E, S, O>(response).map(|decoded| decoded.value)
}

/// Decodes the reply of a response, and says what was not read exactly as it was sent. A charset that
/// the response declares is respected.
///
/// # Errors
/// As [`decode_reply`]. Two different return codes in one response are an [`Error::Decode`].
pub fn decode_reply_with_findings<E, S, O>(
    response: &Response<Bytes>,
) -> Result<Decoded<E::Reply>, Error<S, O>>
where
    E: Endpoint,
    E::Reply: DeserializeOwned,
{
    let (endpoint, status) = (E::ENDPOINT.id, response.status());
    let body = to_utf8(response.headers(), response.body());
    let excerpt = || described(response, &body);
    let failure = |class, message| {
        let now = SystemTime::now();
        let delay = retry_after(response.headers(), now);
        let retry_at = delay.and_then(|delay| now.checked_add(delay));
        Err(Error::Status { endpoint, status, class, message, retry_at, excerpt: excerpt() })
    };
    if E::Reply::CODE_IS_STATUS && !status.is_success() {
        let reply = wire::from_slice::<E::Reply>(&body).ok();
        let message = reply.as_ref().and_then(Reply::message).map(str::to_owned);
        return failure(class_of_code::<<E::Reply as Reply>::Code>(status), message);
    }
    // A status of success may be all that there is to say (204 No Content).
    let is_blank = E::Reply::CODE_IS_STATUS && body.trim_ascii().is_empty();
    let body: &[u8] = if is_blank { b"{}" } else { &body };
    match wire::from_slice_with_findings::<E::Reply>(body) {
        Ok(decoded) if status.is_success() || is_reply_to_failure(&decoded.value, status) => {
            match repeated_code::<E::Reply>(&decoded.findings) {
                None => Ok(decoded),
                Some(path) => {
                    let reason = "two different return codes".to_owned();
                    Err(Error::Decode { endpoint, path, reason })
                }
            }
        }
        _ if !status.is_success() => failure(class_of_status(status), None),
        Ok(decoded) => Ok(decoded),
        Err(DecodeError::NotJson { reason }) => {
            Err(Error::NotJson { endpoint, reason, excerpt: excerpt() })
        }
        Err(DecodeError::Shape { path, reason }) => Err(Error::Decode { endpoint, path, reason }),
    }
}

/// Whether the body of a response without success is the service's own. Some services send their
/// return code along with a status of 500. A code of success contradicts the status. Frameworks send
/// `{"timestamp", "status", "error", "path"}`, where one service has its return code in `status`.
fn is_reply_to_failure<R: Reply>(reply: &R, status: StatusCode) -> bool {
    reply.code().is_some_and(|code| {
        let is_echo = code.as_str() == status.as_str() && {
            let unknown = reply.unknown_fields();
            ["timestamp", "error"].into_iter().any(|key| unknown.get(key).is_some())
        };
        code.class() != Class::Success && !is_echo
    })
}

/// The path of the return code, if it is repeated with another value.
fn repeated_code<R: Reply>(findings: &[Finding]) -> Option<String> {
    let is_code = |kind| matches!(kind, Kind::Enum(list) if list == R::Code::INFO);
    let field = R::INFO.fields.iter().find(|field| is_code(field.kind))?;
    let repeated = findings.iter().filter(|finding| finding.kind == FindingKind::RepeatedKey);
    let mut paths = repeated.map(|finding| &finding.path);
    paths.find(|path| path.strip_prefix('.') == Some(field.wire)).cloned()
}

fn described(response: &Response<Bytes>, body: &[u8]) -> String {
    let excerpt = excerpt(body);
    match response.extensions().get::<RedirectedTo>() {
        Some(RedirectedTo(target)) => format!("redirected to {target}: {excerpt}"),
        None => excerpt,
    }
}

/// Accepts a reply whose return code means success, and one whose return code is its HTTP status: it
/// would not have been decoded.
///
/// # Errors
/// [`Error::Service`] with any other return code, or without one.
pub fn accept_reply<R, S, O>(endpoint: &'static str, reply: R) -> Result<R, Error<S, O>>
where
    S: ReturnCodeError,
    R: Reply<Code = S::Code>,
{
    if R::CODE_IS_STATUS || reply.code().is_some_and(|code| code.class() == Class::Success) {
        return Ok(reply);
    }
    Err(Error::Service(Box::new(S::of(endpoint, &reply))))
}
