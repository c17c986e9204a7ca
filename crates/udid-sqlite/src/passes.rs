//! Passes over listings, and how far they have come.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use udid_store::{Completion, Cursor, Evidence, ListedRow, Origin, Pass, PassState, listing_key};

use crate::error::Error;
use crate::versions::{ORDER_COLUMNS, order};
use crate::write::to_integer;

/// The pass of a listing, begun if it is new. One that is complete begins again.
pub fn begin(
    connection: &mut Connection,
    listing: &str,
    origin: Origin,
) -> Result<PassState, Error> {
    connection.execute(
        "INSERT INTO pull (period, next_page, complete, as_of, origin) VALUES (?1, 1, 0, 0, ?2)
         ON CONFLICT (period) DO UPDATE SET next_page = iif(complete, 1, next_page)",
        params![listing, origin.number()],
    )?;
    let state = state(connection, listing)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    if state.cursor > Cursor::START { Ok(state) } else { restart(connection, state.pass) }
}

/// Goes back to the first batch. Records stay, but no longer count as read: some of them may be gone,
/// and would be counted in place of others that were not read.
pub fn restart(connection: &mut Connection, pass: Pass) -> Result<PassState, Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute("DELETE FROM pull_record WHERE pull = ?1", [pass.0])?;
    transaction.execute(
        "UPDATE pull SET next_page = 1, total = NULL, complete = 0, as_of = ?2 WHERE id = ?1",
        params![pass.0, Timestamp::now().as_millisecond()],
    )?;
    transaction.commit()?;
    Ok(PassState::new(pass))
}

/// What is known of a listing, if it was ever begun.
pub fn state(connection: &Connection, listing: &str) -> Result<Option<PassState>, Error> {
    let state = connection.query_row(
        "SELECT id, next_page, total, complete,
                (SELECT count(*) FROM pull_record WHERE pull = pull.id)
         FROM pull WHERE period = ?1",
        [listing],
        |row| {
            let mut state = PassState::new(Pass(row.get(0)?));
            state.cursor = Cursor(row.get::<_, i64>(1)?.unsigned_abs());
            state.total = row.get::<_, Option<i64>>(2)?.map(i64::unsigned_abs);
            state.is_complete = row.get(3)?;
            state.records = row.get::<_, i64>(4)?.unsigned_abs();
            Ok(state)
        },
    );
    Ok(state.optional()?)
}

/// Key and version of every record of a pass.
pub fn listed_rows(connection: &Connection, pass: Pass) -> Result<Vec<ListedRow>, Error> {
    let mut statement = connection.prepare(&format!(
        "SELECT {ORDER_COLUMNS}, device_history_key, device_record_key, primary_di FROM device
         WHERE id IN (SELECT record FROM pull_record WHERE pull = ?1)"
    ))?;
    let rows = statement.query_map([pass.0], |row| {
        let key = listing_key([row.get(4)?, row.get(5)?, row.get(6)?]);
        let order = order(row)?;
        Ok(key.map(|key| ListedRow::new(key, order)))
    })?;
    Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

/// Marks a listing as complete if the evidence says so.
pub fn complete(
    connection: &Connection,
    pass: Pass,
    evidence: &Evidence,
) -> Result<Completion, Error> {
    if !evidence.is_complete() {
        return Ok(Completion::Incomplete);
    }
    connection.execute(
        "UPDATE pull SET complete = 1, total = ?2 WHERE id = ?1",
        params![pass.0, evidence.total.map(to_integer)],
    )?;
    Ok(Completion::Complete)
}
