//! Reads responses within bounds.

use std::mem::take;

use bytes::{Bytes, BytesMut};
use http::Response;

use super::failure;
use super::limits::{MAX_HEADERS, ResponseLimits};
use crate::TransportError;

/// Reads the response to its end, but no further than its limit: a few compressed kilobytes may
/// unpack to gigabytes.
pub(super) async fn read(
    host: &str,
    mut response: reqwest::Response,
    limits: ResponseLimits,
) -> Result<Response<Bytes>, TransportError> {
    check_head(host, &response, limits)?;
    let limit = limits.max_response_bytes;
    let too_large = || TransportError::TooLarge { host: host.to_owned(), limit };
    let announced = response.content_length().map_or(Ok(0), usize::try_from);
    if announced.map_or(true, |length| length > limit) {
        return Err(too_large());
    }
    let mut body = BytesMut::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| failure::classify(host, &error, limits))?
    {
        if chunk.len() > limit - body.len() {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    let mut whole = Response::new(body.freeze());
    *whole.status_mut() = response.status();
    *whole.version_mut() = response.version();
    *whole.headers_mut() = take(response.headers_mut());
    Ok(whole)
}

/// The HTTP library has read the head by now, in its own limits. HTTP/2, which a program may have it
/// speak, has none on the number of headers.
pub(super) fn check_head(
    host: &str,
    response: &reqwest::Response,
    limits: ResponseLimits,
) -> Result<(), TransportError> {
    let headers = response.headers();
    let sizes = headers.iter().map(|(name, value)| name.as_str().len() + value.len());
    if headers.len() <= MAX_HEADERS && sizes.sum::<usize>() <= limits.max_head_bytes {
        return Ok(());
    }
    Err(TransportError::HeadTooLarge { host: host.to_owned(), limit: limits.max_head_bytes })
}
