//! Registrants beside the records: what the business register says about each.

use std::borrow::Cow;

use dbhs_types::Organization;
use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use udid_store::RegistrantCounts;
use udid_store::tables::ORGANIZATION;

use crate::error::Error;

/// What a registrant is looked up by: its credit code or, where a record has none, its name.
const SEARCH_KEY: &str =
    "coalesce(nullif(trim(device.credit_code), ''), nullif(trim(device.registrant_name), ''))";

/// The search keys of all registrants that have not been looked up, each once.
pub fn pending(connection: &Connection) -> Result<Vec<String>, Error> {
    prepare(connection)?;
    let mut statement = connection.prepare(&format!(
        "SELECT DISTINCT {SEARCH_KEY} AS search_key FROM device
         WHERE search_key IS NOT NULL AND search_key NOT IN (SELECT search_key FROM organization)
         ORDER BY search_key"
    ))?;
    let keys = statement.query_map([], |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// Creates the table of registrants, and the view that joins them to records, unless they exist.
fn prepare(connection: &Connection) -> Result<(), Error> {
    let columns = ORGANIZATION.column_list(|column| format!("{column} TEXT"));
    connection.execute_batch(&format!(
        "CREATE TABLE IF NOT EXISTS organization (
             search_key TEXT PRIMARY KEY, asked_at TEXT NOT NULL, found INTEGER NOT NULL,
             {columns}) WITHOUT ROWID;
         CREATE VIEW IF NOT EXISTS device_organization AS
             SELECT device.id AS record, organization.* FROM device
             JOIN organization ON organization.search_key = {SEARCH_KEY};"
    ))?;
    Ok(())
}

/// Stores the result of a look-up; `None` is remembered as well.
pub fn write(
    connection: &Connection,
    search_key: &str,
    organization: Option<&Organization>,
) -> Result<(), Error> {
    let head = [
        Value::from(search_key.to_owned()),
        Value::from(Timestamp::now().to_string()),
        Value::from(organization.is_some()),
    ];
    let values: Vec<_> = match organization {
        Some(organization) => ORGANIZATION
            .values(organization)
            .map(|value| Value::from(value.map(Cow::into_owned)))
            .collect(),
        None => ORGANIZATION.columns().map(|_| Value::Null).collect(),
    };
    let marks = vec!["?"; head.len() + values.len()].join(", ");
    connection
        .prepare_cached(&format!("INSERT OR REPLACE INTO organization VALUES ({marks})"))?
        .execute(params_from_iter(head.into_iter().chain(values)))?;
    Ok(())
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
