//! Tables and their version.

use rusqlite::{Connection, TransactionBehavior};
use udid_store::tables::{CHILDREN, DEVICE};

use crate::error::Error;
use crate::migration;

/// Increases when tables change in a way that older programs cannot read.
const VERSION: i64 = 2;

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
            migration::from_1(&transaction)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        Tables::Current => {}
    }
    Ok(transaction.commit()?)
}

fn definition() -> String {
    let text = |name: &str| format!("{name} TEXT");
    let device = DEVICE.column_list(text);
    let mut sql = format!(
        "CREATE TABLE device (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, {device},
             as_of INTEGER NOT NULL DEFAULT 0, origin INTEGER NOT NULL DEFAULT 0,
             content TEXT NOT NULL DEFAULT '');
         CREATE INDEX device_primary_di ON device (primary_di);
         CREATE TABLE pull (
             id INTEGER PRIMARY KEY, period TEXT NOT NULL UNIQUE, next_page INTEGER NOT NULL,
             total INTEGER, complete INTEGER NOT NULL, as_of INTEGER NOT NULL DEFAULT 0,
             origin INTEGER NOT NULL DEFAULT 0);
         CREATE TABLE pull_record (
             pull INTEGER NOT NULL REFERENCES pull (id), record INTEGER NOT NULL REFERENCES device (id),
             PRIMARY KEY (pull, record)) WITHOUT ROWID;\n"
    );
    sql.extend(CHILDREN.map(|table| {
        let (name, columns) = (table.name, table.column_list(text));
        format!(
            "CREATE TABLE {name} (
                 record INTEGER NOT NULL REFERENCES device (id), position INTEGER NOT NULL, {columns},
                 PRIMARY KEY (record, position)) WITHOUT ROWID;\n"
        )
    }));
    sql + &format!(
        "CREATE INDEX package_package_di ON package (package_di);
         PRAGMA application_id = {APPLICATION};
         PRAGMA user_version = {VERSION};"
    )
}
