//! What signatures of other services are made of.

use md5::Md5;
use sha2::{Digest as _, Sha256};

use super::hex;

/// A digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Digest {
    /// MD5.
    Md5,
    /// SHA-256.
    Sha256,
}

impl Digest {
    /// The digest of parts, one after the other, in lower-case hexadecimal. A salt is one of the
    /// parts; no copy of it is made.
    ///
    /// ```
    /// use auth::{Digest, Secret, sorted_parameters};
    ///
    /// let (salt, body) = (Secret::from("salt"), r#"{"a":1}"#);
    /// let sign = Digest::Sha256.hex([salt.expose(), body]);
    /// assert_eq!(sign, "38df60ba354b2e5e7df624bb10feb2b4b8b465ef6523fd28e321b537cba57566");
    ///
    /// let parameters = sorted_parameters([("b", "2"), ("a", "1"), ("c", "")]);
    /// let sign = Digest::Md5.hex(parameters.into_iter().chain([salt.expose()]));
    /// assert_eq!(sign, "00ea0865d33a328ba3c70e6914eb5970");
    /// ```
    pub fn hex<T: AsRef<[u8]>>(self, parts: impl IntoIterator<Item = T>) -> String {
        match self {
            Self::Md5 => {
                let mut md5 = Md5::new();
                parts.into_iter().for_each(|part| md5.update(part));
                hex(&md5.finalize())
            }
            Self::Sha256 => {
                let mut sha256 = Sha256::new();
                parts.into_iter().for_each(|part| sha256.update(part));
                hex(&sha256.finalize())
            }
        }
    }
}

/// The parts of `a=1&b=2`, for a digest: the parameters in the ordinal order of their names, without
/// those that are empty.
pub fn sorted_parameters<'a>(
    parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<&'a str> {
    let mut sorted: Vec<_> =
        parameters.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    sorted.sort_by_key(|(name, _)| *name);
    let mut parts = Vec::with_capacity(sorted.len() * 4);
    for (name, value) in sorted {
        if !parts.is_empty() {
            parts.push("&");
        }
        parts.extend([name, "=", value]);
    }
    parts
}
