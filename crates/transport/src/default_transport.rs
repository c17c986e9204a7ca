//! The transport that clients use unless they are given one.

use std::sync::Arc;
use std::time::Duration;

use crate::{Transport, TransportError};

/// Settings of the default transport; `None` keeps its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpSettings {
    /// See [`HttpTransportBuilder::timeout`](crate::HttpTransportBuilder::timeout).
    pub timeout: Option<Duration>,
    /// See [`HttpTransportBuilder::connect_timeout`](crate::HttpTransportBuilder::connect_timeout).
    pub connect_timeout: Option<Duration>,
    /// See [`HttpTransportBuilder::user_agent`](crate::HttpTransportBuilder::user_agent).
    pub user_agent: Option<String>,
}

/// Normalizes a base URL: http or https, without query, and without a slash at its end. `None` if
/// requests cannot be built on it.
///
/// ```
/// assert_eq!(transport::base_url("https://example.com/api/").as_deref(), Some("https://example.com/api"));
/// assert_eq!(transport::base_url("example.com"), None);
/// ```
pub fn base_url(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    let uri: http::Uri = text.parse().ok()?;
    let is_usable = matches!(uri.scheme_str(), Some("http" | "https")) && uri.query().is_none();
    is_usable.then(|| text.to_owned())
}

/// HTTP with the usual limits. Services on this machine are reached without the system's proxy.
///
/// # Errors
/// [`TransportError::Setup`]; or [`TransportError::InvalidRequest`] when the features `rustls` and
/// `native-tls` are off, so that there is no transport for the network.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub fn default_transport(
    base_url: &str,
    settings: &HttpSettings,
) -> Result<Arc<dyn Transport>, TransportError> {
    let mut builder = crate::HttpTransport::builder();
    if is_loopback(base_url) {
        builder = builder.no_proxy();
    }
    if let Some(timeout) = settings.timeout {
        builder = builder.timeout(timeout);
    }
    if let Some(timeout) = settings.connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    if let Some(user_agent) = &settings.user_agent {
        builder = builder.user_agent(user_agent);
    }
    Ok(Arc::new(builder.build()?))
}

/// There is no default transport without a TLS library.
///
/// # Errors
/// Always: the features `rustls` and `native-tls` are off.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub fn default_transport(_: &str, _: &HttpSettings) -> Result<Arc<dyn Transport>, TransportError> {
    let reason = "no transport was given, and the features `rustls` and `native-tls` are off";
    Err(TransportError::InvalidRequest { reason: reason.to_owned() })
}

/// Whether the host of a URL is this machine.
pub fn is_loopback(base_url: &str) -> bool {
    let uri = base_url.parse::<http::Uri>();
    let host = uri.as_ref().ok().and_then(http::Uri::host).unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn loopback_addresses_are_this_machine() {
        for url in ["http://127.0.0.1:8080/api", "http://localhost", "http://[::1]:1/"] {
            assert!(is_loopback(url), "{url}");
        }
        for url in
            ["https://udid.nmpa.gov.cn/api", "http://10.0.0.1", "http://localhost.example.com"]
        {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
