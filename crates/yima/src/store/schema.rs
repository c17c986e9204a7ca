//! Tables, made from the descriptions of the models: a column for each field.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};
use udid_types::{ClinicalSize, Contact, Device, Package, StorageCondition};
use wire::{FieldInfo, Kind, Model};

use super::StoreError;

/// Goes up when tables change in a way that older programs cannot read.
const VERSION: i64 = 1;

/// Marks the file as ours: "YIMA".
const APPLICATION: i64 = 0x5949_4d41;

/// A table of rows that belong to a record.
pub struct ChildTable {
    pub name: &'static str,
    pub fields: &'static [FieldInfo],
}

pub const CONTACT: ChildTable = ChildTable { name: "contact", fields: Contact::INFO.fields };
pub const PACKAGE: ChildTable = ChildTable { name: "package", fields: Package::INFO.fields };
pub const STORAGE: ChildTable =
    ChildTable { name: "storage", fields: StorageCondition::INFO.fields };
pub const CLINICAL: ChildTable = ChildTable { name: "clinical", fields: ClinicalSize::INFO.fields };

/// All tables of rows that belong to a record.
pub const CHILDREN: [&ChildTable; 4] = [&CONTACT, &PACKAGE, &STORAGE, &CLINICAL];

/// The fields that have a column: all but lists, which have tables.
pub fn columns(fields: &'static [FieldInfo]) -> impl Iterator<Item = (usize, &'static FieldInfo)> {
    let is_column = |field: &FieldInfo| !matches!(field.kind, Kind::List(_) | Kind::Model(_));
    fields.iter().enumerate().filter(move |(_, field)| is_column(field))
}

/// Names of the columns, with what must be done to each.
pub fn names(fields: &'static [FieldInfo], shape: impl Fn(&str) -> String) -> String {
    let names = columns(fields).map(|(_, field)| field.name).chain(["unknown_fields"]);
    names.map(shape).collect::<Vec<_>>().join(", ")
}

/// Whether the tables are there; an error when the file is somebody else's.
pub fn check(connection: &Connection, path: &Path) -> Result<bool, StoreError> {
    let in_file = |source| StoreError::Sqlite { path: path.display().to_string(), source };
    // In one statement: another program may make the tables between two.
    let found = connection.query_row(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)
         FROM pragma_application_id, pragma_user_version",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    );
    let (application, version, tables): (i64, i64, i64) = found.map_err(in_file)?;
    if tables == 0 || (application, version) == (APPLICATION, VERSION) {
        return Ok(tables > 0);
    }
    Err(StoreError::Foreign { path: path.display().to_string(), found: version, expected: VERSION })
}

/// Makes the tables unless they are there. Of several programs that want to, one does.
pub fn prepare(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    if check(connection, path)? {
        return Ok(());
    }
    let in_file = |source| StoreError::Sqlite { path: path.display().to_string(), source };
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate);
    let transaction = transaction.map_err(in_file)?;
    if !check(&transaction, path)? {
        transaction.execute_batch(&definition()).map_err(in_file)?;
    }
    transaction.commit().map_err(in_file)
}

fn definition() -> String {
    let text = |name: &str| format!("{name} TEXT");
    let device = names(Device::INFO.fields, text);
    let mut sql = format!(
        "CREATE TABLE device (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, {device});
         CREATE INDEX device_primary_di ON device (primary_di);
         CREATE TABLE pull (
             id INTEGER PRIMARY KEY, period TEXT NOT NULL UNIQUE, next_page INTEGER NOT NULL,
             total INTEGER, complete INTEGER NOT NULL);
         CREATE TABLE pull_record (
             pull INTEGER NOT NULL REFERENCES pull (id), record INTEGER NOT NULL REFERENCES device (id),
             PRIMARY KEY (pull, record)) WITHOUT ROWID;\n"
    );
    sql.extend(CHILDREN.map(|table| {
        let (name, fields) = (table.name, names(table.fields, text));
        format!(
            "CREATE TABLE {name} (
                 record INTEGER NOT NULL REFERENCES device (id), position INTEGER NOT NULL, {fields},
                 PRIMARY KEY (record, position)) WITHOUT ROWID;\n"
        )
    }));
    sql + &format!(
        "CREATE INDEX package_package_di ON package (package_di);
         PRAGMA application_id = {APPLICATION};
         PRAGMA user_version = {VERSION};"
    )
}
