//! Records out of the database, equal to those that went in.

use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;
use udi_label::normalize_di;
use udid_store::tables::{CLINICAL, CONTACT, DEVICE, PACKAGE, STORAGE, Table};
use udid_types::{ClinicalSize, Contact, Device, DeviceRecord, Package, Row, StorageCondition};
use wire::Model;

use crate::error::Error;

/// The records that an identifier names in any spelling: a primary DI, or the DI of a package.
pub fn find_by_di(connection: &Connection, di: &str) -> Result<Vec<DeviceRecord>, Error> {
    let mut statement = connection.prepare_cached(
        "WITH spelling (di) AS (SELECT value FROM json_each(?1))
         SELECT id FROM device JOIN spelling ON primary_di = di
         UNION SELECT record FROM package JOIN spelling ON package_di = di ORDER BY 1",
    )?;
    let spellings = serde_json::Value::from(spellings(di)).to_string();
    let ids = statement.query_map([spellings], |row| row.get::<_, i64>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    ids.into_iter().map(|id| record(connection, id)).filter_map(Result::transpose).collect()
}

/// The spellings of an identifier that name one item: as given, normalized, and for a GTIN without its
/// leading zeros.
fn spellings(di: &str) -> Vec<String> {
    let normalized = String::from(normalize_di(di));
    let is_gtin = normalized.len() == 14 && normalized.bytes().all(|byte| byte.is_ascii_digit());
    let zeros = normalized.bytes().take_while(|byte| *byte == b'0').count();
    let shorter =
        (1..=zeros.min(7)).filter(|_| is_gtin).map(|zeros| normalized[zeros..].to_owned());
    let mut spellings: Vec<_> = shorter.chain([di.to_owned(), normalized.clone()]).collect();
    spellings.sort();
    spellings.dedup();
    spellings
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

/// The record of a row of `device`.
pub fn record(connection: &Connection, id: i64) -> Result<Option<DeviceRecord>, Error> {
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

pub fn decode<M: Model + DeserializeOwned>(table: &Table, row: &rusqlite::Row) -> Result<M, Error> {
    table.decode(|position| Ok::<_, Error>(row.get(position)?))
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn a_gtin_is_spelled_with_and_without_leading_zeros() {
        assert_eq!(spellings("6936260855798"), ["06936260855798", "6936260855798"]);
        let eight = spellings("96385074");
        assert!(
            ["00000096385074", "0000096385074", "000096385074", "96385074"]
                .iter()
                .all(|spelling| eight.iter().any(|known| known == spelling))
        );
        assert_eq!(spellings("MA.156.M0.100204.13351764"), ["MA.156.M0.100204.13351764"]);
        assert_eq!(spellings(" E308 "), [" E308 ", "E308"]);
    }
}
