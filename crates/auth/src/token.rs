//! Tokens with their expiry, and leases of them.

use jiff::Timestamp;

use crate::Secret;

/// What a service gave as proof of a login, and until when it accepts it.
#[derive(Clone, Debug)]
pub struct Token {
    secret: Secret,
    expires_at: Timestamp,
}

impl Token {
    /// A token that the service accepts until `expires_at`.
    pub fn new(secret: impl Into<Secret>, expires_at: Timestamp) -> Self {
        Self { secret: secret.into(), expires_at }
    }

    /// The text of the token.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// The first moment at which the service no longer accepts the token.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }
}

/// A token given out for one call by [`TokenCell::get`](crate::TokenCell::get).
///
/// It remembers which fetch its token came from, so that a refusal of an old token does not throw
/// away the new one.
#[derive(Clone, Debug)]
pub struct Lease {
    secret: Secret,
    generation: u64,
}

impl Lease {
    pub(crate) fn new(secret: Secret, generation: u64) -> Self {
        Self { secret, generation }
    }

    /// The text of the token. Give it to what signs or sends it, never to a log or an error.
    pub fn expose(&self) -> &str {
        self.secret.expose()
    }

    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }
}
