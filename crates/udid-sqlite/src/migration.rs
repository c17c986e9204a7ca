//! Databases of earlier versions.

use rusqlite::{Connection, params};
use udid_store::record_key;
use udid_store::tables::DEVICE;
use udid_types::Device;

use crate::error::Error;
use crate::read::decode;
use crate::schema::LISTINGS;

/// From version 1: records have a sighting and a hash of their content, those without a key no longer
/// go by their DI alone, and what was pulled is to be pulled again, for no evidence of it was kept.
pub fn from_1(connection: &Connection) -> Result<(), Error> {
    // Unknown sightings and hashes are the lowest: the next record of the same version replaces.
    connection.execute_batch(
        "ALTER TABLE device ADD COLUMN as_of INTEGER NOT NULL DEFAULT 0;
         ALTER TABLE device ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;
         ALTER TABLE device ADD COLUMN content TEXT NOT NULL DEFAULT '';
         DROP TABLE pull_record;
         DROP TABLE pull;",
    )?;
    connection.execute_batch(LISTINGS)?;
    let columns = DEVICE.column_list(str::to_owned);
    let select = format!(
        "SELECT {columns}, id FROM device WHERE key LIKE 'primary_di:%' OR key <> trim(key)"
    );
    let last = DEVICE.columns().count();
    let mut statement = connection.prepare(&select)?;
    let rows =
        statement.query_map([], |row| Ok((row.get(last)?, decode::<Device>(&DEVICE, row))))?;
    let rows = rows.collect::<Result<Vec<(i64, _)>, _>>()?;
    for (id, device) in rows {
        let update = "UPDATE OR IGNORE device SET key = ?2 WHERE id = ?1";
        connection.execute(update, params![id, record_key(&device?)])?;
    }
    Ok(())
}
