//! Packages, storage conditions and sizes that wait for their device, which may come in another batch.

use rusqlite::{Connection, TransactionBehavior, params};
use serde::Serialize;
use udid_store::{
    AmbiguousRecord, Pass, Sighting, Version, content_hash, record_key, version_text,
};
use udid_types::{DeviceRecord, Orphan, OrphanReason, Row};

use crate::error::Error;
use crate::read;
use crate::record_rows::replace;
use crate::versions::{self, Stored};

/// A row that waits.
struct Waiting {
    id: i64,
    row: Row,
    record_key: String,
    history_key: String,
}

/// Keeps a row of a batch whose device was not in it.
pub fn keep(connection: &Connection, pass: Pass, orphan: &Orphan) -> Result<(), Error> {
    keep_row(connection, pass, None, &orphan.row)
}

/// Keeps the rows of a record whose stored rows are not to be replaced before the pass ends.
pub fn hold(
    connection: &Connection,
    pass: Pass,
    id: i64,
    record: &DeviceRecord,
) -> Result<(), Error> {
    let DeviceRecord { packages, storage_conditions, clinical_sizes, .. } = record.clone();
    let packages = packages.into_iter().map(Row::Package);
    let conditions = storage_conditions.into_iter().map(Row::StorageCondition);
    let rows = packages.chain(conditions).chain(clinical_sizes.into_iter().map(Row::ClinicalSize));
    for row in rows {
        keep_row(connection, pass, Some(id), &row)?;
    }
    Ok(())
}

fn keep_row(
    connection: &Connection,
    pass: Pass,
    record: Option<i64>,
    row: &Row,
) -> Result<(), Error> {
    let (kind, keys, json) = match row {
        Row::Package(row) => {
            ("package", (&row.device_record_key, &row.device_history_key), json(row))
        }
        Row::StorageCondition(row) => {
            ("storage", (&row.device_record_key, &row.device_history_key), json(row))
        }
        Row::ClinicalSize(row) => {
            ("clinical", (&row.device_record_key, &row.device_history_key), json(row))
        }
    };
    let trimmed = |key: &Option<String>| key.as_deref().unwrap_or_default().trim().to_owned();
    connection
        .prepare_cached(
            "INSERT INTO waiting (pass, kind, record, record_key, history_key, row)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![pass.0, kind, record, trimmed(keys.0), trimmed(keys.1), json])?;
    Ok(())
}

/// Models of texts and numbers always have a JSON form.
fn json(row: &impl Serialize) -> String {
    serde_json::to_string(row).unwrap_or_default()
}

/// The records that a pass saw in several versions and with rows that name none of them.
pub fn ambiguous(connection: &Connection, pass: Pass) -> Result<Vec<AmbiguousRecord>, Error> {
    let mut statement = connection.prepare(
        "SELECT key, primary_di FROM record
         JOIN (SELECT record, max(names_record) AS names_record FROM listed WHERE pass = ?1
               GROUP BY record HAVING count(DISTINCT version) > 1) AS several
             ON several.record = record.id
         WHERE names_record OR EXISTS (
             SELECT * FROM waiting
             WHERE waiting.pass = ?1 AND waiting.record IS NULL AND waiting.record_key = record.key
                 AND waiting.history_key = '')
         ORDER BY key",
    )?;
    let records =
        statement.query_map([pass.0], |row| Ok(AmbiguousRecord::new(row.get(0)?, row.get(1)?)))?;
    Ok(records.collect::<Result<_, _>>()?)
}

/// Stores a record as the service gives it by itself. One that is older than a listed version says
/// nothing of that version's rows.
pub fn settle(connection: &mut Connection, pass: Pass, record: &DeviceRecord) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    settle_in(&transaction, pass, record)?;
    Ok(transaction.commit()?)
}

fn settle_in(connection: &Connection, pass: Pass, record: &DeviceRecord) -> Result<(), Error> {
    let sighting = versions::sighting(connection, pass)?;
    let (key, version) = (record_key(&record.device), Version::of(record, sighting));
    let Some(stored) = versions::stored(connection, &key)? else { return Ok(()) };
    if version.order < stored.version.order {
        return Ok(());
    }
    replace(connection, pass, &stored, &key, record, &version)?;
    connection.execute(
        "UPDATE listed SET names_record = 0, is_held = 0 WHERE pass = ?1 AND record = ?2",
        params![pass.0, stored.id],
    )?;
    connection.execute(
        "DELETE FROM waiting WHERE pass = ?1 AND (record = ?2 OR record_key = ?3 AND history_key = '')",
        params![pass.0, stored.id, key],
    )?;
    Ok(())
}

