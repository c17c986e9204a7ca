//! Code content (码内容): what a code picture holds, the resolver's address and a code number.

use std::fmt;

use wire::Environment;

use super::{Idcode, InvalidIdcode};

const ENVIRONMENTS: [Environment; 2] = [Environment::Test, Environment::Production];

/// Why a text is not the content of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidContent {
    /// It does not begin with the address of a resolver.
    NoResolver,
    /// What follows the address is not a code number.
    Code(InvalidIdcode),
}

impl fmt::Display for InvalidContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoResolver => {
                let [test, production] = ENVIRONMENTS.map(resolver);
                write!(f, "no code content: it begins with neither {production} nor {test}")
            }
            Self::Code(error) => write!(f, "no code content: after the address: {error}"),
        }
    }
}

impl std::error::Error for InvalidContent {}

/// The address in front of the code number, where codes of an environment are resolved.
pub fn resolver(environment: Environment) -> &'static str {
    match environment {
        Environment::Test => "http://stest.idcode.org.cn/?code=",
        Environment::Production => "http://s.idcode.org.cn/?code=",
    }
}

impl Idcode {
    /// The content of its code picture.
    pub fn content(&self, environment: Environment) -> String {
        format!("{}{self}", resolver(environment))
    }

    /// Environment and code number of a content that was read from a picture.
    ///
    /// ```
    /// use idcode_types::{Environment, Idcode};
    ///
    /// let content = "http://stest.idcode.org.cn/?code=i.86.101010.3";
    /// let (environment, code) = Idcode::parse_content(content)?;
    /// assert_eq!((environment, code.as_str()), (Environment::Test, "i.86.101010.3"));
    /// # Ok::<(), idcode_types::InvalidContent>(())
    /// ```
    ///
    /// # Errors
    /// If it does not begin with the address of a resolver, or continues with something other than a
    /// code.
    pub fn parse_content(content: &str) -> Result<(Environment, Self), InvalidContent> {
        // Resolvers are reached over https as well.
        let plain = content.strip_prefix("https://").map(|rest| format!("http://{rest}"));
        let content = plain.as_deref().unwrap_or(content);
        let found = ENVIRONMENTS.into_iter().find_map(|environment| {
            Some((environment, content.strip_prefix(resolver(environment))?))
        });
        let (environment, code) = found.ok_or(InvalidContent::NoResolver)?;
        Ok((environment, code.parse().map_err(InvalidContent::Code)?))
    }
}
