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

/// A URL without user, password, query and fragment, whether it can be used or not. `<hidden>` stands
/// for them.
///
/// ```
/// use client_core::without_secrets;
///
/// let url = without_secrets("https://user:word@api.example.cn/v2?key=word");
/// assert_eq!(url, "https://<hidden>@api.example.cn/v2?<hidden>");
/// ```
pub fn without_secrets(url: &str) -> String {
    const HIDDEN: &str = "<hidden>";
    let is_scheme = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let parts = url.split_once("://").filter(|(scheme, _)| is_scheme(scheme));
    let (scheme, rest) =
        parts.map_or((String::new(), url), |(scheme, rest)| (format!("{scheme}://"), rest));
    let (user, place) = match rest.rsplit_once('@') {
        // A password with a question mark, or a query with an at sign: nobody knows.
        Some((user, _)) if user.contains(['?', '#']) => return format!("{scheme}{HIDDEN}"),
        Some((_, place)) => (format!("{HIDDEN}@"), place),
        None => (String::new(), rest),
    };
    match place.find(['?', '#']) {
        Some(end) => format!("{scheme}{user}{}{HIDDEN}", &place[..=end]),
        None => format!("{scheme}{user}{place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn a_url_is_shown_without_what_is_secret_in_it() {
        for (url, shown) in [
            ("https://api.example.cn/api/v2", "https://api.example.cn/api/v2"),
            ("https://user:word@api.example.cn/v2", "https://<hidden>@api.example.cn/v2"),
            ("https://user:wo/r@d@api.example.cn/v2", "https://<hidden>@api.example.cn/v2"),
            ("https://user:wo?rd@api.example.cn/v2", "https://<hidden>"),
            ("https://user:wo#rd@api.example.cn/v2", "https://<hidden>"),
            ("https://api.example.cn/v2?key=wo@rd", "https://<hidden>"),
            ("https://api.example.cn/v2?key=word#word", "https://api.example.cn/v2?<hidden>"),
            ("https://api.example.cn#word", "https://api.example.cn#<hidden>"),
            ("https://user:word@api.example.cn?word", "https://<hidden>@api.example.cn?<hidden>"),
            ("user:word@api.example.cn", "<hidden>@api.example.cn"),
            ("user:word@api.example.cn://x", "<hidden>@api.example.cn://x"),
            ("", ""),
        ] {
            assert_eq!(without_secrets(url), shown);
        }
    }
}
