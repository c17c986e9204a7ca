//! What clients do unless they are told otherwise.

use std::sync::Arc;

use crate::{Transport, TransportError};

/// A base URL that requests can be built on: http or https, without query, and without a slash at
/// its end. `None` if it is not one.
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

/// The transport that clients use unless they are given one: HTTP with the usual limits. A service
/// on this machine is reached without the system's proxy.
///
/// # Errors
/// [`TransportError::Setup`]; or [`TransportError::InvalidRequest`] when the features `rustls` and
/// `native-tls` are off, so that there is no transport for the network.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub fn usual_transport(base_url: &str) -> Result<Arc<dyn Transport>, TransportError> {
    let mut builder = crate::HttpTransport::builder();
    if is_on_this_machine(base_url) {
        builder = builder.no_proxy();
    }
    Ok(Arc::new(builder.build()?))
}

/// The transport that clients use unless they are given one: none, without a TLS library.
///
/// # Errors
/// Always: the features `rustls` and `native-tls` are off.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub fn usual_transport(_: &str) -> Result<Arc<dyn Transport>, TransportError> {
    let reason = "no transport was given, and the features `rustls` and `native-tls` are off";
    Err(TransportError::InvalidRequest { reason: reason.to_owned() })
}

/// Whether a URL leads to this machine itself.
pub fn is_on_this_machine(base_url: &str) -> bool {
    let uri = base_url.parse::<http::Uri>();
    let host = uri.as_ref().ok().and_then(http::Uri::host).unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_on_this_machine;

    #[test]
    fn loopback_addresses_are_on_this_machine() {
        for url in ["http://127.0.0.1:8080/api", "http://localhost", "http://[::1]:1/"] {
            assert!(is_on_this_machine(url), "{url}");
        }
        for url in
            ["https://udid.nmpa.gov.cn/api", "http://10.0.0.1", "http://localhost.example.com"]
        {
            assert!(!is_on_this_machine(url), "{url}");
        }
    }
}
