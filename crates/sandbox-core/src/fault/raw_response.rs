//! Answers that no HTTP library would write, byte by byte.

use bytes::{BufMut, Bytes, BytesMut};
use http::StatusCode;

/// What goes on the wire instead of an answer; the connection ends with it.
#[derive(Clone)]
pub struct Wired {
    /// The HTTP status in it, if any.
    pub status: Option<StatusCode>,
    pub bytes: Bytes,
    pub end: End,
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// In good order (FIN).
    Closed,
    /// With an error (RST).
    Reset,
}

impl Wired {
    /// A reset, and nothing before it.
    pub fn reset() -> Self {
        Self { status: None, bytes: Bytes::new(), end: End::Reset }
    }

    /// Half of a body of stated length.
    pub fn half(status: StatusCode, json: &[u8], end: End) -> Self {
        let (half, _) = json.split_at(json.len() / 2);
        Self { status: Some(status), bytes: with_length(status, json.len(), half), end }
    }

    /// A body, and half its length.
    pub fn short_length(status: StatusCode, json: &[u8]) -> Self {
        let bytes = with_length(status, json.len() / 2, json);
        Self { status: Some(status), bytes, end: End::Closed }
    }

    /// Half of a body in one chunk, and no more.
    pub fn cut(status: StatusCode, json: &[u8]) -> Self {
        let (half, _) = json.split_at(json.len() / 2);
        let bytes = first_chunk(status, half).freeze();
        Self { status: Some(status), bytes, end: End::Closed }
    }

    /// Half of a body in one chunk, and then one without a length.
    pub fn malformed_chunk(status: StatusCode, json: &[u8]) -> Self {
        let (first, second) = json.split_at(json.len() / 2);
        let mut bytes = first_chunk(status, first);
        bytes.put_slice(b"length\r\n");
        bytes.put_slice(second);
        bytes.put_slice(b"\r\n0\r\n\r\n");
        Self { status: Some(status), bytes: bytes.freeze(), end: End::Closed }
    }
}

/// A chunked body as far as its first chunk.
fn first_chunk(status: StatusCode, chunk: &[u8]) -> BytesMut {
    let mut bytes = head(status, "Transfer-Encoding: chunked");
    // A chunk of nothing would be the last one.
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
