//! Who calls.

use auth::Secret;

/// The codes that the NMPA gives to a user of the interface, and whose data they ask for.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(crate) app_id: Secret,
    pub(crate) app_secret: Secret,
    pub(crate) credit_code: String,
}

impl Credentials {
    /// Application code (应用码, `appId`), application secret (应用授权码, `appSecret`), and the
    /// unified social credit code (统一社会信用代码, `TYSHXYDM`) of the registrant or filer; for
    /// enterprises abroad, that of their agent in China.
    pub fn new(
        app_id: impl Into<Secret>,
        app_secret: impl Into<Secret>,
        credit_code: impl Into<String>,
    ) -> Self {
        Self {
            app_id: app_id.into(),
            app_secret: app_secret.into(),
            credit_code: credit_code.into(),
        }
    }
}
