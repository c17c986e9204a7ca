//! Texts that must not be shown.

use std::fmt;
use std::hint::black_box;

use zeroize::Zeroizing;

/// A text that must not be shown by accident: a key, a password, a token.
///
/// It is wiped from memory when dropped, its `Debug` output hides it, and it can neither be
/// displayed nor serialised: [`Secret::expose`] is the only way to the text.
///
/// ```
/// let secret = auth::Secret::from("authorization code");
/// assert_eq!(format!("{secret:?}"), "Secret(<hidden>)");
/// assert_eq!(secret.expose(), "authorization code");
/// ```
#[derive(Clone, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text itself. Give it to what signs or sends it, never to a log or an error.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl PartialEq for Secret {
    /// Takes the same time wherever two texts of one length differ, so that timing reveals nothing
    /// about how much of a guess was right.
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.0.as_bytes(), other.0.as_bytes());
        let difference = left.iter().zip(right).fold(0, |seen, (a, b)| black_box(seen | (a ^ b)));
        left.len() == right.len() && difference == 0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(<hidden>)")
    }
}
