//! Passes over listings: which there are, who owns them, how far they have come.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use udid_store::{Cursor, Listing, ListingState, Pass, PassState, ReleaseKind, StoredCopy};

use crate::error::Error;
use crate::pass_lock::PassLock;

/// Begins a pass over a listing, or continues the newest one that nobody owns.
pub fn begin(
    connection: &mut Connection,
    database: &Path,
    listing: &Listing,
) -> Result<(PassState, PassLock), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for state in running(&transaction, &listing.to_string())? {
        if let Some(lock) = PassLock::take(database, state.pass)? {
            // What has moved cannot end well.
            let moved = "SELECT moved FROM pass WHERE id = ?1";
            let has_moved = transaction.query_row(moved, [state.pass.0], |row| row.get(0))?;
            let state = if has_moved { start_again(&transaction, state.pass)? } else { state };
            transaction.commit()?;
            return Ok((state, lock));
        }
    }
    transaction.execute(
        "INSERT INTO pass (period, origin, closes_at, state, next_page, is_baseline)
         SELECT ?1, ?2, ?3, 'running', 1, ?4 AND NOT EXISTS (SELECT * FROM record)",
        params![
            listing.to_string(),
            listing.origin().number(),
            listing.closes_at(),
            is_full_release(listing)
        ],
    )?;
    let pass = Pass(transaction.last_insert_rowid());
    // A number that was never used before: nobody has its lock but a process that opens and drops it.
    let lock = PassLock::take(database, pass)?.ok_or(Error::Busy)?;
    transaction.commit()?;
    Ok((PassState::new(pass), lock))
}

fn is_full_release(listing: &Listing) -> bool {
    matches!(listing, Listing::Release(name) if name.kind == ReleaseKind::Full)
}

/// Goes back to the first batch. Records stay, but no longer count as read: some of them may be gone,
/// and would be counted in place of others that were not read.
pub fn restart(connection: &mut Connection, pass: Pass) -> Result<PassState, Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let state = start_again(&transaction, pass)?;
    transaction.commit()?;
    Ok(state)
}

fn start_again(connection: &Connection, pass: Pass) -> Result<PassState, Error> {
    forget_rows(connection, pass)?;
    connection.execute(
        "UPDATE pass SET state = 'running', next_page = 1, as_of = NULL, total = NULL, moved = 0,
             unreadable = '', rows = NULL, reason = NULL, digest = NULL, empty_since = NULL,
             archive = NULL
         WHERE id = ?1",
        [pass.0],
    )?;
    Ok(PassState::new(pass))
}

/// What is stored of a listing.
pub fn state(connection: &Connection, listing: &str) -> Result<ListingState, Error> {
    let mut state = ListingState::default();
    let copy = connection.query_row(
        "SELECT rows, as_of, as_of >= closes_at, iif(state = 'disputed', reason, NULL) FROM pass
         WHERE period = ?1 AND state IN ('complete', 'disputed') ORDER BY id DESC LIMIT 1",
        [listing],
        |row| {
            let rows = row.get::<_, i64>(0)?.unsigned_abs();
            let mut copy = StoredCopy::new(rows, row.get(1)?, row.get(2)?);
            copy.dispute = row.get(3)?;
            Ok(copy)
        },
    );
    state.copy = copy.optional()?;
    let unfinished = format!(
        "{PASS_STATE} WHERE period = ?1 AND state IN ('running', 'incomplete')
         ORDER BY id DESC LIMIT 1"
    );
    state.unfinished = connection.query_row(&unfinished, [listing], pass_state).optional()?;
    Ok(state)
}

/// Leaves one copy of a listing when a pass has ended: of two that ended well the one that holds for the
/// later time. Removes what older passes hold whose owner is gone.
pub fn remove_others(
    connection: &Connection,
    database: &Path,
    pass: Pass,
    is_copy: bool,
) -> Result<(), Error> {
    let mut statement = connection.prepare(
        "SELECT other.id, other.state, other.as_of > pass.as_of FROM pass
         JOIN pass AS other ON other.period = pass.period AND other.id <> pass.id
         WHERE pass.id = ?1",
    )?;
    let others =
        statement.query_map([pass.0], |row| Ok((Pass(row.get(0)?), row.get(1)?, row.get(2)?)))?;
    let mut is_outdated = false;
    for (other, state, is_later) in
        others.collect::<Result<Vec<(Pass, String, Option<bool>)>, _>>()?
    {
        let lock = match state.as_str() {
            "complete" | "disputed" if !is_copy => continue,
            "complete" | "disputed" if is_later == Some(true) => {
                is_outdated = true;
                continue;
            }
            "complete" | "disputed" => None,
            _ if other.0 > pass.0 => continue,
            "running" => match PassLock::take(database, other)? {
                None => continue,
                lock => lock,
            },
            _ => None,
        };
        remove(connection, other)?;
        drop(lock);
    }
    if is_outdated { remove(connection, pass) } else { Ok(()) }
}

fn remove(connection: &Connection, pass: Pass) -> Result<(), Error> {
    forget_rows(connection, pass)?;
    connection.execute("DELETE FROM pass WHERE id = ?1", [pass.0])?;
    Ok(())
}

fn forget_rows(connection: &Connection, pass: Pass) -> Result<(), Error> {
    for table in ["listed", "waiting", "release_member"] {
        connection.execute(&format!("DELETE FROM {table} WHERE pass = ?1"), [pass.0])?;
    }
    Ok(())
}

/// The passes over a listing that were not read to their end, newest first.
fn running(connection: &Connection, listing: &str) -> Result<Vec<PassState>, Error> {
    let select = format!("{PASS_STATE} WHERE period = ?1 AND state = 'running' ORDER BY id DESC");
    let mut statement = connection.prepare(&select)?;
    let states = statement.query_map([listing], pass_state)?;
    Ok(states.collect::<Result<_, _>>()?)
}

/// Rows of a pass that are stored: those of its listing, or those of the members of a release.
macro_rules! stored_rows {
    () => {
        "((SELECT count(*) FROM listed WHERE pass = pass.id)
          + (SELECT coalesce(sum(records) - sum(repeats), 0) FROM release_member
             WHERE pass = pass.id))"
    };
}
pub(crate) use stored_rows;

const PASS_STATE: &str =
    concat!("SELECT id, next_page, total, ", stored_rows!(), ", archive FROM pass");

fn pass_state(row: &Row) -> rusqlite::Result<PassState> {
    let mut state = PassState::new(Pass(row.get(0)?));
    state.cursor = Cursor(row.get::<_, i64>(1)?.unsigned_abs());
    state.total = row.get::<_, Option<i64>>(2)?.map(i64::unsigned_abs);
    state.rows = row.get::<_, i64>(3)?.unsigned_abs();
    state.archive = row.get(4)?;
    Ok(state)
}
