//! What a database holds, in a form in which two of them can be compared.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

/// All rows of all tables by table. Rows of `device` are named by their key and not by their
/// number, which depends on the order in which they came.
#[derive(Debug, PartialEq, Eq)]
pub struct Content(BTreeMap<&'static str, Vec<Row>>);

/// A row as text.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    /// Key of the record that it belongs to.
    key: String,
    text: String,
}

const KEY: &str = "(SELECT key FROM device WHERE device.id = record)";

/// Which records were read in a pull: beside the records themselves.
const MEMBERSHIP: &str = "listed";

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
        let of_pass = format!("{KEY}, (SELECT period FROM pass WHERE id = pass)");
        tables.insert(MEMBERSHIP, rows(&connection, MEMBERSHIP, &of_pass));
        Self(tables)
    }

    /// Whether text was repaired that was not valid when it was sent.
    pub fn has_repaired_text(&self) -> bool {
        let is_repaired = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
        self.0.values().flatten().any(|row| is_repaired(&row.key) || is_repaired(&row.text))
    }

    /// Number of rows of a table.
    pub fn count(&self, table: &str) -> usize {
        self.0[table].len()
    }

    /// Fails with the first difference; all of them would be megabytes.
    #[track_caller]
    pub fn assert_same(&self, other: &Self) {
        assert_eq!(self.difference(other), None);
    }

    /// The first difference.
    pub fn difference(&self, other: &Self) -> Option<String> {
        self.0.iter().find_map(|(table, rows)| difference(table, rows, other.0[table].iter()))
    }

    /// The first difference between a record that is here and the same record there: none if all
    /// that is here is there as well, each record whole.
    pub fn difference_in_part(&self, whole: &Self) -> Option<String> {
        let keys: BTreeSet<_> = self.0["device"].iter().map(|row| &row.key).collect();
        let mut tables = self.0.iter().filter(|(table, _)| **table != MEMBERSHIP);
        tables.find_map(|(table, rows)| {
            let wanted = whole.0[table].iter().filter(|row| keys.contains(&row.key));
            difference(table, rows, wanted)
        })
    }
}

fn difference<'a>(
    table: &str,
    rows: &[Row],
    others: impl Iterator<Item = &'a Row>,
) -> Option<String> {
    // What belongs to a record is a set.
    let (mut rows, mut others) = (rows.iter().collect::<Vec<_>>(), others.collect::<Vec<_>>());
    rows.dedup();
    others.dedup();
    let unequal = rows.iter().zip(&others).find(|(row, other)| row != other);
    let unequal = unequal.map(|(row, other)| {
        format!("in {table}:\n{} | {}\n{} | {}", row.key, row.text, other.key, other.text)
    });
    let (count, other) = (rows.len(), others.len());
    unequal.or_else(|| (count != other).then(|| format!("{count} rows in {table}, not {other}")))
}

/// Opens a database without changing it.
pub fn open(path: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).expect("a database")
}

/// Every row as text, in order: `naming`, which begins with the key, before all columns but numbers of
/// rows, positions and times.
fn rows(connection: &Connection, table: &str, naming: &str) -> Vec<Row> {
    let select = format!("SELECT {naming}, * FROM {table}");
    let mut statement = connection.prepare(&select).expect("a table of ours");
    let names = statement.column_names().map(str::to_owned).collect::<Vec<_>>();
    let is_number = |name: &str| matches!(name, "id" | "record" | "pass" | "as_of" | "position");
    let shown: Vec<_> = (1..names.len()).filter(|index| !is_number(&names[*index])).collect();
    let as_text = |row: &rusqlite::Row| {
        let cells = shown.iter().map(|index| match row.get_ref(*index)? {
            ValueRef::Null => Ok("null".to_owned()),
            ValueRef::Integer(number) => Ok(number.to_string()),
            other => Ok(format!("'{}'", other.as_str()?)),
        });
        let cells = cells.collect::<Result<Vec<_>, rusqlite::Error>>()?;
        Ok(Row { key: row.get(0)?, text: cells.join(" | ") })
    };
    let rows = statement.query_map([], as_text).expect("rows");
    let mut rows = rows.collect::<Result<Vec<_>, _>>().expect("texts and numbers");
    rows.sort();
    rows
}

/// What the registrants of all stored records are looked up by: the credit code, which for imports is
/// the agent's, and the names of registrants of imports.
pub fn registrants(file: &Path) -> BTreeSet<String> {
    let connection = Connection::open(file).unwrap();
    let select = "SELECT credit_code FROM device UNION
         SELECT registrant_name FROM device JOIN registration_number ON record = device.id
         WHERE number LIKE '国械注进%' OR number LIKE '国械备%'";
    let mut statement = connection.prepare(select).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// The table of registrants by search key, without the time.
pub fn organizations(file: &Path) -> BTreeMap<String, (bool, Vec<Option<String>>)> {
    let connection = Connection::open(file).unwrap();
    let mut statement = connection.prepare("SELECT * FROM organization").unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        let fields = (3..columns).map(|index| row.get(index)).collect::<Result<_, _>>()?;
        Ok((row.get(0)?, (row.get(2)?, fields)))
    });
    rows.unwrap().map(Result::unwrap).collect()
}
