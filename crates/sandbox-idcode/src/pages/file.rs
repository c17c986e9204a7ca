//! Files to download: codes, packed on the way, and pictures.

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use sandbox_core::html_page;

use crate::registry::Download;

/// A ZIP archive of codes.
pub async fn codes(download: Download) -> Response {
    match tokio::task::spawn_blocking(move || download.pack()).await {
        Ok(Ok(archive)) => ([(CONTENT_TYPE, "application/zip")], archive).into_response(),
        _ => html_page(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// A PNG file.
pub fn picture(png: Bytes) -> Response {
    ([(CONTENT_TYPE, "image/png")], png).into_response()
}
