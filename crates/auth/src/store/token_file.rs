//! A token shared by processes in a file.

use std::fmt;
use std::io;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

use super::private_file::{FileLock, PrivateFile};
use super::{StoreError, as_text};
use crate::{Secret, Token};

/// The token of one account, in a file that all processes of a user share.
#[derive(Clone)]
pub struct TokenFile {
    file: PrivateFile,
}

/// A token file that no other process changes as long as this lives.
pub struct LockedTokenFile {
    file: PrivateFile,
    lock: FileLock,
}

#[derive(Serialize, Deserialize)]
struct Record {
    token: Zeroizing<String>,
    #[serde(with = "as_text")]
    expires_at: Timestamp,
}

impl TokenFile {
    pub(super) fn new(file: PrivateFile) -> Self {
        Self { file }
    }

    /// The token at this moment, if there is one to be trusted. It may have expired.
    pub fn peek(&self) -> Option<Token> {
        self.file.peek().map(token)
    }

    /// Waits until no other process holds the file. Who holds it while asking for a token makes the
    /// others find one.
    ///
    /// # Errors
    /// [`StoreError`] if there is no lock to be had.
    pub async fn lock(&self) -> Result<LockedTokenFile, StoreError> {
        let file = self.file.clone();
        let lock = spawn_blocking(move || file.lock()).await;
        let lock = lock.map_err(|error| {
            StoreError::of(Path::new("lock of the token"))(io::Error::other(error))
        })??;
        Ok(LockedTokenFile { file: self.file.clone(), lock })
    }
}

impl LockedTokenFile {
    /// The token, if there is one. It may have expired. A file that cannot be trusted is set aside.
    pub fn load(&self) -> Option<Token> {
        self.file.read(&self.lock).map(token)
    }

    /// Keeps a token instead of the one before, unless that is the same with more time left.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn save(&self, token: &Token) -> Result<(), StoreError> {
        let held = self.load().filter(|held| held.secret() == token.secret());
        if held.is_some_and(|held| held.expires_at() >= token.expires_at()) {
            return Ok(());
        }
        let record = Record {
            token: Zeroizing::new(token.secret().expose().to_owned()),
            expires_at: token.expires_at(),
        };
        self.file.write(&self.lock, &record)
    }

    /// Removes a token that the service refused, unless another has taken its place.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be removed.
    pub fn remove(&self, refused: &Secret) -> Result<(), StoreError> {
        match self.load() {
            Some(held) if held.secret() == refused => self.file.remove(&self.lock),
            _ => Ok(()),
        }
    }
}

fn token(mut record: Record) -> Token {
    Token::new(std::mem::take(&mut *record.token), record.expires_at)
}

impl fmt::Debug for TokenFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenFile").finish_non_exhaustive()
    }
}

impl fmt::Debug for LockedTokenFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LockedTokenFile").finish_non_exhaustive()
    }
}
