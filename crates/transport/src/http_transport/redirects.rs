//! Follows redirects on the same server only, and none that drops what was sent.

use http::header::LOCATION;
use http::{Method, StatusCode};
use reqwest::{Response, Url};

use crate::TransportError;

const MAX_REDIRECTS: usize = 5;

/// No name is longer (RFC 1035, section 2.3.4, without the root); an error shows no more of one.
const LONGEST_HOST: usize = 253;

/// Why a redirect was not followed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Elsewhere { to_host: String },
    ToPage { status: u16, target: String },
    TooOften { limit: usize },
}

impl Stop {
    pub fn error(self, host: &str) -> TransportError {
        let host = host.to_owned();
        match self {
            Self::Elsewhere { to_host } => TransportError::RedirectRefused { host, to_host },
            Self::ToPage { status, target } => {
                TransportError::RedirectedToPage { host, status, target }
            }
            Self::TooOften { limit } => TransportError::TooManyRedirects { host, limit },
        }
    }
}

/// Where a response wants the request to go; `None` if it is not a redirect. `previous` holds the
/// addresses asked so far, the last one included.
pub(super) fn next(
    method: &Method,
    response: &Response,
    previous: &[Url],
) -> Result<Option<Url>, Stop> {
    let status = response.status();
    let is_redirect = [
        StatusCode::MOVED_PERMANENTLY,
        StatusCode::FOUND,
        StatusCode::SEE_OTHER,
        StatusCode::TEMPORARY_REDIRECT,
        StatusCode::PERMANENT_REDIRECT,
    ];
    let location = response.headers().get(LOCATION).filter(|_| is_redirect.contains(&status));
    let location = location.and_then(|location| location.to_str().ok());
    let Some(next) = location.and_then(|location| response.url().join(location).ok()) else {
        return Ok(None);
    };
    judge(previous, &next)?;
    // Clients of the web follow these with a GET.
    let repeats = [StatusCode::TEMPORARY_REDIRECT, StatusCode::PERMANENT_REDIRECT];
    let is_safe = [Method::GET, Method::HEAD].contains(method);
    if !is_safe && !repeats.contains(&status) {
        return Err(Stop::ToPage { status: status.as_u16(), target: shown(&next) });
    }
    Ok(Some(next))
}

/// Host and path of an address, without session, query, user and password.
pub(super) fn shown(url: &Url) -> String {
    let path = url.path().split(';').next().unwrap_or_default();
    format!("{}{path}", url.host_str().unwrap_or_default()).chars().take(LONGEST_HOST).collect()
}

/// `previous` holds the addresses asked so far, the first one included.
fn judge(previous: &[Url], next: &Url) -> Result<(), Stop> {
    if previous.last().is_some_and(|previous| !same_server(previous, next)) {
        let to_host = next.host_str().unwrap_or_default();
        return Err(Stop::Elsewhere { to_host: to_host.chars().take(LONGEST_HOST).collect() });
    }
    if previous.len() > MAX_REDIRECTS {
        return Err(Stop::TooOften { limit: MAX_REDIRECTS });
    }
    Ok(())
}

fn same_server(from: &Url, to: &Url) -> bool {
    let same_address =
        from.scheme() == to.scheme() && from.port_or_known_default() == to.port_or_known_default();
    let upgrade = from.scheme() == "http" && to.scheme() == "https";
    from.host_str() == to.host_str() && (same_address || upgrade)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(from: &str, to: &str) -> Result<(), Stop> {
        judge(&[from.parse().unwrap()], &to.parse().unwrap())
    }

    #[test]
    fn the_same_server_and_its_upgrade_to_https_are_followed() {
        for (from, to) in [
            ("https://a.cn/x?k=1", "https://a.cn/y"),
            ("https://a.cn/x", "https://a.cn:443/x"),
            ("http://a.cn/x", "https://a.cn/x"),
            ("http://a.cn:8080/x", "https://a.cn:8443/x"),
        ] {
            assert_eq!(verdict(from, to), Ok(()), "{from} to {to}");
        }
    }

    #[test]
    fn another_server_is_refused_by_its_host_name_alone() {
        for (to, to_host) in [
            ("https://b.cn/y?k=1", "b.cn"),
            ("https://user:word@a.cn.b.cn/", "a.cn.b.cn"),
            ("https://a.cn:8443/x", "a.cn"),
            ("http://a.cn/x", "a.cn"),
            ("ftp://a.cn/x", "a.cn"),
            ("mailto:somebody@a.cn", ""),
        ] {
            let expected = Stop::Elsewhere { to_host: to_host.to_owned() };
            assert_eq!(verdict("https://a.cn/x", to), Err(expected), "{to}");
        }
    }

    #[test]
    fn the_sixth_redirect_is_one_too_many() {
        let url: Url = "https://a.cn/".parse().unwrap();
        assert_eq!(judge(&vec![url.clone(); 5], &url), Ok(()));
        assert_eq!(judge(&vec![url.clone(); 6], &url), Err(Stop::TooOften { limit: 5 }));
    }
}
