//! Device records in SQLite.
//!
//! | table | a row is | columns |
//! |---|---|---|
//! | `device` | a record in its newest version | `id`, every field of the model by its name |
//! | `contact`, `package`, `storage`, `clinical` | a row of the record `record` | `record`, `position`, every field |
//! | `pull` | a day or month that was asked for | `period`, `next_page`, `total`, `complete` |
//! | `organization` | an enterprise that was looked up in DBHS | `search_key`, `asked_at`, `found`, every field |
//! | `device_organization` | a record `record` joined to its registrant (a view) | as `organization` |
//! | `pull_record` | a record that was on the pages read for it | `pull`, `record` |
//!
//! Values are texts as the service sent them; `unknown_fields` holds as JSON what no document
//! names. Nothing is lost and nothing is interpreted.

mod organizations;
mod pulls;
mod read;
mod schema;
mod write;

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

pub use organizations::OrganizationCounts;
pub use pulls::{Pull, PullState};
pub use write::PageCounts;

/// How long one program waits for another to let go of the file.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

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
    /// Opens a database, or makes a new one, for its owner only: it holds contacts. The file of another program is not changed.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let in_file = |source| StoreError::Sqlite { path: path.display().to_string(), source };
        let is_new = !path.exists();
        let mut connection = Connection::open(path).map_err(in_file)?;
        if is_new {
            for_its_owner(path);
        }
        connection.busy_timeout(LONGEST_WAIT)?;
        // Until it is known whose file it is, what waits beside it must not be moved into it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log(path))?;
        schema::check(&connection, path)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        // Commits survive a killed program; a power cut may take the last pages, never the order.
        keep_a_log(&connection).map_err(in_file)?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.set_prepared_statement_cache_capacity(64);
        schema::prepare(&mut connection, path)?;
        Ok(Self { connection })
    }

    /// Opens a database that must be there, to read it.
    pub fn open_existing(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing { path: path.display().to_string() });
        }
        match Self::open(path) {
            // SQLite wants to put files beside it even to read it, and may not.
            Err(StoreError::Sqlite { source, .. }) if is_read_only(&source) && !has_log(path) => {
                Self::open_unchanging(path)
            }
            opened => opened,
        }
    }

    /// Opens a database that nobody changes.
    fn open_unchanging(path: &Path) -> Result<Self, StoreError> {
        let in_file = |source| StoreError::Sqlite { path: path.display().to_string(), source };
        let name = path.to_string_lossy();
        let name = name.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(format!("file:{name}?immutable=1"), flags);
        let connection = connection.map_err(in_file)?;
        schema::check(&connection, path)?;
        Ok(Self { connection })
    }
}

/// What SQLite puts beside the file gets the same permissions. Where there is none, as in memory,
/// there is nothing to do.
#[cfg(unix)]
fn for_its_owner(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
}

#[cfg(not(unix))]
fn for_its_owner(_: &Path) {}

/// Switches to a write-ahead log. For this lock SQLite does not wait by itself, and several programs
/// may want to switch a new file at the same time.
fn keep_a_log(connection: &Connection) -> rusqlite::Result<()> {
    let deadline = Instant::now() + LONGEST_WAIT;
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error) if is_busy(&error) && Instant::now() < deadline => {
                thread::sleep(Duration::from_millis(5));
            }
            result => return result,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

fn is_read_only(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen))
}

/// Whether something waits beside the file to be moved into it.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    Path::new(&log).exists()
}
