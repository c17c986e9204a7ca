//! Where requests go, and how.

use std::sync::{Arc, Once};

use transport::Transport;

use crate::Error;

/// Whether a client may send its credentials where anyone on the way can read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainHttp {
    /// Only to this machine.
    Refused,
    /// It is the service's documented way.
    Allowed,
}

/// Once is enough.
static WARNED: Once = Once::new();

/// The base URL that a client was given, in the form to build on, and the way there: the transport
/// it was given, or else the usual one. A client's own transport may know a safe way for plain HTTP.
///
/// # Errors
/// [`Error::InvalidBaseUrl`] with `example`, [`Error::PlainHttp`], or [`Error::Transport`] if TLS
/// cannot be set up.
pub fn connection<S, O>(
    base_url: &str,
    example: &'static str,
    plain_http: PlainHttp,
    transport: Option<Arc<dyn Transport>>,
) -> Result<(String, Arc<dyn Transport>), Error<S, O>> {
    let usable = transport::base_url(base_url).ok_or_else(|| {
        let url = without_secrets(base_url.trim_end_matches('/'));
        Error::InvalidBaseUrl { url, example }
    })?;
    if let Some(transport) = transport {
        return Ok((usable, transport));
    }
    if usable.starts_with("http:") && !transport::is_on_this_machine(&usable) {
        let url = without_secrets(&usable);
        if plain_http == PlainHttp::Refused {
            return Err(Error::PlainHttp { url });
        }
        WARNED.call_once(|| {
            tracing::warn!(url, "plain HTTP, the service's documented way: others can read along");
        });
    }
    let transport = transport::usual_transport(&usable)
        .map_err(|source| Error::Transport { endpoint: "setup", source })?;
    Ok((usable, transport))
}

/// A URL without user, password and query.
fn without_secrets(url: &str) -> String {
    let (url, query) = url.split_once('?').map_or((url, ""), |(url, _)| (url, "?<hidden>"));
    let (user, place) = url.rsplit_once('@').map_or(("", url), |(_, place)| ("<hidden>@", place));
    format!("{user}{place}{query}")
}
