//! How a response is sent, or replaced, by a fault.

use std::io::{self, Write};
use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::stream;
use http::header::{CONTENT_ENCODING, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

use super::{ConnectionEnd, Fault, RawResponse};
use crate::http_reply::{html_page, json_response};

/// Marks a response as a redirect to the same path, here or at another host. An extension of the
/// response, since the path is not known where it is made.
#[derive(Clone)]
pub struct RedirectTo(pub Option<String>);

impl Fault {
    /// The response that replaces any other; `None` for faults that need the body.
    pub(crate) fn instead(&self) -> Option<Response> {
        Some(match self {
            Self::Html { status } => html_page(status_of(*status)),
            Self::Empty => json_response(StatusCode::OK, Body::empty()),
            Self::Unavailable { status, retry_after } => {
                let mut response = html_page(status_of(*status));
                let seconds = retry_after.map(HeaderValue::from);
                response.headers_mut().extend(seconds.map(|seconds| (RETRY_AFTER, seconds)));
                response
            }
            Self::Redirect { status, host } => {
                let mut response = html_page(status_of(*status));
                response.extensions_mut().insert(RedirectTo(host.clone()));
                response
            }
            Self::Reset => raw(RawResponse::reset()),
            _ => return None,
        })
    }

    /// The response with this body.
    pub(crate) async fn deliver(&self, status: StatusCode, json: Vec<u8>) -> Response {
        match self {
            Self::Oversized { bytes } => {
                let mut json = json;
                json.resize(json.len().max(*bytes), b' ');
                json_response(status, json)
            }
            Self::InvalidUtf8 => {
                let mut json = json;
                json.insert(json.len() / 2, 0xff);
                json_response(status, json)
            }
            Self::Cut => raw(RawResponse::cut(status, &json)),
            Self::Drip { bytes, every } => drip(status, json, (*bytes).max(1), *every),
            Self::GzipBomb { bytes } => bomb(status, json, *bytes).await,
            Self::ResetInBody => raw(RawResponse::half(status, &json, ConnectionEnd::Reset)),
            Self::Truncated => raw(RawResponse::half(status, &json, ConnectionEnd::Closed)),
            Self::ShortLength => raw(RawResponse::short_length(status, &json)),
            Self::MalformedChunk => raw(RawResponse::malformed_chunk(status, &json)),
            _ => self.instead().unwrap_or_else(|| json_response(status, json)),
        }
    }
}

fn status_of(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or_default()
}

/// A response that raw bytes replace on the connection.
fn raw(raw: RawResponse) -> Response {
    let mut response = StatusCode::OK.into_response();
    response.extensions_mut().insert(raw);
    response
}

fn drip(status: StatusCode, json: Vec<u8>, size: usize, every: Duration) -> Response {
    let drops =
        stream::unfold((Bytes::from(json), false), move |(mut left, has_begun)| async move {
            if left.is_empty() {
                return None;
            }
            if has_begun {
                tokio::time::sleep(every).await;
            }
            let drop = left.split_to(size.min(left.len()));
            Some((Ok::<_, io::Error>(drop), (left, true)))
        });
    json_response(status, Body::from_stream(drops))
}

async fn bomb(status: StatusCode, json: Vec<u8>, blanks: usize) -> Response {
    let packed = tokio::task::spawn_blocking(move || pack(&json, blanks)).await;
    let packed = packed.map_err(io::Error::other).flatten();
    let mut response = json_response(status, packed.unwrap_or_default());
    response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response
}

fn pack(json: &[u8], blanks: usize) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(json)?;
    let block = [b' '; 1 << 14];
    let mut left = blanks;
    while left > 0 {
        let size = left.min(block.len());
        encoder.write_all(&block[..size])?;
        left -= size;
    }
    encoder.finish()
}
