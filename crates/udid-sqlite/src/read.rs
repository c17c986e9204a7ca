//! Records out of the database, equal to those that went in.

use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension, Row as SqlRow};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use udi_label::normalize_di;
use udid_store::tables::{CLINICAL, CONTACT, Column, ColumnKind, DEVICE, PACKAGE, STORAGE, Table};
use udid_types::{ClinicalSize, Contact, Device, DeviceRecord, Package, Row, StorageCondition};
use wire::Model;

use crate::error::Error;
use crate::physical::list;
use crate::records::device_column;

/// The records that an identifier names in any spelling: a primary DI, or the DI of a package. Another
/// process may write at the same time: all of a record is of one moment.
pub fn find_by_di(connection: &mut Connection, di: &str) -> Result<Vec<DeviceRecord>, Error> {
    let connection = connection.transaction()?;
    let mut statement = connection.prepare_cached(
        "SELECT id FROM record WHERE coalesce(di, primary_di) = ?1
         UNION SELECT record FROM package_row WHERE coalesce(di, package_di) = ?1 ORDER BY 1",
    )?;
    let ids = statement.query_map([normalize_di(di).as_str()], |row| row.get::<_, i64>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    ids.into_iter().map(|id| record(&connection, id)).filter_map(Result::transpose).collect()
}

/// A row that waits for its device, by the name of its table.
pub fn waiting_row(kind: &str, json: &str) -> Result<Row, Error> {
    let json = json.as_bytes();
    Ok(match kind {
        "package" => Row::Package(wire::from_slice(json)?),
        "storage" => Row::StorageCondition(wire::from_slice(json)?),
        _ => Row::ClinicalSize(wire::from_slice(json)?),
    })
}

static SELECT_DEVICE: LazyLock<String> = LazyLock::new(|| {
    let columns = list(DEVICE.columns(), device_column);
    format!(
        "SELECT {columns}, record.as_sent, record.unknown_fields FROM record
         JOIN family ON family.id = record.family WHERE record.id = ?1"
    )
});

/// The record of a row of `record`.
pub fn record(connection: &Connection, id: i64) -> Result<Option<DeviceRecord>, Error> {
    let mut statement = connection.prepare_cached(&SELECT_DEVICE)?;
    let device = statement.query_row([id], |row| Ok(decode::<Device>(&DEVICE, row))).optional()?;
    let Some(mut device) = device.transpose()? else { return Ok(None) };
    device.contacts = rows::<Contact>(connection, &CONTACT, "NULL", id)?;
    Ok(Some(DeviceRecord {
        device,
        packages: rows::<Package>(connection, &PACKAGE, "as_sent", id)?,
        storage_conditions: rows::<StorageCondition>(connection, &STORAGE, "as_sent", id)?,
        clinical_sizes: rows::<ClinicalSize>(connection, &CLINICAL, "as_sent", id)?,
    }))
}

fn rows<M: Model + DeserializeOwned>(
    connection: &Connection,
    table: &Table,
    as_sent: &str,
    record: i64,
) -> Result<Vec<M>, Error> {
    let columns = list(table.columns(), |column| column.name.to_owned());
    let select = format!(
        "SELECT {columns}, {as_sent}, unknown_fields FROM {} WHERE record = ?1 ORDER BY position",
        table.name
    );
    let mut statement = connection.prepare_cached(&select)?;
    let rows = statement.query_map([record], |row| Ok(decode::<M>(table, row)))?;
    rows.map(|row| row?).collect()
}

/// A model from the columns of its table, the texts as sent, and the undocumented fields.
pub fn decode<M: Model + DeserializeOwned>(table: &Table, row: &SqlRow) -> Result<M, Error> {
    let count = table.columns().count();
    let as_sent = row.get::<_, Option<String>>(count)?;
    let as_sent: Map<String, Value> = match as_sent {
        Some(json) => wire::from_slice(json.as_bytes())?,
        None => Map::new(),
    };
    let unknown = row.get::<_, Option<String>>(count + 1)?;
    let mut index = 0;
    let text = |column: Column| -> Result<Option<String>, Error> {
        let position = index;
        index += 1;
        if let Some(text) = as_sent.get(column.name).and_then(Value::as_str) {
            return Ok(Some(text.to_owned()));
        }
        Ok(match column.kind {
            ColumnKind::Integer => row.get::<_, Option<i64>>(position)?.map(|it| it.to_string()),
            ColumnKind::Text | ColumnKind::Date => row.get(position)?,
        })
    };
    table.decode(text, unknown.as_deref())
}
