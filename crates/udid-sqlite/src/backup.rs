//! Copies of a database.

use std::path::Path;

use rusqlite::Connection;

use crate::error::Error;
use crate::open::create_for_owner;

/// Copies the database as it is now to a new file.
pub fn copy(connection: &Connection, target: &Path) -> Result<(), Error> {
    if !create_for_owner(target)? {
        let exists = "the file exists; name another for the copy";
        return Err(Error::File(std::io::Error::other(exists)));
    }
    // SQLite writes to an empty file.
    connection.execute("VACUUM INTO ?1", [target.to_string_lossy()])?;
    Ok(())
}
