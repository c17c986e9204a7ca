//! Classifies errors of the HTTP library.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::iter::successors;

use super::limits::ResponseLimits;
use crate::TransportError;

/// Turns an error of the HTTP library into one that names the host and nothing else of the
/// request.
pub(super) fn classify(
    host: &str,
    error: &reqwest::Error,
    limits: ResponseLimits,
) -> TransportError {
    let host = host.to_owned();
    let source = reason(error);
    if error.is_builder() {
        TransportError::InvalidRequest { reason: source.to_string() }
    } else if error.is_timeout() {
        TransportError::Timeout { host, connecting: error.is_connect() }
    } else if source.to_string().contains("message head is too large") {
        TransportError::HeadTooLarge { host, limit: limits.max_head_bytes }
    } else if !error.is_connect() {
        TransportError::Interrupted { host, source }
    } else if is_tls(error, &source) {
        TransportError::Tls { host, source }
    } else {
        TransportError::Connect { host, source }
    }
}

/// Whether a failed connection failed in its TLS handshake for good, not because it was cut.
///
/// rustls reports invalid data. The libraries of the systems have types of their own, so that
/// nothing is left but to exclude everything else that fails without a kind.
fn is_tls(error: &reqwest::Error, reason: &io::Error) -> bool {
    match reason.kind() {
        ErrorKind::InvalidData => true,
        ErrorKind::Other => {
            let text = reason.to_string();
            !error.is_dns() && !text.contains("unexpected EOF") && !text.contains("tunnel error")
        }
        _ => false,
    }
}

/// What the layers below the HTTP library said, outermost first, with the kind of the innermost
/// I/O error. The library's own texts are left out: they may hold the whole address.
pub(super) fn reason(error: &reqwest::Error) -> io::Error {
    let mut kind = ErrorKind::Other;
    let mut texts: Vec<String> = Vec::new();
    for link in chain(error).filter(|link| !link.is::<reqwest::Error>()) {
        if let Some(io) = link.downcast_ref::<io::Error>() {
            kind = io.kind();
        }
        let text = link.to_string();
        // Some layers repeat the text of the next one.
        if !texts.last().is_some_and(|last| last.contains(&text)) {
            texts.push(text);
        }
    }
    io::Error::new(kind, texts.join(": "))
}

/// The error and what caused it. Steps into I/O errors as well, whose `source` skips the error they
/// wrap, and with it the kind of a failed TLS handshake.
fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    successors(Some(error as &(dyn Error + 'static)), |link| {
        let io = link.downcast_ref::<io::Error>();
        match io.and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped as &(dyn Error + 'static)),
            None => (*link).source(),
        }
    })
}
