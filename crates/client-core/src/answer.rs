//! From an answer to the reply in it, or the error that it means.

use std::time::SystemTime;

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use transport::{excerpt, retry_after};
use wire::{Class, Code, DecodeError, Endpoint, Reply};

use crate::{Error, ReturnCodeError};

/// The reply in an answer, whatever its return code.
///
/// # Errors
/// [`Error::Status`], [`Error::NotJson`] or [`Error::Decode`].
pub fn read<E, S, O>(answer: &Response<Bytes>) -> Result<E::Reply, Error<S, O>>
where
    E: Endpoint,
    E::Reply: DeserializeOwned,
{
    let (endpoint, status) = (E::ENDPOINT.id, answer.status());
    let excerpt = || excerpt(answer.body());
    match wire::from_slice::<E::Reply>(answer.body()) {
        // Some services send their return code along with a status of 500.
        Ok(reply) if status.is_success() || reply.code().is_some() => Ok(reply),
        _ if !status.is_success() => {
            let retry_after = retry_after(answer.headers(), SystemTime::now());
            Err(Error::Status { endpoint, status, retry_after, excerpt: excerpt() })
        }
        Ok(reply) => Ok(reply),
        Err(DecodeError::NotJson { reason }) => {
            Err(Error::NotJson { endpoint, reason, excerpt: excerpt() })
        }
        Err(DecodeError::Shape { path, reason }) => Err(Error::Decode { endpoint, path, reason }),
    }
}

/// The reply if its return code is one of success, else what the service complains of.
///
/// # Errors
/// [`Error::Service`].
pub fn accept<R, S, O>(endpoint: &'static str, reply: R) -> Result<R, Error<S, O>>
where
    S: ReturnCodeError,
    R: Reply<Code = S::Code>,
{
    if reply.code().is_some_and(|code| code.class() == Class::Success) {
        return Ok(reply);
    }
    Err(Error::Service(Box::new(S::of(endpoint, &reply))))
}
