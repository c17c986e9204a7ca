//! Who calls.

use auth::Secret;

/// The user of a platform.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(crate) user_id: Secret,
    pub(crate) access_token: Secret,
}

impl Credentials {
    /// `userId` and `access_token`.
    pub fn new(user_id: impl Into<Secret>, access_token: impl Into<Secret>) -> Self {
        Self { user_id: user_id.into(), access_token: access_token.into() }
    }
}
