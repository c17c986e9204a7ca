//! The end of a pass: what waits is placed, and the pass is judged by what is stored.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use udid_store::{Completion, Digest, Pass, PassFacts, Shortfall, judge, judge_release};

use crate::error::Error;
use crate::passes::stored_rows;
use crate::{changes, members, passes, waiting};

/// Places waiting rows, judges the pass and keeps the verdict, in one transaction.
pub fn complete(
    connection: &mut Connection,
    database: &Path,
    pass: Pass,
    has_ended: bool,
) -> Result<Completion, Error> {
    if !has_ended {
        return Ok(Completion::Incomplete(Shortfall::NotEnded));
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let limit = changes::delisting_limit(&transaction)?;
    waiting::place(&transaction, pass)?;
    let facts = facts(&transaction, pass)?;
    let verdict = if members::is_release(&transaction, pass)? {
        judge_release(&members::facts(&transaction, pass)?)
    } else {
        judge(&facts)
    };
    let completion = match verdict {
        Ok(()) => Completion::Complete,
        // Whether a listing is empty, time tells.
        Err(Shortfall::NoTotal) if facts.rows == 0 => Completion::Incomplete(Shortfall::NoTotal),
        Err(reason) if is_disputed(&transaction, pass, &reason)? => Completion::Disputed(reason),
        Err(reason) => Completion::Incomplete(reason),
    };
    let (state, reason) = match &completion {
        Completion::Complete => ("complete", None),
        Completion::Disputed(reason) => ("disputed", Some(reason.to_string())),
        Completion::Incomplete(reason) => ("incomplete", Some(reason.to_string())),
    };
    let is_empty = (facts.rows == 0 && facts.total.is_none()).then_some(facts.as_of);
    let empty_since = facts.empty_since.or(is_empty).filter(|_| is_empty.is_some());
    transaction.execute(
        "UPDATE pass SET state = ?2, reason = ?3, rows = ?4, empty_since = ?5 WHERE id = ?1",
        params![pass.0, state, reason, facts.rows.cast_signed(), empty_since],
    )?;
    if completion == Completion::Complete {
        changes::log_full_release(&transaction, pass, limit)?;
    }
    passes::remove_others(&transaction, database, pass, state != "incomplete")?;
    transaction.commit()?;
    Ok(completion)
}

/// What is stored of a pass.
fn facts(connection: &Connection, pass: Pass) -> Result<PassFacts, Error> {
    let unsettled = waiting::ambiguous(connection, pass)?.len() as u64;
    let facts = connection.query_row(
        concat!(
            "SELECT total, moved, unreadable, as_of, ",
            stored_rows!(),
            ",
                (SELECT count(*) FROM waiting WHERE pass = pass.id),
                EXISTS (SELECT * FROM pass AS copy WHERE copy.period = pass.period
                        AND copy.state IN ('complete', 'disputed') AND copy.rows > 0),
                (SELECT min(empty_since) FROM pass AS empty WHERE empty.period = pass.period
                 AND empty.state = 'incomplete')
         FROM pass WHERE id = ?1"
        ),
        [pass.0],
        |row| {
            let count = |index| row.get::<_, i64>(index).map(i64::unsigned_abs);
            let mut facts = PassFacts::default();
            facts.total = row.get::<_, Option<i64>>(0)?.map(i64::unsigned_abs);
            facts.has_moved = row.get(1)?;
            facts.unreadable = row.get(2)?;
            facts.as_of = row.get::<_, Option<i64>>(3)?.unwrap_or_default();
            facts.rows = count(4)?;
            facts.orphans = count(5)?;
            facts.had_rows = row.get(6)?;
            facts.empty_since = row.get(7)?;
            facts.unsettled = unsettled;
            Ok(facts)
        },
    );
    Ok(facts?)
}

/// Whether an earlier pass ended with the same rows and for the same reason, both after the listing had
/// closed: it will not change by asking again.
fn is_disputed(connection: &Connection, pass: Pass, reason: &Shortfall) -> Result<bool, Error> {
    if !reason.may_last() {
        return Ok(false);
    }
    let digest = digest(connection, pass)?;
    connection.execute("UPDATE pass SET digest = ?2 WHERE id = ?1", params![pass.0, digest])?;
    let earlier = connection.query_row(
        "SELECT 1 FROM pass AS earlier JOIN pass ON pass.period = earlier.period
         WHERE pass.id = ?1 AND earlier.id <> ?1
             AND earlier.state IN ('incomplete', 'disputed') AND earlier.reason = ?2
             AND earlier.digest = pass.digest
             AND earlier.as_of >= pass.closes_at AND pass.as_of >= pass.closes_at",
        params![pass.0, reason.to_string()],
        |_| Ok(()),
    );
    Ok(earlier.optional()?.is_some())
}

/// A hash of the rows and orphans of a pass.
fn digest(connection: &Connection, pass: Pass) -> Result<String, Error> {
    let mut digest = Digest::default();
    let mut statement = connection.prepare(
        "SELECT key || ' ' || version || ' ' || nth FROM listed JOIN record ON record.id = listed.record
         WHERE pass = ?1
         UNION ALL SELECT kind || row FROM waiting WHERE pass = ?1
         UNION ALL SELECT archive FROM pass WHERE id = ?1 AND archive IS NOT NULL ORDER BY 1",
    )?;
    let mut rows = statement.query([pass.0])?;
    while let Some(row) = rows.next()? {
        digest.add(&row.get::<_, String>(0)?);
    }
    Ok(digest.finish())
}
