//! The ways in which an answer can go out.

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

use super::{End, Fault, Wired, answer, html};

/// That a response is a redirection to the same path, here or at another host: an extension of it,
/// as who makes it does not know the path.
#[derive(Clone)]
pub struct RedirectTo(pub Option<String>);

impl Fault {
    /// The response that stands in for any other; none for faults of the body.
    pub(super) fn instead(&self) -> Option<Response> {
        Some(match self {
            Self::Html { status } => html(status_of(*status)),
            Self::Empty => answer(StatusCode::OK, Body::empty()),
            Self::Unavailable { status, retry_after } => {
                let mut response = html(status_of(*status));
                let seconds = retry_after.map(HeaderValue::from);
                response.headers_mut().extend(seconds.map(|seconds| (RETRY_AFTER, seconds)));
                response
            }
            Self::Redirect { status, host } => {
                let mut response = html(status_of(*status));
                response.extensions_mut().insert(RedirectTo(host.clone()));
                response
            }
            Self::Reset => wired(Wired::reset()),
            _ => return None,
        })
    }

    /// The response with this body.
    pub(super) async fn deliver(&self, status: StatusCode, json: Vec<u8>) -> Response {
        match self {
            Self::Oversized { bytes } => {
                let mut json = json;
                json.resize(json.len().max(*bytes), b' ');
                answer(status, json)
            }
            Self::InvalidUtf8 => {
                let mut json = json;
                json.insert(json.len() / 2, 0xff);
                answer(status, json)
            }
            Self::Cut => wired(Wired::cut(status, &json)),
            Self::Drip { bytes, every } => drip(status, json, (*bytes).max(1), *every),
            Self::GzipBomb { bytes } => bomb(status, json, *bytes).await,
            Self::ResetInBody => wired(Wired::half(status, &json, End::Reset)),
            Self::Truncated => wired(Wired::half(status, &json, End::Closed)),
            Self::ShortLength => wired(Wired::short_length(status, &json)),
            Self::MalformedChunk => wired(Wired::malformed_chunk(status, &json)),
            _ => self.instead().unwrap_or_else(|| answer(status, json)),
        }
    }
}

fn status_of(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or_default()
}

/// A response whose place on the wire something else takes.
fn wired(wired: Wired) -> Response {
    let mut response = StatusCode::OK.into_response();
    response.extensions_mut().insert(wired);
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
    answer(status, Body::from_stream(drops))
}

async fn bomb(status: StatusCode, json: Vec<u8>, blanks: usize) -> Response {
    let packed = tokio::task::spawn_blocking(move || pack(&json, blanks)).await;
    let packed = packed.map_err(io::Error::other).flatten();
    let mut response = answer(status, packed.unwrap_or_default());
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
