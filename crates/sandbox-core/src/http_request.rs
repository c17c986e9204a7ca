//! A request with its whole body.

use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method};

/// A request whose body has been read; longer bodies than 2 MiB are answered with status 413.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The values of the labels in the endpoint's path, decoded: pairs of key and value.
    pub labels: Vec<(String, String)>,
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
        let (mut parts, body) = request.into_parts();
        let labels = RawPathParams::from_request_parts(&mut parts, state).await;
        let labels = labels.map_err(IntoResponse::into_response)?;
        let labels = labels.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let (method, headers) = (parts.method.clone(), parts.headers.clone());
        let body = Bytes::from_request(Request::from_parts(parts, body), state).await;
        let body = body.map_err(IntoResponse::into_response)?;
        Ok(Self { method, labels, query, headers, body })
    }
}
