//! Opening a file: permissions, write-ahead log, files of other programs.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::Error;
use crate::schema;

/// How long to wait for the lock of another process.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens a database, or creates one for its owner only: it holds contacts.
pub fn open_or_create(path: &Path) -> Result<Connection, Error> {
    let is_new = !path.exists();
    let mut connection = Connection::open(path)?;
    if is_new {
        restrict_to_owner(path);
    }
    connection.busy_timeout(LOCK_TIMEOUT)?;
    // Until the file is known to be ours, its log must not be moved into it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log(path))?;
    schema::check(&connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    // Commits survive a killed program; a power cut may lose the last ones, never their order.
    set_write_ahead_log(&connection)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.set_prepared_statement_cache_capacity(64);
    schema::prepare(&mut connection)?;
    Ok(connection)
}

/// Opens a database that must exist, to read it.
pub fn open_existing(path: &Path) -> Result<Connection, Error> {
    if !path.is_file() {
        return Err(Error::Missing);
    }
    match open_or_create(path) {
        // SQLite wants to create files beside it even to read it, and may not.
        Err(Error::Sqlite(error)) if is_read_only(&error) && !has_log(path) => open_immutable(path),
        opened => opened,
    }
}

/// Opens a database that no process can change.
fn open_immutable(path: &Path) -> Result<Connection, Error> {
    let name = path.to_string_lossy();
    let name = name.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)?;
    schema::check(&connection)?;
    Ok(connection)
}

/// SQLite gives its log the same permissions. Where there is no file, as in memory, there is nothing
/// to do.
#[cfg(unix)]
fn restrict_to_owner(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
}

#[cfg(not(unix))]
fn restrict_to_owner(_: &Path) {}

/// Switches to a write-ahead log. SQLite does not wait for this lock by itself, and several processes
/// may switch a new file at the same time.
fn set_write_ahead_log(connection: &Connection) -> rusqlite::Result<()> {
    let deadline = Instant::now() + LOCK_TIMEOUT;
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

/// Whether a log beside the file waits to be moved into it.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    Path::new(&log).exists()
}
