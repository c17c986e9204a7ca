//! Where the service is.

use udid_types::{HOST_PRODUCTION, HOST_TEST};

/// One of the two environments of the service. Credentials are the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// 测试环境: test data.
    Test,
    /// 正式环境: the real records.
    Production,
}

impl Environment {
    /// The base URL that the document gives.
    pub fn base_url(self) -> &'static str {
        match self {
            Self::Test => HOST_TEST,
            Self::Production => HOST_PRODUCTION,
        }
    }
}

impl From<Environment> for String {
    fn from(environment: Environment) -> Self {
        environment.base_url().to_owned()
    }
}
