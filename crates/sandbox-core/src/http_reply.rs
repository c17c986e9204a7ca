//! HTTP responses that every service gives.

use axum::body::Body;
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;

/// A JSON response.
pub fn json_response(status: StatusCode, body: impl Into<Body>) -> Response {
    (status, [(CONTENT_TYPE, "application/json;charset=UTF-8")], body.into()).into_response()
}

/// An HTML page that shows an HTTP status, as gateways and unknown paths answer.
pub fn html_page(status: StatusCode) -> Response {
    let title = format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or_default());
    let page = format!(
        "\r\n\r\n<html>\r\n<head><title>{title}</title></head>\r\n<body><h1>{title}</h1></body>\r\n</html>\r\n"
    );
    (status, Html(page)).into_response()
}
