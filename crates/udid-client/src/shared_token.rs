//! The token that processes share. Whatever is wrong with its file, calls are made all the same.

use auth::{LockedTokenFile, Secret, Token, TokenFile};

/// The file of a token, if there is a store.
pub struct SharedToken(Option<TokenFile>);

/// The file while no other process changes it.
pub struct Held(Option<LockedTokenFile>);

impl SharedToken {
    pub fn new(file: Option<TokenFile>) -> Self {
        Self(file)
    }

    pub fn peek(&self) -> Option<Token> {
        self.0.as_ref().and_then(TokenFile::peek)
    }

    /// Waits until no other process asks for a token.
    pub async fn hold(&self) -> Held {
        let Some(file) = &self.0 else { return Held(None) };
        match file.lock().await {
            Ok(locked) => Held(Some(locked)),
            Err(error) => {
                tracing::warn!(%error, "the stored token cannot be used");
                Held(None)
            }
        }
    }
}

impl Held {
    pub fn load(&self) -> Option<Token> {
        self.0.as_ref().and_then(LockedTokenFile::load)
    }

    pub fn save(&self, token: &Token) {
        if let Some(Err(error)) = self.0.as_ref().map(|file| file.save(token)) {
            tracing::warn!(%error, "the token cannot be stored");
        }
    }

    pub fn remove(&self, refused: &Secret) {
        if let Some(Err(error)) = self.0.as_ref().map(|file| file.remove(refused)) {
            tracing::warn!(%error, "a refused token cannot be removed from the store");
        }
    }
}
