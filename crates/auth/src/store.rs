//! What processes share: a folder of small files that only their user can read.

mod as_text;
mod private_file;
mod quota;
mod token_file;

use std::fmt::{self, Write};
use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use private_file::PrivateFile;
pub use quota::{QuotaError, QuotaLedger};
pub use token_file::{LockedTokenFile, TokenFile};

/// A file or a folder that cannot be used. Neither kind of text holds an account or a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The system says no.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The count of calls cannot be trusted, and a daily limit depends on it.
    #[error(
        "{path}: {reason}, so that the calls of today are not known: remove it if none were made or \
         all may be made again, or wait until midnight Beijing time and remove it then"
    )]
    Untrusted {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The folder belongs to another user.
    #[error("{path} belongs to another user: take another folder")]
    ForeignFolder {
        /// The folder.
        path: String,
    },
    /// Others can read the folder, or write to it.
    #[error("{path} is open to others: give it to yourself alone (chmod 700), or take another")]
    TooOpen {
        /// The folder.
        path: String,
    },
}

impl StoreError {
    fn of(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.display().to_string(), source }
    }
}

/// A folder in which the processes of one user keep tokens and count calls: one small file each per
/// service and account, named after a hash of both.
///
/// Files are replaced whole, so that a killed process leaves the old one or the new one. A file
/// that is damaged, foreign, too large or open to other users is set aside with a warning. A count of
/// calls on which a daily limit depends stays, and calls stop.
///
/// ```
/// use auth::{StoreFolder, Token};
/// use jiff::Timestamp;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path().join("store");
/// let file = StoreFolder::open(folder)?.token_file("toys", &["an account"]);
/// let locked = file.lock().await?;
/// if locked.load().is_none() {
///     locked.save(&Token::new("what the service gave", Timestamp::MAX))?;
/// }
/// assert_eq!(file.peek().map(|token| token.expires_at()), Some(Timestamp::MAX));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct StoreFolder {
    path: PathBuf,
}

impl StoreFolder {
    /// Opens a folder, or makes one that only this user can enter.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be made, belongs to another user, or others can enter it.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let path = path.into();
        make(&path).map_err(StoreError::of(&path))?;
        let metadata = fs::metadata(&path).map_err(StoreError::of(&path))?;
        if private_file::is_open_to_others(&metadata) {
            return Err(StoreError::TooOpen { path: path.display().to_string() });
        }
        if !private_file::is_own(&metadata) {
            return Err(StoreError::ForeignFolder { path: path.display().to_string() });
        }
        Ok(Self { path })
    }

    /// The file for the token of an account: all that distinguishes it from other accounts of the service.
    pub fn token_file(&self, service: &str, account: &[&str]) -> TokenFile {
        TokenFile::new(self.file("token", service, account))
    }

    /// The ledger of the calls of an account.
    pub fn quota_ledger(&self, service: &str, account: &[&str]) -> QuotaLedger {
        QuotaLedger::in_file(self.file("quota", service, account))
    }

    fn file(&self, kind: &'static str, service: &str, account: &[&str]) -> PrivateFile {
        PrivateFile::new(&self.path, kind, hash(kind, service, account))
    }
}

impl fmt::Debug for StoreFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreFolder").field("path", &self.path).finish()
    }
}

fn make(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Lengths keep apart what would else run together.
fn hash(kind: &str, service: &str, account: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in [kind, service].iter().chain(account) {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().take(16).fold(String::new(), |mut name, byte| {
        // Writing to a string cannot fail.
        let _ = write!(name, "{byte:02x}");
        name
    })
}
