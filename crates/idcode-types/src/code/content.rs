//! Code content (码内容): what a code picture holds, the resolver's address and a code number.

use std::fmt;

use super::{Idcode, InvalidIdcode};

/// Where codes are resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    /// 测试环境.
    Test,
    /// 正式环境.
    Production,
}

/// Why a text is no code content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidContent {
    /// It does not begin with the address of a resolver.
    NoResolver,
    /// What follows the address is no code number.
    Code(InvalidIdcode),
}

impl fmt::Display for InvalidContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoResolver => {
                let [test, production] = Environment::ALL.map(Environment::resolver);
                write!(f, "no code content: it begins with neither {production} nor {test}")
            }
            Self::Code(error) => write!(f, "no code content: after the address: {error}"),
        }
    }
}

impl std::error::Error for InvalidContent {}

impl Environment {
    const ALL: [Self; 2] = [Self::Test, Self::Production];

    /// The address in front of the code number.
    pub fn resolver(self) -> &'static str {
        match self {
            Self::Test => "http://stest.idcode.org.cn/?code=",
            Self::Production => "http://s.idcode.org.cn/?code=",
        }
    }

    /// The content of a code picture for a code number.
    pub fn content_of(self, code: &Idcode) -> String {
        format!("{}{code}", self.resolver())
    }

    /// Environment and code number of a content that was read from a picture.
    ///
    /// ```
    /// use idcode_types::Environment;
    ///
    /// let content = "http://stest.idcode.org.cn/?code=i.86.101010.3";
    /// let (environment, code) = Environment::parse_content(content)?;
    /// assert_eq!((environment, code.as_str()), (Environment::Test, "i.86.101010.3"));
    /// # Ok::<(), idcode_types::InvalidContent>(())
    /// ```
    ///
    /// # Errors
    /// When it begins with no resolver's address, or goes on with something else than a code.
    pub fn parse_content(content: &str) -> Result<(Self, Idcode), InvalidContent> {
        // Resolvers are reached over https as well.
        let plain = content.strip_prefix("https://").map(|rest| format!("http://{rest}"));
        let content = plain.as_deref().unwrap_or(content);
        let found = Self::ALL.into_iter().find_map(|environment| {
            Some((environment, content.strip_prefix(environment.resolver())?))
        });
        let (environment, code) = found.ok_or(InvalidContent::NoResolver)?;
        Ok((environment, code.parse().map_err(InvalidContent::Code)?))
    }
}
