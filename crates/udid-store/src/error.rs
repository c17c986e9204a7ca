//! Errors of stores.

use wire::DecodeError;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a store cannot be used. One type for all stores: which one is used is decided at run time.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database rejected a statement, or cannot be opened.
    #[error("{database}: {source}")]
    Database {
        /// File or address, without secrets.
        database: String,
        /// The driver's error.
        source: Cause,
    },
    /// The database is damaged.
    #[error(
        "{database} is damaged: {source}; see what `yima db check --db {database}` finds, and go back to a \
         backup"
    )]
    Damaged {
        /// File or address, without secrets.
        database: String,
        /// The driver's error.
        source: Cause,
    },
    /// The name has a meaning of its own for the database, and is none of a file.
    #[error("{database:?} is no name of a file; give the path of one")]
    NoFileName {
        /// The name.
        database: String,
    },
    /// Another program created the database.
    #[error("{database} was not created by yima; choose another file")]
    Foreign {
        /// File or address, without secrets.
        database: String,
    },
    /// The database has a schema that this version cannot read.
    #[error(
        "{database} has schema version {found}, but this program needs version {expected}; use the \
         yima that created it, or pull into another file"
    )]
    Version {
        /// File or address, without secrets.
        database: String,
        /// Version of the database.
        found: i64,
        /// Version that this program reads and writes.
        expected: i64,
    },
    /// The database does not exist.
    #[error(
        "{database} does not exist; create it with `yima udid pull --day <day> --db {database}`"
    )]
    Missing {
        /// File or address, without secrets.
        database: String,
    },
    /// The database holds records of another registry.
    #[error(
        "{database} holds records of {stored}, and these are of {found}; choose another file for them"
    )]
    OtherRegistry {
        /// File or address, without secrets.
        database: String,
        /// Name of the registry whose records are stored.
        stored: String,
        /// Name of the registry that was to be written.
        found: String,
    },
    /// A stored row cannot be decoded.
    #[error("{database}: stored row cannot be decoded: {source}")]
    Row {
        /// File or address, without secrets.
        database: String,
        /// What is wrong with it.
        source: DecodeError,
    },
}
