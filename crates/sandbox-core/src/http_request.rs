//! A request with its whole body.

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::HeaderMap;

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

impl<S: Send + Sync> FromRequest<S> for HttpRequest {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let query = request.uri().query().unwrap_or_default().to_owned();
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, state).await;
        Ok(Self { query, headers, body: body.map_err(IntoResponse::into_response)? })
    }
}
