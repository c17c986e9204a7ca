//! Which registry the service shows: records of two must not be mixed.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use bytes::Bytes;
use client_core::{Environment, ServiceAddress};
use http::{Request, Response};
use transport::{BodySource, Transport, TransportError};
use udid_types::{PRODUCTION_REGISTRY, REGISTRY_HEADER};

use crate::service::SERVICE;

/// The registry of a client: the name that the service states, else that of its address.
#[derive(Clone)]
pub struct Registry {
    stated: StatedName,
    of_address: String,
}

/// The name that the service states, once a response has come.
#[derive(Clone, Default)]
pub struct StatedName(Arc<OnceLock<String>>);

impl Registry {
    /// The registry at an address. Another base URL counts as a registry of its own, unless it is
    /// said to be one of the documented environments.
    pub fn at(
        address: &ServiceAddress,
        environment: Option<Environment>,
        base_url: &str,
        stated: StatedName,
    ) -> Self {
        let documented = |environment| SERVICE.base_url(environment) == Some(base_url);
        let named = match address {
            ServiceAddress::Environment(environment) => Some(*environment),
            ServiceAddress::Url(_) => environment.or_else(|| {
                [Environment::Production, Environment::Test].into_iter().find(|it| documented(*it))
            }),
        };
        let of_address = match named {
            Some(Environment::Production) => PRODUCTION_REGISTRY.to_owned(),
            Some(Environment::Test) => "the test environment".to_owned(),
            None => origin(base_url),
        };
        Self { stated, of_address }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.stated.0.get().unwrap_or(&self.of_address)
    }
}

impl StatedName {
    /// A transport that notes what the service states.
    pub fn observe(&self, inner: Arc<dyn Transport>) -> Arc<dyn Transport> {
        Arc::new(Observer { inner, stated: self.clone() })
    }
}

/// Scheme, host and port of a URL.
fn origin(base_url: &str) -> String {
    let uri = base_url.parse::<http::Uri>().unwrap_or_default();
    let host = uri.host().unwrap_or_default();
    let port = uri.port().map_or_else(String::new, |port| format!(":{port}"));
    format!("{}://{host}{port}", uri.scheme_str().unwrap_or("https"))
}

/// Notes the first name that a response states.
struct Observer {
    inner: Arc<dyn Transport>,
    stated: StatedName,
}

impl Observer {
    fn note(&self, response: &Result<Response<Bytes>, TransportError>) {
        let header = response.as_ref().ok().and_then(|it| it.headers().get(REGISTRY_HEADER));
        if let Some(name) = header.and_then(|name| name.to_str().ok()) {
            self.stated.0.get_or_init(|| name.chars().take(200).collect());
        }
    }
}

#[async_trait]
impl Transport for Observer {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let response = self.inner.send(request).await;
        self.note(&response);
        response
    }

    async fn send_stream(
        &self,
        request: Request<BodySource>,
    ) -> Result<Response<Bytes>, TransportError> {
        let response = self.inner.send_stream(request).await;
        self.note(&response);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_its_own_is_a_registry_of_its_own_unless_it_is_said_to_be_one() {
        let name = |url: &str, environment| {
            let address = ServiceAddress::Url(url.to_owned());
            Registry::at(&address, environment, url, StatedName::default()).name().to_owned()
        };
        let own = "https://mirror.example:8443/api";
        assert_eq!(name(own, None), "https://mirror.example:8443");
        assert_eq!(name(own, Some(Environment::Production)), "the production environment");
        let documented = SERVICE.base_url(Environment::Test).unwrap();
        assert_eq!(name(documented, None), "the test environment");
    }
}
