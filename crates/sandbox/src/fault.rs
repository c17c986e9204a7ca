//! Misbehaviour that tests ask for.

use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use http::StatusCode;

/// How an answer goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// An HTML page instead of JSON, with this HTTP status.
    Html {
        /// The status; 200 as well.
        status: u16,
    },
    /// The connection is cut in the middle of the body.
    Cut,
    /// The body is filled up with blanks to this size.
    Oversized {
        /// Size in bytes.
        bytes: usize,
    },
    /// The JSON comes inside a JSON string.
    DoubleEncoded,
    /// All keys in lower case, as one real client reads them.
    LowerCaseKeys,
    /// The answer takes this much longer.
    Slow(Duration),
}

impl Fault {
    /// The answer with this fault.
    pub(crate) async fn apply(&self, json: Vec<u8>) -> Response {
        match self {
            Self::Html { status } => html(StatusCode::from_u16(*status).unwrap_or_default()),
            Self::Cut => cut(json),
            Self::Oversized { bytes } => {
                let mut json = json;
                json.resize(json.len().max(*bytes), b' ');
                answer(json)
            }
            Self::DoubleEncoded => {
                answer(serde_json::to_vec(&String::from_utf8_lossy(&json)).unwrap_or_default())
            }
            Self::LowerCaseKeys => answer(with_lower_case_keys(&json)),
            Self::Slow(time) => {
                tokio::time::sleep(*time).await;
                answer(json)
            }
        }
    }
}

/// A JSON answer.
pub(crate) fn answer(body: impl Into<Body>) -> Response {
    ([(http::header::CONTENT_TYPE, "application/json;charset=UTF-8")], body.into()).into_response()
}

/// An HTML page, as gateways and wrong paths give it.
pub(crate) fn html(status: StatusCode) -> Response {
    let title = format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or_default());
    let page = format!(
        "\r\n\r\n<html>\r\n<head><title>{title}</title></head>\r\n<body><h1>{title}</h1></body>\r\n</html>\r\n"
    );
    (status, axum::response::Html(page)).into_response()
}

fn cut(json: Vec<u8>) -> Response {
    let whole = Bytes::from(json);
    let half = whole.slice(..whole.len() / 2);
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    answer(Body::from_stream(stream::iter([Ok(half), Err(broken)])))
}

fn with_lower_case_keys(json: &[u8]) -> Vec<u8> {
    fn lower(value: serde_json::Value) -> serde_json::Value {
        match value {
            serde_json::Value::Object(object) => object
                .into_iter()
                .map(|(key, value)| (key.to_ascii_lowercase(), lower(value)))
                .collect(),
            serde_json::Value::Array(list) => list.into_iter().map(lower).collect(),
            scalar => scalar,
        }
    }
    let value = serde_json::from_slice(json).unwrap_or_default();
    lower(value).to_string().into_bytes()
}
