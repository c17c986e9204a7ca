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
    /// The file does not exist.
    Missing,
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
            Self::Missing => StoreError::Missing { database },
        }
    }
}
