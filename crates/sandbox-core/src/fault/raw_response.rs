//! Responses that an HTTP library would not write, byte by byte.

use bytes::{BufMut, Bytes, BytesMut};
use http::StatusCode;

/// Bytes sent instead of a response; the connection ends with them.
#[derive(Clone)]
pub struct RawResponse {
    /// The HTTP status in it, if any.
    pub status: Option<StatusCode>,
    pub bytes: Bytes,
    pub end: ConnectionEnd,
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionEnd {
    /// Orderly (FIN).
    Closed,
    /// With an error (RST).
    Reset,
}

impl RawResponse {
    /// A reset without any bytes.
    pub fn reset() -> Self {
        Self { status: None, bytes: Bytes::new(), end: ConnectionEnd::Reset }
    }

    /// Half of the body, with its full length in `Content-Length`.
    pub fn half(status: StatusCode, json: &[u8], end: ConnectionEnd) -> Self {
        let (half, _) = json.split_at(json.len() / 2);
        Self { status: Some(status), bytes: with_length(status, json.len(), half), end }
    }

    /// The body, with half its length in `Content-Length`.
    pub fn short_length(status: StatusCode, json: &[u8]) -> Self {
        let bytes = with_length(status, json.len() / 2, json);
        Self { status: Some(status), bytes, end: ConnectionEnd::Closed }
    }

    /// Half of the body in one chunk, without the last chunk.
    pub fn cut(status: StatusCode, json: &[u8]) -> Self {
        let (half, _) = json.split_at(json.len() / 2);
        let bytes = first_chunk(status, half).freeze();
        Self { status: Some(status), bytes, end: ConnectionEnd::Closed }
    }

    /// Half of the body in one chunk, then a chunk without a length.
    pub fn malformed_chunk(status: StatusCode, json: &[u8]) -> Self {
        let (first, second) = json.split_at(json.len() / 2);
        let mut bytes = first_chunk(status, first);
        bytes.put_slice(b"length\r\n");
        bytes.put_slice(second);
        bytes.put_slice(b"\r\n0\r\n\r\n");
        Self { status: Some(status), bytes: bytes.freeze(), end: ConnectionEnd::Closed }
    }
}

/// A chunked response up to its first chunk.
fn first_chunk(status: StatusCode, chunk: &[u8]) -> BytesMut {
    let mut bytes = head(status, "Transfer-Encoding: chunked");
    // An empty chunk would be the last one.
    if !chunk.is_empty() {
        bytes.put_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.put_slice(chunk);
        bytes.put_slice(b"\r\n");
    }
    bytes
}

fn with_length(status: StatusCode, length: usize, body: &[u8]) -> Bytes {
    let mut bytes = head(status, &format!("Content-Length: {length}"));
    bytes.put_slice(body);
    bytes.freeze()
}

fn head(status: StatusCode, length: &str) -> BytesMut {
    let (code, reason) = (status.as_u16(), status.canonical_reason().unwrap_or_default());
    let head = format!(
        "HTTP/1.1 {code} {reason}\r\nContent-Type: application/json;charset=UTF-8\r\n{length}\r\n\r\n"
    );
    BytesMut::from(head.as_bytes())
}
