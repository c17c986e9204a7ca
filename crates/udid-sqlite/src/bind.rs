//! Values as SQLite takes them.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, ToSql};
use udid_store::tables::CellValue;

use crate::error::Error;

/// A stored value as SQLite takes it.
pub struct CellSql<'a>(pub &'a CellValue<'a>);

impl ToSql for CellSql<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            CellValue::Null => ValueRef::Null,
            CellValue::Integer(number) => ValueRef::Integer(*number),
            CellValue::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// Binds values one after another, without collecting them first.
pub struct Binder<'a> {
    pub statement: CachedStatement<'a>,
    pub bound: usize,
}

impl Binder<'_> {
    pub fn bind(&mut self, value: impl ToSql) -> Result<(), Error> {
        self.bound += 1;
        Ok(self.statement.raw_bind_parameter(self.bound, value)?)
    }

    pub fn execute(&mut self) -> Result<(), Error> {
        self.bound = 0;
        self.statement.raw_execute()?;
        Ok(())
    }
}

/// SQLite's integers have a sign.
pub fn to_integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
