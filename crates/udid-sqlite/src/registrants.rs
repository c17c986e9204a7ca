//! Registrants beside the records: what the business register says about each.

use std::time::SystemTime;

use dbhs_types::Organization;
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use udid_store::tables::{CellValue, ORGANIZATION, texts_as_sent, unknown_fields};
use udid_store::{PendingRegistrant, RegistrantCounts, RegistrantOutcome};
use udid_types::Party;

use crate::bind::{Binder, CellSql};
use crate::error::Error;
use crate::physical::{definition, list};

/// The tables of registrants, and the views that join them to records. `found` is NULL where no look-up
/// succeeded, and `error` says why the last one failed.
pub fn definition_of_registrants() -> String {
    let columns = list(ORGANIZATION.columns(), definition);
    let view = |name: &str, party: &str| {
        format!(
            "CREATE VIEW {name} AS
             SELECT record.id AS record, organization.* FROM family
             JOIN party ON party.id = family.{party}
             JOIN organization ON organization.search_key = party.search_key
             JOIN record ON record.family = family.id;\n"
        )
    };
    let registrants = view("device_organization", "registrant_party");
    let agents = view("device_agent", "agent_party");
    format!(
        "CREATE TABLE organization (
             search_key TEXT PRIMARY KEY, asked_at TEXT NOT NULL, found INTEGER,
             {columns}, as_sent TEXT, unknown_fields TEXT, error TEXT) STRICT, WITHOUT ROWID;
         {registrants}{agents}"
    )
}

/// The enterprises behind families; one row for all spellings of a name.
pub const PARTIES: &str = "
    CREATE TABLE party (
        id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, search_key TEXT NOT NULL,
        name TEXT) STRICT;
";

/// The number of a party, which is stored unless it is.
pub fn party(connection: &Connection, party: Option<&Party>) -> Result<Option<i64>, Error> {
    let Some(party) = party else { return Ok(None) };
    // An agent, whose name no record has, may be the registrant of other devices.
    let upsert = "INSERT INTO party (identity, search_key, name) VALUES (?1, ?2, ?3)
         ON CONFLICT (identity) DO UPDATE SET name = coalesce(name, excluded.name)
         RETURNING id";
    let mut statement = connection.prepare_cached(upsert)?;
    let values = params![party.identity, party.search_key, party.name];
    Ok(Some(statement.query_row(values, |row| row.get(0))?))
}

/// All parties that have not been looked up, or not with success, or before a moment; each once.
pub fn pending(
    connection: &Connection,
    asked_before: Option<SystemTime>,
) -> Result<Vec<PendingRegistrant>, Error> {
    let asked_before = asked_before.and_then(|time| Timestamp::try_from(time).ok());
    let mut statement = connection.prepare(
        "SELECT party.search_key, party.name FROM party
         LEFT JOIN organization ON organization.search_key = party.search_key
         WHERE (organization.search_key IS NULL OR organization.error IS NOT NULL
                OR unixepoch(organization.asked_at) < ?1)
           AND party.id IN (SELECT registrant_party FROM family
                            UNION SELECT agent_party FROM family)
         ORDER BY party.search_key",
    )?;
    let parties = statement.query_map([asked_before.map(Timestamp::as_second)], read_party)?;
    Ok(parties.collect::<Result<_, _>>()?)
}

/// One that was found.
pub fn found(connection: &Connection) -> Result<Option<PendingRegistrant>, Error> {
    let mut statement = connection.prepare(
        "SELECT party.search_key, party.name FROM organization
         JOIN party ON party.search_key = organization.search_key
         WHERE organization.found AND organization.error IS NULL LIMIT 1",
    )?;
    Ok(statement.query_map([], read_party)?.next().transpose()?)
}

fn read_party(row: &Row) -> rusqlite::Result<PendingRegistrant> {
    Ok(PendingRegistrant::new(row.get(0)?, row.get(1)?))
}

/// Stores the outcome of a look-up.
pub fn write(
    connection: &Connection,
    search_key: &str,
    outcome: &RegistrantOutcome,
) -> Result<(), Error> {
    match outcome {
        RegistrantOutcome::Found(organization) => {
            write_fact(connection, search_key, Some(organization))
        }
        RegistrantOutcome::NotFound => write_fact(connection, search_key, None),
        RegistrantOutcome::Failed { reason } => {
            connection
                .prepare_cached(
                    "INSERT INTO organization (search_key, asked_at, error) VALUES (?1, ?2, ?3)
                     ON CONFLICT (search_key) DO UPDATE SET error = excluded.error",
                )?
                .execute(params![search_key, Timestamp::now().to_string(), reason])?;
            Ok(())
        }
    }
}

fn write_fact(
    connection: &Connection,
    search_key: &str,
    organization: Option<&Organization>,
) -> Result<(), Error> {
    let columns = ORGANIZATION.columns().count();
    let marks = vec!["?"; columns + 5].join(", ");
    let insert = format!("INSERT OR REPLACE INTO organization VALUES ({marks}, NULL)");
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
        "SELECT count(*) FILTER (WHERE found), count(*) FILTER (WHERE NOT found),
             count(*) FILTER (WHERE error IS NOT NULL)
         FROM organization",
        [],
        |row| Ok([row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?]),
    )?;
    let [found, not_found, failed] = counts.map(i64::unsigned_abs);
    Ok(RegistrantCounts { found, not_found, failed })
}
