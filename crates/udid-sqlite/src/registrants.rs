//! Registrants beside the records: what the business register says about each.

use dbhs_types::Organization;
use jiff::Timestamp;
use rusqlite::Connection;
use udid_store::RegistrantCounts;
use udid_store::tables::{CellValue, ORGANIZATION, texts_as_sent, unknown_fields};

use crate::error::Error;
use crate::physical::{definition, list};
use crate::record_rows::{Binder, CellSql};

/// What a registrant is looked up by: its credit code or, where a record has none, its name.
const SEARCH_KEY: &str =
    "coalesce(nullif(trim(family.credit_code), ''), nullif(trim(family.registrant_name), ''))";

/// The table of registrants, and the view that joins them to records.
pub fn definition_of_registrants() -> String {
    let columns = list(ORGANIZATION.columns(), definition);
    format!(
        "CREATE TABLE organization (
             search_key TEXT PRIMARY KEY, asked_at TEXT NOT NULL, found INTEGER NOT NULL,
             {columns}, as_sent TEXT, unknown_fields TEXT) STRICT, WITHOUT ROWID;
         CREATE VIEW device_organization AS
             SELECT record.id AS record, organization.* FROM family
             JOIN organization ON organization.search_key = {SEARCH_KEY}
             JOIN record ON record.family = family.id;\n"
    )
}

/// The search keys of all registrants that have not been looked up, each once.
pub fn pending(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut statement = connection.prepare(&format!(
        "SELECT DISTINCT {SEARCH_KEY} AS search_key FROM family
         WHERE search_key IS NOT NULL AND search_key NOT IN (SELECT search_key FROM organization)
         ORDER BY search_key"
    ))?;
    let keys = statement.query_map([], |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// Stores the result of a look-up; `None` is remembered as well.
pub fn write(
    connection: &Connection,
    search_key: &str,
    organization: Option<&Organization>,
) -> Result<(), Error> {
    let columns = ORGANIZATION.columns().count();
    let marks = vec!["?"; columns + 5].join(", ");
    let insert = format!("INSERT OR REPLACE INTO organization VALUES ({marks})");
    let mut binder = Binder { statement: connection.prepare_cached(&insert)?, bound: 0 };
    binder.bind(search_key)?;
    binder.bind(Timestamp::now().to_string())?;
    binder.bind(organization.is_some())?;
    let Some(organization) = organization else {
        (0..columns + 2).try_for_each(|_| binder.bind(CellSql(&CellValue::Null)))?;
        return binder.execute();
    };
    let cells: Vec<_> = ORGANIZATION.cells(organization).collect();
    cells.iter().try_for_each(|(_, cell)| binder.bind(CellSql(&cell.value)))?;
    binder.bind(texts_as_sent(&cells))?;
    binder.bind(unknown_fields(organization))?;
    binder.execute()
}

/// All look-ups so far.
pub fn counts(connection: &Connection) -> Result<RegistrantCounts, Error> {
    let counts = connection.query_row(
        "SELECT count(*) FILTER (WHERE found), count(*) FILTER (WHERE NOT found)
         FROM organization",
        [],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
    );
    let (found, not_found) = counts?;
    Ok(RegistrantCounts { found: found.unsigned_abs(), not_found: not_found.unsigned_abs() })
}
