//! Errors within the store, before they name the file.

use std::path::Path;

use udid_store::StoreError;
use wire::DecodeError;

/// Why a job failed.
#[derive(Debug)]
pub enum Error {
    Sqlite(rusqlite::Error),
    Row(DecodeError),
    /// The tables are not ours.
    Foreign,
    /// The tables are those of another version.
    Version {
        found: i64,
        expected: i64,
    },
    /// The records are those of another registry.
    OtherRegistry {
        stored: String,
        found: String,
    },
    /// The name is none of a file.
    NoFileName,
    /// The file does not exist.
    Missing,
    /// The folder of the file does not exist.
    NoFolder,
    /// The file cannot be created.
    File(std::io::Error),
    /// Another process has just begun the same pass.
    Busy,
    /// The pass has ended, or was removed.
    PassEnded,
    /// The file of a lock cannot be used.
    Lock(std::io::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Row(error)
    }
}

impl Error {
    /// The same with the name of the file.
    pub fn at(self, path: &Path) -> StoreError {
        let database = path.display().to_string();
        match self {
            Self::Sqlite(error) if is_damage(&error) => {
                StoreError::Damaged { database, source: error.into() }
            }
            Self::Sqlite(error) => StoreError::Database { database, source: error.into() },
            Self::Row(source) => StoreError::Row { database, source },
            Self::Foreign => StoreError::Foreign { database },
            Self::Version { found, expected } => StoreError::Version { database, found, expected },
            Self::OtherRegistry { stored, found } => {
                StoreError::OtherRegistry { database, stored, found }
            }
            Self::NoFileName => StoreError::NoFileName { database },
            Self::NoFolder => {
                let source = "its folder does not exist; create it first".into();
                StoreError::Database { database, source }
            }
            Self::File(error) | Self::Lock(error) => {
                StoreError::Database { database, source: error.into() }
            }
            Self::Busy => {
                let source = "another process holds the new pass; try again".into();
                StoreError::Database { database, source }
            }
            Self::PassEnded => {
                let source = "the pass over the listing has ended; begin another".into();
                StoreError::Database { database, source }
            }
            Self::Missing => StoreError::Missing { database },
        }
    }
}

/// Whether the file itself is at fault.
fn is_damage(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt)
}