/// Gives every waiting row to its device; what belongs to none stays, with the reason.
pub fn place(connection: &Connection, pass: Pass) -> Result<(), Error> {
    let sighting = versions::sighting(connection, pass)?;
    for waiting in waiting(connection, pass)? {
        let candidates = candidates(connection, pass, &waiting)?;
        let reason = match candidates.as_slice() {
            [(id, version)] => {
                attach(connection, pass, *id, version, &waiting)?;
                continue;
            }
            [] if waiting.record_key.is_empty() && waiting.history_key.is_empty() => {
                OrphanReason::NoKey
            }
            [] => OrphanReason::NoDevice,
            _ => OrphanReason::SeveralDevices,
        };
        connection
            .prepare_cached("UPDATE waiting SET reason = ?2 WHERE id = ?1")?
            .execute(params![waiting.id, reason_text(reason)])?;
    }
    release_held(connection, pass, sighting)
}

fn reason_text(reason: OrphanReason) -> &'static str {
    match reason {
        OrphanReason::NoKey => "the row has no key",
        OrphanReason::NoDevice => "no device of the listing has its key",
        OrphanReason::SeveralDevices => "several versions of the record have its key",
    }
}

fn waiting(connection: &Connection, pass: Pass) -> Result<Vec<Waiting>, Error> {
    let mut statement = connection.prepare(
        "SELECT id, kind, row, record_key, history_key FROM waiting
         WHERE pass = ?1 AND record IS NULL ORDER BY id",
    )?;
    let mut rows = statement.query([pass.0])?;
    let mut waiting = Vec::new();
    while let Some(row) = rows.next()? {
        waiting.push(Waiting {
            id: row.get(0)?,
            row: read::waiting_row(&row.get::<_, String>(1)?, &row.get::<_, String>(2)?)?,
            record_key: row.get(3)?,
            history_key: row.get(4)?,
        });
    }
    Ok(waiting)
}

/// The listed rows that a waiting row may belong to, as records and versions.
fn candidates(
    connection: &Connection,
    pass: Pass,
    waiting: &Waiting,
) -> Result<Vec<(i64, String)>, Error> {
    let (select, key) = if waiting.history_key.is_empty() {
        let select = "SELECT DISTINCT listed.record, version FROM listed JOIN record ON record.id = listed.record
             WHERE pass = ?1 AND record.key = ?2 LIMIT 2";
        (select, &waiting.record_key)
    } else {
        let select = "SELECT DISTINCT record, version FROM listed
             WHERE pass = ?1 AND history_key = ?2 LIMIT 2";
        (select, &waiting.history_key)
    };
    let mut statement = connection.prepare_cached(select)?;
    let found = statement.query_map(params![pass.0, key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Adds a row to its record, if the version that it belongs to is the stored one.
fn attach(
    connection: &Connection,
    pass: Pass,
    id: i64,
    version: &str,
    waiting: &Waiting,
) -> Result<(), Error> {
    let held = "UPDATE waiting SET record = ?2
         WHERE id = ?1 AND EXISTS (
             SELECT * FROM listed WHERE pass = ?3 AND record = ?2 AND is_held)";
    if connection.prepare_cached(held)?.execute(params![waiting.id, id, pass.0])? > 0 {
        return Ok(());
    }
    if let Some(stored) = Stored::of_row(connection, id)?
        && version_text(&stored.version.order) == version
        && let Some(mut record) = read::record(connection, id)?
    {
        let mut row = DeviceRecord::default();
        push(&mut row, waiting.row.clone());
        record.add_rows(row);
        let version = Version { content: content_hash(&record), ..stored.version.clone() };
        replace(connection, pass, &stored, &record_key(&record.device), &record, &version)?;
    }
    connection.prepare_cached("DELETE FROM waiting WHERE id = ?1")?.execute([waiting.id])?;
    Ok(())
}

fn push(record: &mut DeviceRecord, row: Row) {
    match row {
        Row::Package(row) => record.packages.push(row),
        Row::StorageCondition(row) => record.storage_conditions.push(row),
        Row::ClinicalSize(row) => record.clinical_sizes.push(row),
    }
}

/// Replaces the rows of records that were held until the end of the pass.
fn release_held(connection: &Connection, pass: Pass, sighting: Sighting) -> Result<(), Error> {
    let mut statement =
        connection.prepare("SELECT DISTINCT record FROM listed WHERE pass = ?1 AND is_held")?;
    let held = statement.query_map([pass.0], |row| row.get::<_, i64>(0))?;
    for id in held.collect::<Result<Vec<_>, _>>()? {
        let Some(stored) = Stored::of_row(connection, id)? else { continue };
        let Some(before) = read::record(connection, id)? else { continue };
        let mut record = DeviceRecord { device: before.device, ..DeviceRecord::default() };
        let mut rows = connection.prepare_cached(
            "DELETE FROM waiting WHERE pass = ?1 AND record = ?2 RETURNING kind, row",
        )?;
        let mut rows = rows.query(params![pass.0, id])?;
        while let Some(row) = rows.next()? {
            push(
                &mut record,
                read::waiting_row(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?)?,
            );
        }
        record.add_rows(DeviceRecord::default());
        let version = Version::of(&record, sighting);
        replace(connection, pass, &stored, &record_key(&record.device), &record, &version)?;
    }
    connection.execute("UPDATE listed SET is_held = 0 WHERE pass = ?1 AND is_held", [pass.0])?;
    Ok(())
}
