//! Who calls.

use auth::Secret;

/// The keys of an enterprise.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(crate) access_token: Secret,
    pub(crate) authorization_code: Secret,
}

impl Credentials {
    /// 系统授权 key (`access_token`) and 系统授权码, which signs requests.
    pub fn new(access_token: impl Into<Secret>, authorization_code: impl Into<Secret>) -> Self {
        Self { access_token: access_token.into(), authorization_code: authorization_code.into() }
    }
}
