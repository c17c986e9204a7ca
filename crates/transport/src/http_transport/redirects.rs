//! Follows redirects on the same server only.

use http::StatusCode;
use http::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Response, Url};
use thiserror::Error;

const MAX_REDIRECTS: usize = 5;

/// No name is longer (RFC 1035, section 2.3.4, without the root); an error shows no more of one.
const LONGEST_HOST: usize = 253;

/// Why a redirect was not followed; carried out of the HTTP library as the source of its error.
#[derive(Debug, Error, PartialEq, Eq)]
pub(super) enum Stop {
    #[error("redirected to another server")]
    Elsewhere { to_host: String },
    #[error("redirected too often")]
    TooOften { limit: usize },
}

pub(super) fn policy() -> Policy {
    Policy::custom(|attempt| match judge(attempt.previous(), attempt.url()) {
        Ok(()) => attempt.follow(),
        Err(stop) => attempt.error(stop),
    })
}

/// Where a response wants the same request with the same body to go.
pub(super) fn wants_body_again(response: &Response) -> Option<Url> {
    let repeats = [StatusCode::TEMPORARY_REDIRECT, StatusCode::PERMANENT_REDIRECT];
    let location =
        response.headers().get(LOCATION).filter(|_| repeats.contains(&response.status()))?;
    response.url().join(location.to_str().ok()?).ok()
}

/// `previous` holds the addresses asked so far, the first one included.
pub(super) fn judge(previous: &[Url], next: &Url) -> Result<(), Stop> {
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
