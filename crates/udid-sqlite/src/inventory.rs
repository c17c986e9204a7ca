//! What a database holds.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row};
use udid_store::{CopyState, Inventory, Listing, StoredListing};
use udid_types::DeviceRecord;

use crate::changes::delisting_limit;
use crate::error::Error;
use crate::passes::stored_rows;
use crate::read;

/// What is stored, as one reading of the database.
pub fn inventory(connection: &mut Connection) -> Result<Inventory, Error> {
    let transaction = connection.transaction()?;
    let mut inventory = Inventory::default();
    let registry = transaction.query_row("SELECT name FROM registry", [], |row| row.get(0));
    inventory.registry = registry.optional()?;
    let limit = delisting_limit(&transaction)?;
    let count = |select: &str| -> Result<u64, Error> {
        Ok(transaction.query_row(select, [], |row| row.get::<_, i64>(0))?.unsigned_abs())
    };
    let number =
        |row: &Row, index| Ok::<_, rusqlite::Error>(row.get::<_, i64>(index)?.unsigned_abs());
    // One reading of the largest table.
    (inventory.records, inventory.delisted, inventory.unordered) = transaction.query_row(
        "SELECT count(*), count(*) FILTER (WHERE as_of > 0 AND as_of < ?1),
             count(*) FILTER (WHERE correction_number IS NULL
                 AND (version_status = '纠错' OR correction_time IS NOT NULL)) FROM record",
        [limit],
        |row| Ok((number(row, 0)?, number(row, 1)?, number(row, 2)?)),
    )?;
    inventory.orphans = count("SELECT count(*) FROM waiting WHERE reason IS NOT NULL")?;
    inventory.last_change = count("SELECT coalesce(max(sequence), 0) FROM change")?;
    inventory.bytes =
        count("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?;
    inventory.listings = listings(&transaction)?;
    Ok(inventory)
}

/// The listings of which something is stored.
pub fn listings(connection: &Connection) -> Result<Vec<StoredListing>, Error> {
    let select = concat!(
        "SELECT period, state, coalesce(as_of >= closes_at, 0), reason, ",
        stored_rows!(),
        " FROM pass ORDER BY period, id"
    );
    let mut statement = connection.prepare(select)?;
    let listings = statement.query_map([], |row| {
        let listing = Listing::from_name(&row.get::<_, String>(0)?);
        let state = match row.get::<_, String>(1)?.as_str() {
            "complete" => CopyState::Complete,
            "disputed" => CopyState::Disputed,
            "incomplete" => CopyState::Incomplete,
            _ => CopyState::Running,
        };
        let rows = row.get::<_, i64>(4)?.unsigned_abs();
        let mut stored = StoredListing::new(listing, state, rows, row.get(2)?);
        stored.reason = row.get(3)?;
        Ok(stored)
    });
    Ok(listings?.collect::<Result<_, _>>()?)
}

/// Draws of a sample for each record that is wanted: some hit the same record.
const DRAWS: u32 = 4;

/// Records drawn at random.
pub fn sample(connection: &mut Connection, most: u32) -> Result<Vec<DeviceRecord>, Error> {
    let transaction = connection.transaction()?;
    let one = |select: &str, value: i64| {
        transaction.prepare_cached(select)?.query_row([value], |row| row.get::<_, i64>(0))
    };
    let count = one("SELECT count(*) FROM record WHERE ?1", 1)?;
    let mut ids = BTreeSet::new();
    if count <= i64::from(most) {
        let mut all = transaction.prepare("SELECT id FROM record")?;
        ids = all.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    } else {
        let last = one("SELECT max(id) FROM record WHERE ?1", 1)?;
        for _ in 0..most.saturating_mul(DRAWS) {
            let drawn = one("SELECT 1 + abs(random() % ?1)", last)?;
            ids.insert(one("SELECT id FROM record WHERE id >= ?1 ORDER BY id LIMIT 1", drawn)?);
            if ids.len() == most as usize {
                break;
            }
        }
    }
    ids.into_iter().map(|id| read::record(&transaction, id)).filter_map(Result::transpose).collect()
}
