//! Tables and their version.

use rusqlite::{Connection, TransactionBehavior};
use udid_store::tables::{CHILDREN, DEVICE};

use crate::error::Error;
use crate::migration;

/// Increases when tables change in a way that older programs cannot read.
const VERSION: i64 = 3;

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

/// The tables of passes over listings, and the views of what is stored of each listing.
pub const LISTINGS: &str = "
    CREATE TABLE registry (name TEXT NOT NULL) STRICT;
    CREATE TABLE pass (
        id INTEGER PRIMARY KEY AUTOINCREMENT, period TEXT NOT NULL, origin INTEGER NOT NULL,
        closes_at INTEGER NOT NULL, state TEXT NOT NULL, next_page INTEGER NOT NULL,
        as_of INTEGER, total INTEGER, moved INTEGER NOT NULL DEFAULT 0,
        unreadable TEXT NOT NULL DEFAULT '', rows INTEGER, reason TEXT, digest TEXT,
        empty_since INTEGER) STRICT;
    CREATE INDEX pass_period ON pass (period);
    CREATE TABLE listed (
        pass INTEGER NOT NULL REFERENCES pass (id),
        record INTEGER NOT NULL REFERENCES device (id),
        version TEXT NOT NULL, nth INTEGER NOT NULL, names_record INTEGER NOT NULL,
        history_key TEXT, is_held INTEGER NOT NULL,
        PRIMARY KEY (pass, record, version, nth)) STRICT, WITHOUT ROWID;
    CREATE TABLE waiting (
        id INTEGER PRIMARY KEY, pass INTEGER NOT NULL REFERENCES pass (id), kind TEXT NOT NULL,
        record INTEGER, record_key TEXT NOT NULL, history_key TEXT NOT NULL, row TEXT NOT NULL,
        reason TEXT) STRICT;
    CREATE INDEX waiting_pass ON waiting (pass, record_key);
    CREATE VIEW period AS
        SELECT period AS name, iif(total IS NULL, 'empty', state) AS state, rows, total,
            datetime(as_of / 1000, 'unixepoch') || 'Z' AS as_of, as_of >= closes_at AS is_closed,
            reason
        FROM pass WHERE state IN ('complete', 'disputed')
        UNION ALL
        SELECT period, state, (SELECT count(*) FROM listed WHERE pass = pass.id), total,
            datetime(as_of / 1000, 'unixepoch') || 'Z', as_of >= closes_at, reason
        FROM pass WHERE state IN ('running', 'incomplete');
    CREATE VIEW orphan AS
        SELECT pass.period, kind, record_key, waiting.history_key, waiting.reason, row
        FROM waiting JOIN pass ON pass.id = waiting.pass
        WHERE waiting.reason IS NOT NULL;
";

fn definition() -> String {
    let text = |name: &str| format!("{name} TEXT");
    let device = DEVICE.column_list(text);
    let mut sql = format!(
        "CREATE TABLE device (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, {device},
             as_of INTEGER NOT NULL DEFAULT 0, origin INTEGER NOT NULL DEFAULT 0,
             content TEXT NOT NULL DEFAULT '');
         CREATE INDEX device_primary_di ON device (primary_di);
         {LISTINGS}"
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
