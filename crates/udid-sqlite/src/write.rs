//! Batches into the database, one transaction each.

use std::sync::LazyLock;

use rusqlite::{CachedStatement, Connection, ToSql, Transaction, TransactionBehavior, params};
use udid_store::tables::{CHILDREN, CLINICAL, CONTACT, DEVICE, PACKAGE, STORAGE, Table};
use udid_store::{Batch, BatchCounts, Merge, Pass, Sighting, Version, merge, record_key};
use udid_types::{Device, DeviceRecord};
use wire::Model;

use crate::error::Error;
use crate::versions;

/// Stores records, membership, cursor and total of a batch.
pub fn write(connection: &mut Connection, pass: Pass, batch: &Batch) -> Result<BatchCounts, Error> {
    // A deferred transaction fails when another process writes before its first write.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let sighting = versions::sighting(&transaction, pass)?;
    let mut counts = BatchCounts::default();
    for record in &batch.records {
        let id = write_record(&transaction, record, sighting, &mut counts)?;
        note_membership(&transaction, pass, id)?;
    }
    transaction.execute(
        "UPDATE pull SET next_page = ?2, total = ?3 WHERE id = ?1",
        params![pass.0, to_integer(batch.next.0), batch.total.map(to_integer)],
    )?;
    transaction.commit()?;
    Ok(counts)
}

/// Stores a record by the merge rule and gives the number of its row.
fn write_record(
    transaction: &Transaction,
    record: &DeviceRecord,
    sighting: Sighting,
    counts: &mut BatchCounts,
) -> Result<i64, Error> {
    let device = &record.device;
    let key = record_key(device);
    let mut version = Version::of(record, sighting);
    let stored = versions::stored(transaction, &key)?;
    let id = match (merge(stored.as_ref().map(|(_, version)| version), &version), stored) {
        (Merge::Keep, Some((id, _))) => {
            counts.kept += 1;
            return Ok(id);
        }
        (Merge::Confirm, Some((id, stored))) => {
            counts.replaced += 1;
            version.sighting.as_of = sighting.as_of.max(stored.sighting.as_of);
            version.sighting.origin = sighting.origin.max(stored.sighting.origin);
            versions::note(transaction, id, &version)?;
            return Ok(id);
        }
        (Merge::Replace, Some((id, _))) => {
            counts.replaced += 1;
            write_device(transaction, &UPDATE_DEVICE, &key, device)?;
            delete_children(transaction, id)?;
            id
        }
        (_, _) => {
            counts.inserted += 1;
            write_device(transaction, &INSERT_DEVICE, &key, device)?;
            transaction.last_insert_rowid()
        }
    };
    versions::note(transaction, id, &version)?;
    write_rows(transaction, &CONTACT, id, &device.contacts)?;
    write_rows(transaction, &PACKAGE, id, &record.packages)?;
    write_rows(transaction, &STORAGE, id, &record.storage_conditions)?;
    write_rows(transaction, &CLINICAL, id, &record.clinical_sizes)?;
    Ok(id)
}

/// SQLite's integers have a sign.
pub fn to_integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Statements with a parameter for every column.
static INSERT_DEVICE: LazyLock<String> = LazyLock::new(|| {
    let (columns, marks) = columns_and_marks(&DEVICE);
    format!("INSERT INTO device (key, {columns}) VALUES (?, {marks})")
});

static UPDATE_DEVICE: LazyLock<String> = LazyLock::new(|| {
    let (columns, marks) = columns_and_marks(&DEVICE);
    format!("UPDATE device SET (key, {columns}) = (?1, {marks}) WHERE key = ?1")
});

fn columns_and_marks(table: &Table) -> (String, String) {
    (table.column_list(str::to_owned), table.column_list(|_| "?".to_owned()))
}

fn write_device(
    transaction: &Transaction,
    text: &str,
    key: &str,
    device: &Device,
) -> Result<(), Error> {
    let mut binder = Binder { statement: transaction.prepare_cached(text)?, bound: 0 };
    binder.bind(key)?;
    binder.bind_row(&DEVICE, device)?;
    binder.execute()
}

fn delete_children(transaction: &Transaction, id: i64) -> Result<(), Error> {
    for table in CHILDREN {
        let delete = format!("DELETE FROM {} WHERE record = ?1", table.name);
        transaction.prepare_cached(&delete)?.execute([id])?;
    }
    Ok(())
}

fn write_rows<M: Model>(
    transaction: &Transaction,
    table: &Table,
    record: i64,
    rows: &[M],
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let (columns, marks) = columns_and_marks(table);
    let insert =
        format!("INSERT INTO {} (record, position, {columns}) VALUES (?, ?, {marks})", table.name);
    let mut binder = Binder { statement: transaction.prepare_cached(&insert)?, bound: 0 };
    for (position, row) in rows.iter().enumerate() {
        binder.bind(record)?;
        binder.bind(i64::try_from(position).unwrap_or(i64::MAX))?;
        binder.bind_row(table, row)?;
        binder.execute()?;
    }
    Ok(())
}

fn note_membership(transaction: &Transaction, pass: Pass, id: i64) -> Result<(), Error> {
    let insert = "INSERT INTO pull_record (pull, record) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    transaction.prepare_cached(insert)?.execute(params![pass.0, id])?;
    Ok(())
}

/// Binds values one after another, without collecting them first.
struct Binder<'a> {
    statement: CachedStatement<'a>,
    bound: usize,
}

impl Binder<'_> {
    fn bind(&mut self, value: impl ToSql) -> Result<(), Error> {
        self.bound += 1;
        Ok(self.statement.raw_bind_parameter(self.bound, value)?)
    }

    fn bind_row<M: Model>(&mut self, table: &Table, model: &M) -> Result<(), Error> {
        table.values(model).try_for_each(|value| self.bind(value.as_deref()))
    }

    fn execute(&mut self) -> Result<(), Error> {
        self.bound = 0;
        self.statement.raw_execute()?;
        Ok(())
    }
}
