//! Settings of the HTTP transport.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};

use super::limits::{MAX_HEADERS, ResponseLimits};
use super::{HttpTransport, failure};
use crate::TransportError;

/// Which library makes connections secure. Each variant exists with its Cargo feature only.
///
/// Some servers of the NMPA only know cipher suites that rustls leaves out as too old. The library
/// of the system may still accept them: with [`TransportError::Tls`] from such a server, build
/// with the feature `native-tls` and choose `Tls::Native`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// rustls, the same on all systems. The default if both features are on.
    #[cfg(feature = "rustls")]
    Rustls,
    /// The library of the system: OpenSSL, `SChannel` or Secure Transport.
    #[cfg(feature = "native-tls")]
    Native,
}

impl Default for Tls {
    #[cfg(feature = "rustls")]
    fn default() -> Self {
        Self::Rustls
    }

    #[cfg(not(feature = "rustls"))]
    fn default() -> Self {
        Self::Native
    }
}

/// Settings of an [`HttpTransport`].
#[derive(Clone, Debug)]
#[must_use = "settings do nothing until `build` is called"]
pub struct HttpTransportBuilder {
    connect_timeout: Duration,
    timeout: Duration,
    max_response_bytes: usize,
    max_head_bytes: usize,
    user_agent: String,
    tls: Tls,
    uses_proxy: bool,
}

impl Default for HttpTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(60),
            max_response_bytes: 32 * 1024 * 1024,
            max_head_bytes: 64 * 1024,
            user_agent: concat!("yima/", env!("CARGO_PKG_VERSION")).to_owned(),
            tls: Tls::default(),
            uses_proxy: true,
        }
    }
}

impl HttpTransportBuilder {
    /// How long a connection may take to be ready, including its TLS handshake. 10 seconds unless
    /// set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a request may take from its start to the last byte of its response, redirects
    /// included. 60 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How large the body of a response may be, counted after decompression. 32 MiB unless set.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// How large the headers of a response may be, names and values together. 64 KiB unless set, and
    /// never more than 400 KiB. There are at most 100 of them, whatever their size.
    pub fn max_head_bytes(mut self, limit: usize) -> Self {
        self.max_head_bytes = limit;
        self
    }

    /// The `User-Agent` header of requests that bring none of their own. `yima/` and the version
    /// of this crate unless set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// The TLS library. rustls unless set, if its feature is on.
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = tls;
        self
    }

    /// Leaves the system's proxy out: for services on this machine.
    pub fn no_proxy(mut self) -> Self {
        self.uses_proxy = false;
        self
    }

    /// The transport with these settings.
    ///
    /// # Errors
    /// [`TransportError::Setup`], when the user agent is not a valid header value or the TLS library
    /// does not start.
    pub fn build(self) -> Result<HttpTransport, TransportError> {
        let client = Client::builder();
        let client = if self.uses_proxy { client } else { client.no_proxy() };
        let client = with_tls(client, self.tls)?
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            .user_agent(self.user_agent)
            .gzip(true)
            .http1_max_headers(MAX_HEADERS)
            .redirect(Policy::none())
            .build()
            .map_err(|error| TransportError::Setup { source: failure::reason(&error) })?;
        let Self { timeout, max_response_bytes, max_head_bytes, .. } = self;
        let limits = ResponseLimits { max_response_bytes, max_head_bytes };
        Ok(HttpTransport { client, timeout, limits })
    }
}

fn with_tls(client: ClientBuilder, tls: Tls) -> Result<ClientBuilder, TransportError> {
    match tls {
        #[cfg(feature = "rustls")]
        Tls::Rustls => Ok(client.tls_backend_preconfigured(rustls_config()?)),
        #[cfg(feature = "native-tls")]
        Tls::Native => Ok(client.tls_backend_native()),
    }
}

/// rustls with ring, and the root certificates of the system. The provider is passed along instead of
/// installed for the process, which is for the program to decide.
#[cfg(feature = "rustls")]
fn rustls_config() -> Result<rustls::ClientConfig, TransportError> {
    use rustls_platform_verifier::BuilderVerifierExt;

    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions();
    let config = config.and_then(BuilderVerifierExt::with_platform_verifier);
    let config =
        config.map_err(|error| TransportError::Setup { source: std::io::Error::other(error) })?;
    let mut config = config.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
