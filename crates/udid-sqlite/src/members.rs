//! Members of releases: how far each was read, and what is wrong with it.

use rusqlite::{Connection, OptionalExtension, params};
use udid_store::{MemberPart, Origin, Pass, ReleaseFacts};

use crate::bind::to_integer;
use crate::error::Error;

/// Their table.
pub const MEMBERS: &str = "
    CREATE TABLE release_member (
        pass INTEGER NOT NULL REFERENCES pass (id), position INTEGER NOT NULL, name TEXT NOT NULL,
        records INTEGER NOT NULL, repeats INTEGER NOT NULL, repairs INTEGER NOT NULL,
        stated INTEGER, problem TEXT, has_ended INTEGER NOT NULL,
        PRIMARY KEY (pass, position)) STRICT, WITHOUT ROWID;
";

/// What is wrong with a member that was read to its end; nothing if it is complete.
const FAULT: &str = "CASE
    WHEN problem IS NOT NULL THEN problem
    WHEN stated IS NULL THEN 'its header states no number of records; it has ' || records
    WHEN stated <> records THEN 'its header states ' || stated || ' records; it has ' || records
    END";

/// Notes a part of a member, with the records that were stored of it, and those of them that the release
/// had before.
pub fn note(
    connection: &Connection,
    pass: Pass,
    part: &MemberPart,
    (records, repeats): (u64, u64),
) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT INTO release_member
                 (pass, position, name, records, repeats, repairs, stated, problem, has_ended)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT DO UPDATE SET records = records + excluded.records,
                 repeats = repeats + excluded.repeats, repairs = repairs + excluded.repairs,
                 stated = excluded.stated, problem = excluded.problem,
                 has_ended = excluded.has_ended",
        )?
        .execute(params![
            pass.0,
            to_integer(part.position),
            part.name,
            to_integer(records),
            to_integer(repeats),
            to_integer(part.repairs),
            part.stated.map(to_integer),
            part.problem,
            part.has_ended
        ])?;
    Ok(())
}

/// Whether a pass reads a release file.
pub fn is_release(connection: &Connection, pass: Pass) -> Result<bool, Error> {
    let select = "SELECT origin FROM pass WHERE id = ?1";
    let origin = connection.prepare_cached(select)?.query_row([pass.0], |row| row.get(0))?;
    Ok(Origin::from_number(origin) == Origin::Release)
}

/// What is stored of a release.
pub fn facts(connection: &Connection, pass: Pass) -> Result<ReleaseFacts, Error> {
    let first = format!(
        "SELECT name || ': ' || {FAULT} FROM release_member
         WHERE pass = ?1 AND has_ended AND {FAULT} IS NOT NULL ORDER BY position LIMIT 1"
    );
    let first = connection.query_row(&first, [pass.0], |row| row.get::<_, String>(0)).optional()?;
    let counts = format!(
        "SELECT total, moved, closes_at > 0,
             (SELECT count(*) FROM release_member WHERE pass = pass.id AND has_ended),
             (SELECT count(*) FROM release_member
              WHERE pass = pass.id AND has_ended AND {FAULT} IS NOT NULL)
         FROM pass WHERE id = ?1"
    );
    let facts = connection.query_row(&counts, [pass.0], |row| {
        let mut facts = ReleaseFacts::default();
        facts.members = row.get::<_, Option<i64>>(0)?.map(i64::unsigned_abs);
        facts.has_moved = row.get(1)?;
        facts.is_dated = row.get(2)?;
        facts.ended = row.get::<_, i64>(3)?.unsigned_abs();
        facts.incomplete = row.get::<_, i64>(4)?.unsigned_abs();
        facts.first_incomplete = first;
        Ok(facts)
    });
    Ok(facts?)
}
