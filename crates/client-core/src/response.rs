//! Decodes the reply of a response and checks its return code.

use std::time::SystemTime;

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use transport::{excerpt, retry_after};
use wire::{Class, Code, DecodeError, Endpoint, Reply};

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
    let (endpoint, status) = (E::ENDPOINT.id, response.status());
    let excerpt = || excerpt(response.body());
    match wire::from_slice::<E::Reply>(response.body()) {
        // Some services send their return code along with a status of 500.
        Ok(reply) if status.is_success() || reply.code().is_some() => Ok(reply),
        _ if !status.is_success() => {
            let now = SystemTime::now();
            let delay = retry_after(response.headers(), now);
            let retry_at = delay.and_then(|delay| now.checked_add(delay));
            Err(Error::Status { endpoint, status, retry_at, excerpt: excerpt() })
        }
        Ok(reply) => Ok(reply),
        Err(DecodeError::NotJson { reason }) => {
            Err(Error::NotJson { endpoint, reason, excerpt: excerpt() })
        }
        Err(DecodeError::Shape { path, reason }) => Err(Error::Decode { endpoint, path, reason }),
    }
}

/// Accepts a reply whose return code means success.
///
/// # Errors
/// [`Error::Service`] with any other return code, or without one.
pub fn accept_reply<R, S, O>(endpoint: &'static str, reply: R) -> Result<R, Error<S, O>>
where
    S: ReturnCodeError,
    R: Reply<Code = S::Code>,
{
    if reply.code().is_some_and(|code| code.class() == Class::Success) {
        return Ok(reply);
    }
    Err(Error::Service(Box::new(S::of(endpoint, &reply))))
}
