//! Connection of a client to its service: address, transport, retries, rate limit.

use std::sync::{Arc, Once};
use std::time::Duration;

use transport::{HttpSettings, RateLimit, RetryPolicy, Timing, Transport};

use crate::{
    Environment, Error, Pipeline, PipelineSettings, PlainHttp, Service, ServiceAddress,
    without_secrets,
};

/// Connection settings that all clients have in common.
///
/// The builder of each client has the same setters; these settings are for programs that make
/// several clients alike.
///
/// ```
/// use std::time::Duration;
/// use client_core::ConnectionSettings;
///
/// let settings = ConnectionSettings::default().timeout(Duration::from_secs(30));
/// // udid_client::Client::builder(Environment::Test).connection(settings.clone()) …
/// # let _ = settings;
/// ```
#[derive(Clone, Default)]
#[must_use = "settings do nothing until a client is built with them"]
pub struct ConnectionSettings {
    transport: Option<Arc<dyn Transport>>,
    http: HttpSettings,
    pipeline: PipelineSettings,
}

wire::opaque_debug!(ConnectionSettings);

impl ConnectionSettings {
    /// Maximum time of an attempt, from its start to the last byte of the response. Default: 60
    /// seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.http.timeout = Some(timeout);
        self
    }

    /// Maximum time to connect, including the TLS handshake. Default: 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http.connect_timeout = Some(timeout);
        self
    }

    /// The `User-Agent` header. Default: `yima/` and a version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.http.user_agent = Some(user_agent.into());
        self
    }

    /// Replaces the HTTP transport. It brings its own timeouts and user agent, and its own protection
    /// of plain HTTP, which is then not refused.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// When failed calls are retried; [`RetryPolicy::none`] for never.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.pipeline.retry = policy;
        self
    }

    /// Maximum rate and concurrency of calls.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.pipeline.rate_limit = limit;
        self
    }

    /// Replaces the source of time and randomness for delays.
    pub fn timing(mut self, timing: Arc<dyn Timing>) -> Self {
        self.pipeline.timing = timing;
        self
    }

    /// The source of time for delays.
    pub fn get_timing(&self) -> Arc<dyn Timing> {
        self.pipeline.timing.clone()
    }

    /// The transport to a service, and its base URL as requests are built on it.
    ///
    /// # Errors
    /// [`Error::InvalidBaseUrl`], [`Error::PlainHttp`], [`Error::Misconfigured`], or
    /// [`Error::Setup`] if TLS cannot be set up.
    pub fn open<S, O>(
        &self,
        service: &Service,
        address: &ServiceAddress,
    ) -> Result<(String, Arc<dyn Transport>), Error<S, O>> {
        let base_url = base_url(service, address)?;
        if let Some(transport) = &self.transport {
            if self.http != HttpSettings::default() {
                let reason = "timeouts and user agent are settings of the HTTP transport; set them \
                              on the transport that replaces it";
                return Err(Error::Misconfigured { reason: reason.to_owned() });
            }
            return Ok((base_url, transport.clone()));
        }
        if base_url.starts_with("http:") && !transport::is_loopback(&base_url) {
            check_plain_http(service, &base_url)?;
        }
        let transport =
            transport::default_transport(&base_url, &self.http).map_err(Error::Setup)?;
        Ok((base_url, transport))
    }

    /// The pipeline to a service, and its base URL as requests are built on it.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn connect<S, O>(
        self,
        service: &Service,
        address: &ServiceAddress,
    ) -> Result<(String, Pipeline), Error<S, O>> {
        self.connect_through(service, address, |transport| transport)
    }

    /// As [`connect`](Self::connect), with a transport around the one of the settings.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn connect_through<S, O>(
        self,
        service: &Service,
        address: &ServiceAddress,
        wrap: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport>,
    ) -> Result<(String, Pipeline), Error<S, O>> {
        let (base_url, transport) = self.open(service, address)?;
        Ok((base_url, Pipeline::new(service.name, wrap(transport), self.pipeline)))
    }
}

fn base_url<S, O>(service: &Service, address: &ServiceAddress) -> Result<String, Error<S, O>> {
    let url = match address {
        ServiceAddress::Url(url) => url,
        ServiceAddress::Environment(environment) => {
            return service.base_url(*environment).map(str::to_owned).ok_or_else(|| {
                let name = match environment {
                    Environment::Test => "test",
                    Environment::Production => "production",
                };
                let reason =
                    format!("{} documents no {name} environment; give a base URL", service.name);
                Error::Misconfigured { reason }
            });
        }
    };
    transport::base_url(url).ok_or_else(|| {
        let url = without_secrets(url.trim_end_matches('/'));
        Error::InvalidBaseUrl { url, example: service.example() }
    })
}

/// One warning is enough for a process.
static WARNED: Once = Once::new();

fn check_plain_http<S, O>(service: &Service, base_url: &str) -> Result<(), Error<S, O>> {
    let url = without_secrets(base_url);
    if service.plain_http == PlainHttp::Refused {
        return Err(Error::PlainHttp { url });
    }
    WARNED.call_once(|| {
        tracing::warn!(url, "plain HTTP, the service's documented way: others can read along");
    });
    Ok(())
}

/// Adds the setters of [`ConnectionSettings`](crate::ConnectionSettings) to the builder of a client,
/// which holds the settings in a field:
///
/// ```
/// use client_core::ConnectionSettings;
///
/// pub struct ClientBuilder {
///     connection: ConnectionSettings,
/// }
///
/// client_core::connection_setters!(ClientBuilder.connection);
/// ```
#[macro_export]
macro_rules! connection_setters {
    ($builder:ident . $field:ident) => {
        impl $builder {
            /// Replaces all connection settings: those below, and those of earlier calls.
            pub fn connection(mut self, settings: $crate::ConnectionSettings) -> Self {
                self.$field = settings;
                self
            }

            /// Maximum time of an attempt, from its start to the last byte of the response.
            /// Default: 60 seconds.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.$field = self.$field.timeout(timeout);
                self
            }

            /// Maximum time to connect, including the TLS handshake. Default: 10 seconds.
            pub fn connect_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.$field = self.$field.connect_timeout(timeout);
                self
            }

            /// The `User-Agent` header. Default: `yima/` and a version.
            pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
                self.$field = self.$field.user_agent(user_agent);
                self
            }

            /// Replaces the HTTP transport. It brings its own timeouts and user agent, and its own
            /// protection of plain HTTP, which is then not refused.
            pub fn transport(mut self, transport: impl $crate::Transport + 'static) -> Self {
                self.$field = self.$field.transport(transport);
                self
            }

            /// When failed calls are retried; `RetryPolicy::none()` for never.
            pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
                self.$field = self.$field.retry(policy);
                self
            }

            /// Maximum rate and concurrency of calls.
            pub fn rate_limit(mut self, limit: $crate::RateLimit) -> Self {
                self.$field = self.$field.rate_limit(limit);
                self
            }

            /// Replaces the source of time and randomness for delays.
            pub fn timing(mut self, timing: ::std::sync::Arc<dyn $crate::Timing>) -> Self {
                self.$field = self.$field.timing(timing);
                self
            }
        }
    };
}
