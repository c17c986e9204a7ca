use std::mem::take;

use bytes::{Bytes, BytesMut};
use http::Response;

use super::failure;
use crate::TransportError;

/// Reads the answer to its end, but no further than `limit`: a few compressed kilobytes may
/// unpack to gigabytes.
pub(super) async fn read(
    host: &str,
    mut response: reqwest::Response,
    limit: usize,
) -> Result<Response<Bytes>, TransportError> {
    let too_large = || TransportError::TooLarge { host: host.to_owned(), limit };
    let announced = response.content_length().map_or(Ok(0), usize::try_from);
    if announced.map_or(true, |length| length > limit) {
        return Err(too_large());
    }
    let mut body = BytesMut::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| failure::classify(host, &error))?
    {
        if chunk.len() > limit - body.len() {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    let mut answer = Response::new(body.freeze());
    *answer.status_mut() = response.status();
    *answer.version_mut() = response.version();
    *answer.headers_mut() = take(response.headers_mut());
    Ok(answer)
}
