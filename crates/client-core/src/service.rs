//! Services, their environments and their addresses.

use wire::Environment;

/// The address of a service: a documented environment, or a base URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceAddress {
    /// The documented base URL of an environment.
    Environment(Environment),
    /// Any base URL.
    Url(String),
}

impl From<Environment> for ServiceAddress {
    fn from(environment: Environment) -> Self {
        Self::Environment(environment)
    }
}

impl From<String> for ServiceAddress {
    fn from(url: String) -> Self {
        Self::Url(url)
    }
}

impl From<&String> for ServiceAddress {
    fn from(url: &String) -> Self {
        Self::Url(url.clone())
    }
}

impl From<&str> for ServiceAddress {
    fn from(url: &str) -> Self {
        Self::Url(url.to_owned())
    }
}

/// Whether a client may send its credentials unencrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainHttp {
    /// Only to this machine.
    Refused,
    /// It is the service's documented way.
    Allowed,
}

/// What the document of a protocol says about its service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Name in logs, such as `udid`.
    pub name: &'static str,
    /// Base URL of the test environment, if documented.
    pub test: Option<&'static str>,
    /// Base URL of the production environment, if documented.
    pub production: Option<&'static str>,
    /// Whether it may be called over plain HTTP.
    pub plain_http: PlainHttp,
}

impl Service {
    /// A service with a production environment and no other, which refuses plain HTTP.
    pub const fn new(name: &'static str, production: &'static str) -> Self {
        let (test, plain_http) = (None, PlainHttp::Refused);
        Self { name, test, production: Some(production), plain_http }
    }

    /// The documented base URL of an environment.
    pub fn base_url(&self, environment: Environment) -> Option<&'static str> {
        match environment {
            Environment::Test => self.test,
            Environment::Production => self.production,
        }
    }

    /// A base URL that could be used, to be shown in errors.
    pub(crate) fn example(&self) -> &'static str {
        self.test.or(self.production).unwrap_or("https://service.example")
    }
}
