//! Databases of earlier versions.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::de::DeserializeOwned;
use udid_store::tables::{CLINICAL, CONTACT, DEVICE, ORGANIZATION, PACKAGE, STORAGE, Table};
use udid_store::{Pass, RegistrantOutcome, Sighting, Version, record_key};
use udid_types::DeviceRecord;
use wire::Model;

use crate::error::Error;
use crate::physical::list;
use crate::{record_rows, registrants, versions};

/// Of records whose pass is not known. Nothing is logged of them: they are as old as the database.
const NO_PASS: Pass = Pass(0);

/// From version 1, which had a table for each model with texts as sent. Unknown sightings are the lowest:
/// the next record of the same version replaces. What was pulled is to be pulled again, for no evidence of
/// it was kept.
pub fn from_1(connection: &Connection, definition: &str) -> Result<(), Error> {
    connection.execute_batch(
        "DROP VIEW IF EXISTS device_organization;
         DROP TABLE pull_record;
         DROP TABLE pull;
         DROP INDEX device_primary_di;
         DROP INDEX package_package_di;",
    )?;
    let tables = [&DEVICE, &CONTACT, &PACKAGE, &STORAGE, &CLINICAL];
    for table in tables {
        let name = table.name;
        connection.execute_batch(&format!("ALTER TABLE {name} RENAME TO old_{name}"))?;
    }
    let select = "SELECT 1 FROM sqlite_master WHERE name = 'organization'";
    let had_registrants = connection.query_row(select, [], |_| Ok(())).optional()?.is_some();
    if had_registrants {
        connection.execute_batch("ALTER TABLE organization RENAME TO old_organization")?;
    }
    connection.execute_batch(definition)?;
    copy_records(connection)?;
    if had_registrants {
        copy_registrants(connection)?;
    }
    // Rows before the devices that they refer to.
    let old = tables.iter().rev().map(|table| format!("DROP TABLE old_{};", table.name));
    connection.execute_batch(&old.collect::<String>())?;
    connection.execute_batch("DROP TABLE IF EXISTS old_organization")?;
    Ok(())
}

fn copy_records(connection: &Connection) -> Result<(), Error> {
    let mut statement = connection.prepare("SELECT id FROM old_device ORDER BY id")?;
    let ids = statement.query_map([], |row| row.get::<_, i64>(0))?;
    for id in ids.collect::<Result<Vec<_>, _>>()? {
        let Some(device) = rows(connection, &DEVICE, "id", id)?.pop() else { continue };
        let mut record = DeviceRecord { device, ..DeviceRecord::default() };
        record.device.contacts = rows(connection, &CONTACT, "record", id)?;
        record.packages = rows(connection, &PACKAGE, "record", id)?;
        record.storage_conditions = rows(connection, &STORAGE, "record", id)?;
        record.clinical_sizes = rows(connection, &CLINICAL, "record", id)?;
        let (key, version) =
            (record_key(&record.device), Version::of(&record, Sighting::default()));
        // Records without a key went by their DI alone, and may be those of another.
        if versions::stored(connection, &key)?.is_none() {
            record_rows::insert(connection, NO_PASS, &key, &record, &version)?;
        }
    }
    Ok(())
}

fn copy_registrants(connection: &Connection) -> Result<(), Error> {
    let mut statement =
        connection.prepare("SELECT search_key, found, asked_at FROM old_organization")?;
    let keys = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for (key, is_found, asked_at) in keys.collect::<Result<Vec<(String, bool, String)>, _>>()? {
        let found = rows(connection, &ORGANIZATION, "search_key", &key)?.pop();
        let outcome = match found.filter(|_| is_found) {
            Some(found) => RegistrantOutcome::Found(Box::new(found)),
            None => RegistrantOutcome::NotFound,
        };
        registrants::write(connection, &key, &outcome)?;
        connection.execute(
            "UPDATE organization SET asked_at = ?2 WHERE search_key = ?1",
            [&key, &asked_at],
        )?;
    }
    Ok(())
}

/// The rows of an old table.
fn rows<M: Model + DeserializeOwned>(
    connection: &Connection,
    table: &Table,
    column: &str,
    value: impl rusqlite::ToSql,
) -> Result<Vec<M>, Error> {
    let columns = list(table.columns(), |column| column.name.to_owned());
    let select =
        format!("SELECT {columns}, unknown_fields FROM old_{} WHERE {column} = ?1", table.name);
    let mut statement = connection.prepare_cached(&select)?;
    let rows = statement.query_map([value], |row| Ok(decode(table, row)))?;
    rows.map(|row| row?).collect()
}

fn decode<M: Model + DeserializeOwned>(table: &Table, row: &Row) -> Result<M, Error> {
    let names: HashMap<_, _> =
        table.columns().enumerate().map(|(index, column)| (column.name, index)).collect();
    let unknown = row.get::<_, Option<String>>(names.len())?;
    table.decode(|column| Ok::<_, Error>(row.get(names[column.name])?), unknown.as_deref())
}
