//! `yima db`.

use std::path::PathBuf;

use clap::Subcommand;

/// Commands of a local database.
#[derive(Subcommand)]
pub enum DbCommand {
    /// List the tables and views, and what a row of each is
    Schema,
    /// Check a database: exit code 0 if it is sound, 1 if it is damaged; changes nothing
    Check {
        /// Database
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
    },
    /// Copy a database to a new file, also while other commands write to it
    Backup {
        /// Database
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// The copy, which must not exist
        #[arg(value_name = "COPY")]
        copy: PathBuf,
    },
}
