//! A request with its whole body.

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// A request whose body has been read; longer bodies than 2 MiB are answered with status 413.
#[derive(Clone, Debug)]
pub struct HttpRequest {
    /// The query string, without `?`; empty if there is none.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl HttpRequest {
    /// Whether the body is declared to be of a media type, whatever its parameters.
    pub fn is_of_type(&self, media_type: &str) -> bool {
        is_of_type(&self.headers, media_type)
    }
}

/// Whether a body is declared to be of a media type. Media types compare without case (RFC 9110).
pub fn is_of_type(headers: &HeaderMap, media_type: &str) -> bool {
    let declared = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let declared = declared.and_then(|declared| declared.split(';').next());
    declared.is_some_and(|declared| declared.trim().eq_ignore_ascii_case(media_type))
}

impl<S: Send + Sync> FromRequest<S> for HttpRequest {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let query = request.uri().query().unwrap_or_default().to_owned();
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, state).await;
        Ok(Self { query, headers, body: body.map_err(IntoResponse::into_response)? })
    }
}
