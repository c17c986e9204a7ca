//! Device records in SQLite.
//!
//! | table | a row is | columns |
//! |---|---|---|
//! | `device` | a record in its newest version | `id`, every field of the model by its name |
//! | `contact`, `package`, `storage`, `clinical` | a row of the record `record` | `record`, `position`, every field |
//! | `pull` | a day or month that was asked for | `period`, `next_page`, `total`, `complete` |
//! | `pull_record` | a record that belongs to it | `pull`, `record` |
//!
//! Values are texts as the service sent them; `unknown_fields` holds as JSON what no document
//! names. Nothing is lost and nothing is interpreted.

mod pulls;
mod read;
mod schema;
mod write;

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

pub use pulls::{Pull, PullState};
pub use write::PageCounts;

/// A database of device records.
pub struct Store {
    connection: Connection,
}

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// SQLite says no.
    #[error("{path}: {source}")]
    Sqlite {
        /// The file.
        path: String,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// A statement failed.
    #[error("database: {0}")]
    Statement(#[from] rusqlite::Error),
    /// The file is a database of something else, or of another version.
    #[error(
        "{path} is no database of this program (version {found}, {expected} is needed): give another file"
    )]
    Foreign {
        /// The file.
        path: String,
        /// Version found in it.
        found: i64,
        /// Version needed.
        expected: i64,
    },
    /// The file is not there.
    #[error("{path} does not exist: fill it with `yima udid pull --day <day> --to {path}`")]
    Missing {
        /// The file.
        path: String,
    },
    /// A stored row does not decode.
    #[error("a stored row cannot be read: {0}")]
    Row(#[from] wire::DecodeError),
}

impl Store {
    /// Opens a database, or makes a new one. The file of another program is not changed.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let in_file = |source| StoreError::Sqlite { path: path.display().to_string(), source };
        let mut connection = Connection::open(path).map_err(in_file)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        // Until it is known whose file it is, closing it must not tidy it up.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        schema::check(&connection, path)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        // Commits survive a killed program; a power cut may take the last pages, never the order.
        connection.pragma_update(None, "journal_mode", "WAL").map_err(in_file)?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.set_prepared_statement_cache_capacity(64);
        schema::prepare(&mut connection, path)?;
        Ok(Self { connection })
    }

    /// Opens a database that must be there.
    pub fn open_existing(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing { path: path.display().to_string() });
        }
        Self::open(path)
    }
}
