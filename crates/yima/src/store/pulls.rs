//! How far a pull has come.

use rusqlite::{OptionalExtension, TransactionBehavior, params};

use super::write::version_in;
use super::{Store, StoreError};

/// A day or month that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pull(pub(super) i64);

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PullState {
    /// The page at which it goes on.
    pub next_page: u64,
    /// What the service counted on the page that was stored last.
    pub total: Option<u64>,
    /// Whether all pages were stored.
    pub complete: bool,
    /// Records stored of the pages before.
    pub records: u64,
}

impl Store {
    /// The pull of a period, begun if it is new. One that was complete begins anew.
    pub fn begin_pull(&mut self, period: &str) -> Result<(Pull, PullState), StoreError> {
        self.connection.execute(
            "INSERT INTO pull (period, next_page, complete) VALUES (?1, 1, 0)
             ON CONFLICT (period) DO UPDATE SET next_page = iif(complete, 1, next_page)",
            [period],
        )?;
        let (pull, state) = self.find_pull(period)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        if state.next_page > 1 { Ok((pull, state)) } else { Ok((pull, self.begin_anew(pull)?)) }
    }

    /// Goes back to page 1. The records stay, but no longer count as read: some of them may have
    /// gone away, and would stand for others that were not read.
    pub fn begin_anew(&mut self, pull: Pull) -> Result<PullState, StoreError> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute("DELETE FROM pull_record WHERE pull = ?1", [pull.0])?;
        transaction.execute(
            "UPDATE pull SET next_page = 1, total = NULL, complete = 0 WHERE id = ?1",
            [pull.0],
        )?;
        transaction.commit()?;
        Ok(PullState { next_page: 1, total: None, complete: false, records: 0 })
    }

    /// What is known of a period, if it was ever pulled.
    pub fn pull_state(&self, period: &str) -> Result<Option<PullState>, StoreError> {
        Ok(self.find_pull(period)?.map(|(_, state)| state))
    }

    fn find_pull(&self, period: &str) -> Result<Option<(Pull, PullState)>, StoreError> {
        let found = self.connection.query_row(
            "SELECT id, next_page, total, complete FROM pull WHERE period = ?1",
            [period],
            |row| Ok((Pull(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?)),
        );
        let Some((pull, next_page, total, complete)) = found.optional()? else { return Ok(None) };
        let (next_page, total): (i64, Option<i64>) = (next_page, total);
        let (next_page, total) = (next_page.unsigned_abs(), total.map(i64::unsigned_abs));
        let records = self.pulled_records(pull)?;
        Ok(Some((pull, PullState { next_page, total, complete, records })))
    }

    fn pulled_records(&self, pull: Pull) -> Result<u64, StoreError> {
        let count: i64 = self.connection.query_row(
            "SELECT count(*) FROM pull_record WHERE pull = ?1",
            [pull.0],
            |row| row.get(0),
        )?;
        Ok(count.unsigned_abs())
    }

    /// Key and version of every record of a pull that is stored, the key being the one by which a
    /// walk knows the record.
    pub fn known_records(&self, pull: Pull) -> Result<Vec<(String, u64)>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT version_number, device_history_key, device_record_key, primary_di FROM device
             WHERE id IN (SELECT record FROM pull_record WHERE pull = ?1)",
        )?;
        let rows = statement.query_map([pull.0], |row| {
            let version = version_in(row.get(0)?);
            let keys: [Option<String>; 3] = [row.get(1)?, row.get(2)?, row.get(3)?];
            let key = keys.into_iter().flatten().find(|key| !key.trim().is_empty());
            Ok(key.map(|key| (key, version)))
        })?;
        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// Notes that all pages are stored.
    pub fn complete_pull(&mut self, pull: Pull, total: Option<u64>) -> Result<(), StoreError> {
        let total = total.and_then(|total| i64::try_from(total).ok());
        self.connection.execute(
            "UPDATE pull SET complete = 1, total = ?2 WHERE id = ?1",
            params![pull.0, total],
        )?;
        Ok(())
    }
}
