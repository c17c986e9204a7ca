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
    /// The file does not exist.
    Missing,
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
            Self::Sqlite(error) => StoreError::Database { database, source: error.into() },
            Self::Row(source) => StoreError::Row { database, source },
            Self::Foreign => StoreError::Foreign { database },
            Self::Version { found, expected } => StoreError::Version { database, found, expected },
            Self::OtherRegistry { stored, found } => {
                StoreError::OtherRegistry { database, stored, found }
            }
            Self::Busy => {
                let source = "another process holds the new pass; try again".into();
                StoreError::Database { database, source }
            }
            Self::PassEnded => {
                let source = "the pass over the listing has ended; begin another".into();
                StoreError::Database { database, source }
            }
            Self::Lock(error) => StoreError::Database { database, source: error.into() },
            Self::Missing => StoreError::Missing { database },
        }
    }
}
