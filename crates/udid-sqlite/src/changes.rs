//! The log of changes, written in the transactions that write records.

use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension, params};
use udid_store::{Change, ChangeKind, Pass, Sighting, Version, changed_fields, version_text};
use udid_types::DeviceRecord;

use crate::error::Error;

/// Its table.
pub const CHANGES: &str = "
    CREATE TABLE change (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT NOT NULL,
        before TEXT, after TEXT, fields TEXT NOT NULL, source TEXT NOT NULL,
        at INTEGER NOT NULL) STRICT;
";

/// Milliseconds of two days: a release is dated, its records are not.
pub const TOLERANCE: i64 = 2 * 24 * 60 * 60 * 1000;

/// The newest complete full release, as a query.
pub const NEWEST_FULL: &str = "SELECT as_of FROM pass
    WHERE state = 'complete' AND period LIKE 'full release %' ORDER BY as_of DESC LIMIT 1";

/// A record that was last seen before this time is delisted; 0 if there is no full release. One that no
/// dated source has seen never is.
pub fn delisting_limit(connection: &Connection) -> Result<i64, Error> {
    let newest = connection.prepare_cached(NEWEST_FULL)?.query_row([], |row| row.get::<_, i64>(0));
    Ok(newest.optional()?.map_or(0, |as_of| as_of - TOLERANCE))
}

/// Whether a record that was last seen then is delisted.
fn is_delisted(as_of: i64, limit: i64) -> bool {
    as_of > 0 && as_of < limit
}

/// Whether a pass loads a full release into an empty database: its records are logged together.
pub fn is_baseline(connection: &Connection, pass: Pass) -> Result<bool, Error> {
    let select = "SELECT 1 FROM pass WHERE id = ?1 AND is_baseline";
    Ok(connection.prepare_cached(select)?.exists([pass.0])?)
}

/// Logs a record that was written for the first time.
pub fn log_insert(
    connection: &Connection,
    pass: Pass,
    key: &str,
    version: &Version,
) -> Result<(), Error> {
    log(connection, pass, ChangeKind::Insert, key, (None, Some(version)), "")
}

/// Logs that a record took the place of another version of it, if it says something else.
pub fn log_replacement(
    connection: &Connection,
    pass: Pass,
    key: &str,
    (stored, before): (&Version, &DeviceRecord),
    (version, after): (&Version, &DeviceRecord),
) -> Result<(), Error> {
    if stored.content == version.content && stored.order == version.order {
        return Ok(());
    }
    let kind = ChangeKind::between(&stored.order, &version.order);
    let fields = changed_fields(before, after).join(",");
    log(connection, pass, kind, key, (Some(stored), Some(version)), &fields)
}

/// Logs that a record is delisted, or no longer is, by its sightings.
pub fn log_sighting(
    connection: &Connection,
    pass: Pass,
    key: &str,
    (before, after): (Option<Sighting>, Sighting),
    limit: i64,
) -> Result<(), Error> {
    let was = before.is_some_and(|before| is_delisted(before.as_of, limit));
    let kind = match (was, is_delisted(after.as_of, limit)) {
        (true, false) => ChangeKind::Relisting,
        (false, true) => ChangeKind::Delisting,
        _ => return Ok(()),
    };
    log(connection, pass, kind, key, (None, None), "")
}

fn log(
    connection: &Connection,
    pass: Pass,
    kind: ChangeKind,
    key: &str,
    (before, after): (Option<&Version>, Option<&Version>),
    fields: &str,
) -> Result<(), Error> {
    let order = |version: Option<&Version>| version.map(|version| version_text(&version.order));
    connection
        .prepare_cached(
            "INSERT INTO change (kind, key, before, after, fields, source, at)
             SELECT ?2, ?3, ?4, ?5, ?6, period, ?7 FROM pass WHERE id = ?1 AND NOT is_baseline",
        )?
        .execute(params![
            pass.0,
            kind.to_string(),
            key,
            order(before),
            order(after),
            fields,
            now()
        ])?;
    Ok(())
}

/// Logs what the end of a full release means: a baseline as one entry, and the records that are delisted
/// by it. `limit` is the limit before.
pub fn log_full_release(connection: &Connection, pass: Pass, limit: i64) -> Result<(), Error> {
    let baseline = connection.execute(
        "INSERT INTO change (kind, key, fields, source, at)
         SELECT 'baseline', rows, '', period, ?2 FROM pass WHERE id = ?1 AND is_baseline",
        params![pass.0, now()],
    )?;
    connection.execute("UPDATE pass SET is_baseline = 0 WHERE id = ?1", [pass.0])?;
    let later = delisting_limit(connection)?;
    if baseline == 0 && later > limit {
        connection.execute(
            "INSERT INTO change (kind, key, fields, source, at)
             SELECT 'delisting', key, '', period, ?4 FROM record, pass
             WHERE pass.id = ?1 AND record.as_of > 0 AND record.as_of >= ?2 AND record.as_of < ?3
             ORDER BY record.id",
            params![pass.0, limit, later, now()],
        )?;
    }
    Ok(())
}

/// Entries behind a number, oldest first.
pub fn changes(connection: &Connection, after: u64, most: u32) -> Result<Vec<Change>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, kind, key, source, at, before, after, fields FROM change
         WHERE sequence > ?1 ORDER BY sequence LIMIT ?2",
    )?;
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let entries = statement.query_map(params![after, most], |row| {
        let kind = row.get::<_, String>(1)?;
        let kind = ChangeKind::from_name(&kind).unwrap_or(ChangeKind::Update);
        let sequence = row.get::<_, i64>(0)?.unsigned_abs();
        let mut change = Change::new(sequence, kind, row.get(2)?, row.get(3)?, row.get(4)?);
        (change.before, change.after) = (row.get(5)?, row.get(6)?);
        let fields = row.get::<_, String>(7)?;
        change.fields =
            fields.split(',').filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect();
        Ok(change)
    });
    Ok(entries?.collect::<Result<_, _>>()?)
}

fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_millis()).unwrap_or(i64::MAX)
}
