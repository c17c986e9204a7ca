//! How far a pull has come.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};

/// A day or month that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pull(pub(super) i64);

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PullState {
    /// The first page that is not stored.
    pub next_page: u64,
    /// Whether all pages were stored.
    pub complete: bool,
    /// Records stored that belong to it.
    pub records: u64,
}

impl Store {
    /// The pull of a period, begun if it is new. One that was complete begins anew.
    pub fn begin_pull(&mut self, period: &str) -> Result<(Pull, PullState), StoreError> {
        self.connection.execute(
            "INSERT INTO pull (period, next_page, complete) VALUES (?1, 1, 0)
             ON CONFLICT (period) DO UPDATE SET next_page = iif(complete, 1, next_page), complete = 0",
            [period],
        )?;
        let row = self.connection.query_row(
            "SELECT id, next_page FROM pull WHERE period = ?1",
            [period],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let (id, next_page): (i64, i64) = row;
        let pull = Pull(id);
        let records = self.pulled_records(pull)?;
        let next_page = u64::try_from(next_page).unwrap_or(1);
        Ok((pull, PullState { next_page, complete: false, records }))
    }

    /// What is known of a period, if it was ever pulled.
    pub fn pull_state(&self, period: &str) -> Result<Option<PullState>, StoreError> {
        let found = self.connection.query_row(
            "SELECT id, next_page, complete FROM pull WHERE period = ?1",
            [period],
            |row| Ok((Pull(row.get(0)?), row.get::<_, i64>(1)?, row.get(2)?)),
        );
        let Some((pull, next_page, complete)) = found.optional()? else { return Ok(None) };
        let records = self.pulled_records(pull)?;
        let next_page = u64::try_from(next_page).unwrap_or(1);
        Ok(Some(PullState { next_page, complete, records }))
    }

    fn pulled_records(&self, pull: Pull) -> Result<u64, StoreError> {
        let count: i64 = self.connection.query_row(
            "SELECT count(*) FROM pull_record WHERE pull = ?1",
            [pull.0],
            |row| row.get(0),
        )?;
        Ok(count.unsigned_abs())
    }

    /// Key and version of every record of a pull that is stored.
    pub fn known_records(&self, pull: Pull) -> Result<Vec<(String, u64)>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT key, CAST(version_number AS INTEGER) FROM device
             WHERE id IN (SELECT record FROM pull_record WHERE pull = ?1)",
        )?;
        let rows = statement.query_map([pull.0], |row| {
            let version: Option<i64> = row.get(1)?;
            Ok((row.get(0)?, version.and_then(|version| u64::try_from(version).ok()).unwrap_or(0)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
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
