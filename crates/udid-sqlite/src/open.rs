//! Opening a file: permissions, write-ahead log, files of other programs.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::Error;
use crate::schema;

/// How long to wait for the lock of another process.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// Memory for pages at most. Keys come in no order: with the usual 2 MiB, each insert reads and writes
/// pages of six indexes; more than this is not faster.
const CACHE_KIB: i64 = 32 << 10;

/// Pages of the log after which it is moved into the file: the usual 1,000 move a page again and again.
const CHECKPOINT_PAGES: i64 = 8_000;

/// Opens a database, or creates one for its owner only: it holds contacts.
pub fn open_or_create(path: &Path) -> Result<Connection, Error> {
    check_name(path)?;
    let is_new = create_for_owner(path)?;
    let mut connection =
        Connection::open_with_flags(path, OpenFlags::default() & !OpenFlags::SQLITE_OPEN_URI)?;
    connection.busy_timeout(LOCK_TIMEOUT)?;
    // Until the file is known to be ours, its log must not be moved into it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log(path))?;
    schema::check(&connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    // Commits survive a killed program; a power cut may lose the last ones, never their order.
    set_write_ahead_log(&connection)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.set_prepared_statement_cache_capacity(64);
    schema::prepare(&mut connection)?;
    if !is_new {
        warn_of_readers(path);
    }
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

/// Opens a database that must exist, without changing anything in it.
pub fn open_to_inspect(path: &Path) -> Result<Connection, Error> {
    check_name(path)?;
    if !path.is_file() {
        return Err(Error::Missing);
    }
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(LOCK_TIMEOUT)?;
    match schema::check(&connection) {
        Err(Error::Sqlite(error)) if is_read_only(&error) && !has_log(path) => open_immutable(path),
        checked => checked.map(|_| connection),
    }
}

/// Names that SQLite gives a meaning of its own are no files.
fn check_name(path: &Path) -> Result<(), Error> {
    let name = path.to_string_lossy();
    let is_special = name.is_empty() || name == ":memory:" || name.starts_with("file:");
    if is_special { Err(Error::NoFileName) } else { Ok(()) }
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

/// Creates the file for its owner only, before anything is written to it; SQLite gives its log the same
/// permissions. `false` if it exists already.
pub fn create_for_owner(path: &Path) -> Result<bool, Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::NoFolder),
        Err(error) => Err(Error::File(error)),
    }
}

#[cfg(unix)]
fn warn_of_readers(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0, |it| it.permissions().mode() & 0o777);
    if mode & 0o077 != 0 {
        let file = path.display();
        let mode = format!("{mode:o}");
        tracing::warn!(%file, mode, "others can read the database, which holds contacts; chmod 600 it");
    }
}

#[cfg(not(unix))]
fn warn_of_readers(_: &Path) {}

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
