//! Records out of the database, equal to those that went in.

use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;
use udid_store::tables::{CLINICAL, CONTACT, DEVICE, PACKAGE, STORAGE, Table};
use udid_types::{ClinicalSize, Contact, Device, DeviceRecord, Package, StorageCondition};
use wire::Model;

use crate::error::Error;

/// The records that an identifier names: a primary DI, or the DI of a package.
pub fn find_by_di(connection: &Connection, di: &str) -> Result<Vec<DeviceRecord>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM device WHERE primary_di = ?1
         UNION SELECT record FROM package WHERE package_di = ?1 ORDER BY 1",
    )?;
    let ids = statement.query_map([di], |row| row.get::<_, i64>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    ids.into_iter().map(|id| record(connection, id)).filter_map(Result::transpose).collect()
}

/// The record of a row of `device`.
fn record(connection: &Connection, id: i64) -> Result<Option<DeviceRecord>, Error> {
    let columns = DEVICE.column_list(str::to_owned);
    let select = format!("SELECT {columns} FROM device WHERE id = ?1");
    let mut statement = connection.prepare_cached(&select)?;
    let device = statement.query_row([id], |row| Ok(decode::<Device>(&DEVICE, row))).optional()?;
    let Some(mut device) = device.transpose()? else { return Ok(None) };
    device.contacts = rows::<Contact>(connection, &CONTACT, id)?;
    Ok(Some(DeviceRecord {
        device,
        packages: rows::<Package>(connection, &PACKAGE, id)?,
        storage_conditions: rows::<StorageCondition>(connection, &STORAGE, id)?,
        clinical_sizes: rows::<ClinicalSize>(connection, &CLINICAL, id)?,
    }))
}

fn rows<M: Model + DeserializeOwned>(
    connection: &Connection,
    table: &Table,
    record: i64,
) -> Result<Vec<M>, Error> {
    let (name, columns) = (table.name, table.column_list(str::to_owned));
    let select = format!("SELECT {columns} FROM {name} WHERE record = ?1 ORDER BY position");
    let mut statement = connection.prepare_cached(&select)?;
    let rows = statement.query_map([record], |row| Ok(decode::<M>(table, row)))?;
    rows.map(|row| row?).collect()
}

fn decode<M: Model + DeserializeOwned>(table: &Table, row: &rusqlite::Row) -> Result<M, Error> {
    table.decode(|position| Ok::<_, Error>(row.get(position)?))
}
