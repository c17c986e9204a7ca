//! Requests from JSON, for callers that name endpoint and parameters at run time.

use serde::de::DeserializeOwned;
use serde_json::Value;
use wire::{DecodeError, Endpoint};

use crate::Error;

/// A request from JSON. A parameter that the endpoint does not have is an error.
///
/// # Errors
/// [`Error::Parameters`].
pub fn request_of<E, S, O>(parameters: &Value) -> Result<E, Error<S, O>>
where
    E: Endpoint + DeserializeOwned,
{
    let endpoint = E::ENDPOINT.id;
    let request: E = wire::from_slice(parameters.to_string().as_bytes()).map_err(|error| {
        let reason = match error {
            DecodeError::NotJson { reason } => reason,
            DecodeError::Shape { path, reason } => format!("{path}: {reason}"),
        };
        Error::Parameters { endpoint, reason }
    })?;
    // A number that cannot be read is kept beside the fields.
    if let Some(reason) = request.unknown_fields().iter().find_map(|(key, value)| {
        let field = E::INFO.fields.iter().find(|field| field.is_named(key))?;
        let rule = wire::check_value(field, value.as_str()?).err()?;
        Some(format!("{}: {rule}", field.wire))
    }) {
        return Err(Error::Parameters { endpoint, reason });
    }
    let unlisted = request.unknown_fields().iter().next();
    if let Some((unknown, _)) = unlisted.filter(|_| !E::ENDPOINT.takes_unlisted) {
        let known: Vec<_> = E::INFO.fields.iter().map(|field| field.wire).collect();
        let reason = format!("there is no parameter {unknown:?}; there are {}", known.join(", "));
        return Err(Error::Parameters { endpoint, reason });
    }
    Ok(request)
}
