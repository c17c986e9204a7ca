//! Files to download: codes, made on the way, and pictures.

use std::fmt::Write;
use std::sync::Arc;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use http::header::CONTENT_TYPE;

use crate::idcode::lookup::Registry;

/// The codes of a batch, one a line; none if there is no such file.
pub fn codes(registry: &Registry, name: &str) -> Option<Response> {
    let (batch_id, is_short) = registry.downloads.get(name)?;
    let batch = registry.batches.iter().find(|batch| batch.id == *batch_id)?;
    let registration = registry.registrations.iter().find(|one| one.id == batch.registration_id)?;
    let category = registration.complete_code();
    let (codes, short) = (Arc::clone(&batch.codes), batch.short_codes.filter(|_| *is_short));
    let mut pieces = (0, 0);
    let pieces = std::iter::from_fn(move || {
        let (place, index) = pieces;
        let (piece, next) = codes.piece(place)?;
        pieces = (next, index + piece.len() as u64);
        let mut text = String::new();
        for (number, item) in (index..).zip(piece) {
            let _ = match short {
                Some(short) => writeln!(text, "{}", short.at(number)),
                None => writeln!(text, "{category}/{item}"),
            };
        }
        Some(Ok::<_, std::convert::Infallible>(text))
    });
    let body = Body::from_stream(stream::iter(pieces));
    Some(([(CONTENT_TYPE, "text/plain;charset=UTF-8")], body).into_response())
}

/// A PNG file.
pub fn picture(png: Bytes) -> Response {
    ([(CONTENT_TYPE, "image/png")], png).into_response()
}
