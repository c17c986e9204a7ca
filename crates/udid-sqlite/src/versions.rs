//! Versions of stored records.

use rusqlite::{Connection, OptionalExtension, Row, params};
use udid_store::{Origin, Pass, Sighting, Version};
use udid_types::{Device, VersionOrder};

use crate::error::Error;

/// A stored row of `device`.
pub struct Stored {
    /// Its number.
    pub id: i64,
    /// Its version.
    pub version: Version,
}

impl Stored {
    /// The row of a number.
    pub fn of_row(connection: &Connection, id: i64) -> Result<Option<Self>, Error> {
        Self::find(connection, "id = ?1", &id)
    }

    fn find(
        connection: &Connection,
        condition: &str,
        value: &dyn rusqlite::ToSql,
    ) -> Result<Option<Self>, Error> {
        let select = format!(
            "SELECT version_number, correction_number, version_time, correction_time,
                 id, as_of, origin, content FROM device WHERE {condition}"
        );
        let found = connection.prepare_cached(&select)?.query_row([value], |row| {
            let sighting =
                Sighting { as_of: row.get(5)?, origin: Origin::from_number(row.get(6)?) };
            let version = Version { order: order(row)?, sighting, content: row.get(7)? };
            Ok(Self { id: row.get(4)?, version })
        });
        Ok(found.optional()?)
    }
}

/// The order that the first columns of a row state.
fn order(row: &Row) -> rusqlite::Result<VersionOrder> {
    let mut device = Device::default();
    device.version_number = row.get::<_, Option<String>>(0)?.map(Into::into);
    device.correction_number = row.get::<_, Option<String>>(1)?.map(Into::into);
    device.version_time = row.get::<_, Option<String>>(2)?.map(Into::into);
    device.correction_time = row.get::<_, Option<String>>(3)?.map(Into::into);
    Ok(VersionOrder::of(&device))
}

/// The stored row of a record.
pub fn stored(connection: &Connection, key: &str) -> Result<Option<Stored>, Error> {
    Stored::find(connection, "key = ?1", &key)
}

/// Notes when and where the content of a row was seen, and its hash.
pub fn note(connection: &Connection, id: i64, version: &Version) -> Result<(), Error> {
    let Sighting { as_of, origin } = version.sighting;
    connection
        .prepare_cached("UPDATE device SET as_of = ?2, origin = ?3, content = ?4 WHERE id = ?1")?
        .execute(params![id, as_of, origin.number(), version.content])?;
    Ok(())
}

/// When and where what a pass reads is seen.
pub fn sighting(connection: &Connection, pass: Pass) -> Result<Sighting, Error> {
    let select = "SELECT coalesce(as_of, 0), origin FROM pass WHERE id = ?1";
    let sighting = connection.query_row(select, [pass.0], |row| {
        Ok(Sighting { as_of: row.get(0)?, origin: Origin::from_number(row.get(1)?) })
    });
    Ok(sighting?)
}
