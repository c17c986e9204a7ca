//! From an answer to the reply in it, or the error that it means.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use transport::{TransportError, excerpt};
use wire::{Class, Code, DecodeError, Endpoint, Reply};

use crate::{Complaint, Error, Secrets};

/// What came of a call: the reply if its return code is one of success, else why not, without
/// `secrets`. `service` is what the log calls it.
///
/// # Errors
/// Those of [`read`] and [`accept`], and [`Error::Transport`].
pub fn outcome<E, S, O>(
    service: &'static str,
    answer: Result<Response<Bytes>, TransportError>,
    secrets: &Secrets,
) -> Result<E::Reply, Error<S, O>>
where
    E: Endpoint,
    S: Complaint,
    E::Reply: Reply<Code = S::Code> + DeserializeOwned,
{
    let endpoint = E::ENDPOINT.id;
    let answer = answer.map_err(|source| Error::Transport { endpoint, source })?;
    let (status, bytes) = (answer.status().as_u16(), answer.body().len());
    tracing::debug!(service, endpoint, status, bytes, "call");
    let reply = read::<E, _, _>(&answer).and_then(|reply| accept(endpoint, reply));
    reply.map_err(|error| error.hide(secrets))
}

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
        _ if !status.is_success() => Err(Error::Status { endpoint, status, excerpt: excerpt() }),
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
    S: Complaint,
    R: Reply<Code = S::Code>,
{
    if reply.code().is_some_and(|code| code.class() == Class::Success) {
        return Ok(reply);
    }
    Err(Error::Service(Box::new(S::of(endpoint, &reply))))
}
