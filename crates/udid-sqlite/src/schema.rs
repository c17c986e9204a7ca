//! Tables and their version.

use rusqlite::{Connection, TransactionBehavior};

use crate::changes::CHANGES;
use crate::error::Error;
use crate::listings::LISTINGS;
use crate::members::MEMBERS;
use crate::migration;
use crate::records::definition_of_records;
use crate::registrants::{PARTIES, definition_of_registrants};

/// Increases when tables change in a way that older programs cannot read.
const VERSION: i64 = 5;

/// Marks the file as ours: "YIMA".
const APPLICATION: i64 = 0x5949_4d41;

/// Tables that a file has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tables {
    /// None.
    Missing,
    /// Those of version 1, which can be read.
    Version1,
    /// Those of this version.
    Current,
}

/// Which tables exist; an error if they are not ours.
pub fn check(connection: &Connection) -> Result<Tables, Error> {
    // In one statement: another process may create the tables between two.
    let (application, version, tables) = connection.query_row(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)
         FROM pragma_application_id, pragma_user_version",
        [],
        |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, i64>(2)?)),
    )?;
    match (application, version) {
        _ if tables == 0 => Ok(Tables::Missing),
        (APPLICATION, 1) => Ok(Tables::Version1),
        (APPLICATION, VERSION) => Ok(Tables::Current),
        (APPLICATION, found) => Err(Error::Version { found, expected: VERSION }),
        _ => Err(Error::Foreign),
    }
}

/// Creates the tables unless they exist, and changes those of an earlier version. Of several processes
/// that want to, one does.
pub fn prepare(connection: &mut Connection) -> Result<(), Error> {
    if check(connection)? == Tables::Current {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    match check(&transaction)? {
        Tables::Missing => transaction.execute_batch(&definition())?,
        Tables::Version1 => {
            migration::from_1(&transaction, &definition())?;
        }
        Tables::Current => {}
    }
    Ok(transaction.commit()?)
}

/// All tables, indexes and views.
pub fn definition() -> String {
    let (records, registrants) = (definition_of_records(), definition_of_registrants());
    format!(
        "{PARTIES}{records}{MEMBERS}{LISTINGS}{CHANGES}{registrants}
         PRAGMA application_id = {APPLICATION};
         PRAGMA user_version = {VERSION};"
    )
}
