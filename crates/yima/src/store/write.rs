//! Pages into the database: one transaction each.

use std::sync::LazyLock;

use rusqlite::{
    CachedStatement, OptionalExtension, ToSql, Transaction, TransactionBehavior, params,
};
use udid_types::{Device, DeviceRecord};
use wire::Model;

use super::schema::{CHILDREN, CLINICAL, CONTACT, ChildTable, PACKAGE, STORAGE, columns, names};
use super::{Pull, Store, StoreError};

/// What a page did to the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageCounts {
    /// Records that were not there.
    pub inserted: u64,
    /// Records that were there in the same or an older version.
    pub replaced: u64,
    /// Records that were there in a newer version, which stays.
    pub kept: u64,
}

impl std::ops::AddAssign for PageCounts {
    fn add_assign(&mut self, page: Self) {
        self.inserted += page.inserted;
        self.replaced += page.replaced;
        self.kept += page.kept;
    }
}

impl Store {
    /// Stores the records of a page, at which page the pull goes on and what the service counted,
    /// in one transaction.
    pub fn write_page(
        &mut self,
        pull: Pull,
        next_page: u64,
        total: Option<u64>,
        records: &[DeviceRecord],
    ) -> Result<PageCounts, StoreError> {
        // One that only turns to writing half-way fails when another program wrote meanwhile.
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut counts = PageCounts::default();
        for record in records {
            write_record(&transaction, pull, record, &mut counts)?;
        }
        transaction.execute(
            "UPDATE pull SET next_page = ?2, total = ?3 WHERE id = ?1",
            params![pull.0, integer(next_page), total.map(integer)],
        )?;
        transaction.commit()?;
        Ok(counts)
    }
}

fn write_record(
    transaction: &Transaction,
    pull: Pull,
    record: &DeviceRecord,
    counts: &mut PageCounts,
) -> Result<(), StoreError> {
    let device = &record.device;
    let key = key_of(device);
    let stored = stored_version(transaction, &key)?;
    let id = match stored {
        None => {
            counts.inserted += 1;
            write_device(transaction, &INSERT_DEVICE, &key, device)?;
            transaction.last_insert_rowid()
        }
        Some((id, version)) if version <= version_of(device) => {
            counts.replaced += 1;
            write_device(transaction, &UPDATE_DEVICE, &key, device)?;
            delete_children(transaction, id)?;
            id
        }
        Some((id, _)) => {
            counts.kept += 1;
            return note_membership(transaction, pull, id);
        }
    };
    write_rows(transaction, &CONTACT, id, &device.contacts)?;
    write_rows(transaction, &PACKAGE, id, &record.packages)?;
    write_rows(transaction, &STORAGE, id, &record.storage_conditions)?;
    write_rows(transaction, &CLINICAL, id, &record.clinical_sizes)?;
    note_membership(transaction, pull, id)
}

/// The record's key; the service always sends one, but a record without one is kept as well.
fn key_of(device: &Device) -> String {
    let key = device.device_record_key.as_deref().filter(|key| !key.trim().is_empty());
    let di = || format!("primary_di:{}", device.primary_di.as_deref().unwrap_or_default());
    key.map_or_else(di, str::to_owned)
}

fn version_of(device: &Device) -> u64 {
    device.version_number.as_ref().and_then(wire::Count::get).unwrap_or(0)
}

/// The number of a stored version, read as that of a record is: a text that is none is the oldest.
pub(super) fn version_in(text: Option<String>) -> u64 {
    text.map(wire::Count::from).as_ref().and_then(wire::Count::get).unwrap_or(0)
}

fn stored_version(transaction: &Transaction, key: &str) -> Result<Option<(i64, u64)>, StoreError> {
    let found = transaction
        .prepare_cached("SELECT id, version_number FROM device WHERE key = ?1")?
        .query_row([key], |row| Ok((row.get(0)?, version_in(row.get(1)?))));
    Ok(found.optional()?)
}

/// SQLite's integers have a sign.
fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Statements with a parameter for every column.
static INSERT_DEVICE: LazyLock<String> = LazyLock::new(|| {
    let fields = Device::INFO.fields;
    let (columns, marks) = (names(fields, str::to_owned), names(fields, |_| "?".to_owned()));
    format!("INSERT INTO device (key, {columns}) VALUES (?, {marks})")
});

static UPDATE_DEVICE: LazyLock<String> = LazyLock::new(|| {
    let fields = Device::INFO.fields;
    let (columns, marks) = (names(fields, str::to_owned), names(fields, |_| "?".to_owned()));
    format!("UPDATE device SET (key, {columns}) = (?1, {marks}) WHERE key = ?1")
});

fn write_device(
    transaction: &Transaction,
    text: &str,
    key: &str,
    device: &Device,
) -> Result<(), StoreError> {
    let mut binder = Binder { statement: transaction.prepare_cached(text)?, bound: 0 };
    binder.bind(key)?;
    binder.bind_model(device)?;
    binder.execute()
}

fn delete_children(transaction: &Transaction, id: i64) -> Result<(), StoreError> {
    for table in CHILDREN {
        let delete = format!("DELETE FROM {} WHERE record = ?1", table.name);
        transaction.prepare_cached(&delete)?.execute([id])?;
    }
    Ok(())
}

fn write_rows<M: Model>(
    transaction: &Transaction,
    table: &ChildTable,
    record: i64,
    rows: &[M],
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let (name, columns) = (table.name, names(table.fields, str::to_owned));
    let marks = names(table.fields, |_| "?".to_owned());
    let insert = format!("INSERT INTO {name} (record, position, {columns}) VALUES (?, ?, {marks})");
    let mut binder = Binder { statement: transaction.prepare_cached(&insert)?, bound: 0 };
    for (position, row) in rows.iter().enumerate() {
        binder.bind(record)?;
        binder.bind(i64::try_from(position).unwrap_or(i64::MAX))?;
        binder.bind_model(row)?;
        binder.execute()?;
    }
    Ok(())
}

fn note_membership(transaction: &Transaction, pull: Pull, id: i64) -> Result<(), StoreError> {
    let insert = "INSERT INTO pull_record (pull, record) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    transaction.prepare_cached(insert)?.execute(params![pull.0, id])?;
    Ok(())
}

/// Binds values one after the other, without collecting them first.
struct Binder<'a> {
    statement: CachedStatement<'a>,
    bound: usize,
}

impl Binder<'_> {
    fn bind(&mut self, value: impl ToSql) -> Result<(), StoreError> {
        self.bound += 1;
        Ok(self.statement.raw_bind_parameter(self.bound, value)?)
    }

    /// The columns of a model, in their order.
    fn bind_model<M: Model>(&mut self, model: &M) -> Result<(), StoreError> {
        for (index, _) in columns(M::INFO.fields) {
            self.bind(model.get(index).text().as_deref())?;
        }
        let unknown = model.unknown_fields();
        let unknown = (!unknown.is_empty()).then(|| unknown.to_json());
        self.bind(unknown)
    }

    fn execute(&mut self) -> Result<(), StoreError> {
        self.bound = 0;
        self.statement.raw_execute()?;
        Ok(())
    }
}
