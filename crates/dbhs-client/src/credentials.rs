//! Who calls.

use auth::Secret;

/// The keys of an application.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(crate) app_key: Secret,
    pub(crate) secret_key: Secret,
}

impl Credentials {
    /// `appKey` and `secretKey`, which signs requests and is never sent.
    pub fn new(app_key: impl Into<Secret>, secret_key: impl Into<Secret>) -> Self {
        Self { app_key: app_key.into(), secret_key: secret_key.into() }
    }
}
