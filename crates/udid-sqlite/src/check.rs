//! Whether a database is sound: the file, and what must hold between its rows. Nothing is changed.

use rusqlite::Connection;
use udid_store::content_hash;

use crate::error::Error;
use crate::passes::stored_rows;
use crate::read;

/// More problems are of no use to anybody.
const MOST_PROBLEMS: usize = 100;

/// What must hold, as queries that find nothing.
const RULES: [(&str, &str); 4] = [
    (
        concat!(
            "SELECT period || ': ' || rows || ' rows were complete, ' || stored || ' are stored' FROM
             (SELECT period, rows, ",
            stored_rows!(),
            " AS stored FROM pass WHERE state IN ('complete', 'disputed'))
         WHERE rows <> stored"
        ),
        "copy",
    ),
    (
        "SELECT period FROM pass WHERE state IN ('complete', 'disputed')
         GROUP BY period HAVING count(*) > 1",
        "period with several copies",
    ),
    (
        "SELECT key FROM record WHERE NOT EXISTS (SELECT * FROM family WHERE id = record.family)",
        "record without its family",
    ),
    (
        "SELECT id FROM family WHERE NOT EXISTS (SELECT * FROM record WHERE family = family.id)",
        "family without records",
    ),
];

/// What is wrong with a database; nothing if it is sound.
pub fn problems(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut problems = Vec::new();
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let verdicts = statement.query_map([], |row| row.get::<_, String>(0))?;
    problems.extend(verdicts.collect::<Result<Vec<_>, _>>()?.into_iter().filter(|it| it != "ok"));
    if !problems.is_empty() {
        // What the tables say is not to be trusted.
        return Ok(problems);
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, parent) = (row.get::<_, String>(0)?, row.get::<_, String>(2)?);
        problems.push(format!("a row of {table} refers to a row of {parent} that is not there"));
    }
    for (query, name) in RULES {
        let mut statement = connection.prepare(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()?.filter(|_| problems.len() < MOST_PROBLEMS) {
            let place = match row.get_ref(0)? {
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                other => other.as_str().unwrap_or_default().to_owned(),
            };
            problems.push(format!("{name}: {place}"));
        }
    }
    check_contents(connection, &mut problems)?;
    problems.truncate(MOST_PROBLEMS);
    Ok(problems)
}

/// Each record says what it said when it was stored.
fn check_contents(connection: &Connection, problems: &mut Vec<String>) -> Result<(), Error> {
    let mut statement = connection.prepare("SELECT id, key, content FROM record")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()?.filter(|_| problems.len() < MOST_PROBLEMS) {
        let (id, key, content) = (row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?);
        match read::record(connection, id) {
            Ok(Some(record)) if content_hash(&record) == content => {}
            Ok(_) => problems.push(format!("record {key} does not say what it said when stored")),
            Err(Error::Row(error)) => problems.push(format!("record {key}: {error}")),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
