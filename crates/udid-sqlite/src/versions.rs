//! Versions of stored records.

use rusqlite::{Connection, OptionalExtension, Row, params};
use udid_store::{Origin, Pass, Sighting, Version};
use udid_types::VersionOrder;
use wire::DateText;

use crate::error::Error;

/// A stored row of `record`.
pub struct Stored {
    /// Its number.
    pub id: i64,
    /// The number of its family.
    pub family: i64,
    /// The pass that saw it last.
    pub seen_by: Pass,
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
                 id, as_of, origin, content, family, seen_by FROM record WHERE {condition}"
        );
        let found = connection.prepare_cached(&select)?.query_row([value], |row| {
            let sighting =
                Sighting { as_of: row.get(5)?, origin: Origin::from_number(row.get(6)?) };
            let version = Version { order: order(row)?, sighting, content: row.get(7)? };
            let seen_by = Pass(row.get(9)?);
            Ok(Self { id: row.get(4)?, family: row.get(8)?, seen_by, version })
        });
        Ok(found.optional()?)
    }
}

/// The order that the first columns of a row state.
fn order(row: &Row) -> rusqlite::Result<VersionOrder> {
    let number = |index| row.get::<_, Option<i64>>(index).map(|it| it.unwrap_or(0).unsigned_abs());
    let day = |index| {
        let text = row.get::<_, Option<String>>(index)?;
        Ok::<_, rusqlite::Error>(text.and_then(|text| DateText::from(text).year_month_day()))
    };
    Ok(VersionOrder {
        version_number: number(0)?,
        correction_number: number(1)?,
        version_time: day(2)?,
        correction_time: day(3)?,
    })
}

/// The stored row of a record.
pub fn stored(connection: &Connection, key: &str) -> Result<Option<Stored>, Error> {
    Stored::find(connection, "key = ?1", &key)
}

/// Notes when and where the content of a row was seen, and its hash.
pub fn note(connection: &Connection, pass: Pass, id: i64, version: &Version) -> Result<(), Error> {
    let Sighting { as_of, origin } = version.sighting;
    connection
        .prepare_cached(
            "UPDATE record SET as_of = ?2, origin = ?3, content = ?4, seen_by = ?5 WHERE id = ?1",
        )?
        .execute(params![id, as_of, origin.number(), version.content, pass.0])?;
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
