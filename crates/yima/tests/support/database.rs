//! What a database holds, in a form in which two of them can be compared.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

/// All rows of all tables by table. Rows of `device` are named by their key and not by their
/// number, which depends on the order in which they came.
#[derive(Debug, PartialEq, Eq)]
pub struct Content(BTreeMap<&'static str, Vec<String>>);

const KEY: &str = "(SELECT key FROM device WHERE device.id = record)";

impl Content {
    /// Everything in a database, which must be sound.
    pub fn of(path: &Path) -> Self {
        let connection = open(path);
        let verdict: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .expect("a check of the database");
        assert_eq!(verdict, "ok");
        let mut tables = BTreeMap::new();
        tables.insert("device", rows(&connection, "device", "key"));
        for table in ["contact", "package", "storage", "clinical"] {
            tables.insert(table, rows(&connection, table, KEY));
        }
        let of_pull = format!("(SELECT period FROM pull WHERE id = pull), {KEY}");
        tables.insert("pull_record", rows(&connection, "pull_record", &of_pull));
        Self(tables)
    }

    /// Number of rows of a table.
    pub fn count(&self, table: &str) -> usize {
        self.0[table].len()
    }

    /// Fails with the first difference; all of them would be megabytes.
    #[track_caller]
    pub fn assert_same(&self, other: &Self) {
        for (table, rows) in &self.0 {
            let others = &other.0[table];
            for (row, other) in rows.iter().zip(others) {
                assert_eq!(row, other, "in {table}");
            }
            assert_eq!(rows.len(), others.len(), "rows in {table}");
        }
    }
}

/// Opens a database without changing it.
pub fn open(path: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).expect("a database")
}

/// Every row as text, in order: `naming` before all columns but the numbers.
fn rows(connection: &Connection, table: &str, naming: &str) -> Vec<String> {
    let select = format!("SELECT {naming}, * FROM {table}");
    let mut statement = connection.prepare(&select).expect("a table of ours");
    let names = statement.column_names().map(str::to_owned).collect::<Vec<_>>();
    let is_number = |name: &str| matches!(name, "id" | "record" | "pull");
    let shown: Vec<_> = (0..names.len()).filter(|index| !is_number(&names[*index])).collect();
    let as_text = |row: &Row| {
        let cells = shown.iter().map(|index| match row.get_ref(*index)? {
            ValueRef::Null => Ok("null".to_owned()),
            ValueRef::Integer(number) => Ok(number.to_string()),
            other => Ok(format!("{:?}", other.as_str()?)),
        });
        let cells = cells.collect::<Result<Vec<_>, rusqlite::Error>>()?;
        Ok(cells.join(" | "))
    };
    let rows = statement.query_map([], as_text).expect("rows");
    let mut rows = rows.collect::<Result<Vec<_>, _>>().expect("texts and numbers");
    rows.sort();
    rows
}
