//! Batches into the database, one transaction each.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use udid_store::{
    Batch, BatchCounts, Merge, Pass, Sighting, Version, content_hash, merge, record_key,
    version_text,
};
use udid_types::DeviceRecord;

use crate::bind::to_integer;
use crate::error::Error;
use crate::record_rows::{insert, replace};
use crate::versions::{self, Stored};
use crate::{changes, members, read, waiting};

/// Stores records, membership, waiting rows, cursor and total of a batch.
pub fn write(connection: &mut Connection, pass: Pass, batch: &Batch) -> Result<BatchCounts, Error> {
    // A deferred transaction fails when another process writes before its first write.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    check_registry(&transaction, batch.registry.as_deref())?;
    note_batch(&transaction, pass, batch)?;
    let mut writer = BatchWriter {
        transaction: &transaction,
        pass,
        is_release: members::is_release(&transaction, pass)?,
        is_baseline: changes::is_baseline(&transaction, pass)?,
        sighting: versions::sighting(&transaction, pass)?,
        delisting_limit: changes::delisting_limit(&transaction)?,
        counts: BatchCounts::default(),
        repeats: 0,
        keyless: HashMap::new(),
    };
    batch.records.iter().try_for_each(|record| writer.write_record(record))?;
    let (counts, repeats) = (writer.counts, writer.repeats);
    if let Some(part) = &batch.member {
        members::note(&transaction, pass, part, (batch.records.len() as u64, repeats))?;
    }
    batch.waiting.iter().try_for_each(|orphan| waiting::keep(&transaction, pass, orphan))?;
    transaction.commit()?;
    Ok(counts)
}

/// A database holds the records of one registry: the first whose records are written.
fn check_registry(transaction: &Transaction, name: Option<&str>) -> Result<(), Error> {
    let Some(name) = name else { return Ok(()) };
    let select = "SELECT name FROM registry";
    let stored = transaction.query_row(select, [], |row| row.get::<_, String>(0)).optional()?;
    match stored {
        Some(stored) if stored == name => Ok(()),
        Some(stored) => Err(Error::OtherRegistry { stored, found: name.to_owned() }),
        None => {
            transaction.execute("INSERT INTO registry (name) VALUES (?1)", [name])?;
            Ok(())
        }
    }
}

/// Cursor, start and total of a pass. The total is the one that it saw first.
fn note_batch(transaction: &Transaction, pass: Pass, batch: &Batch) -> Result<(), Error> {
    let unreadable = batch.is_unreadable.then(|| batch.position.0.to_string());
    let noted = transaction
        .prepare_cached(
            "UPDATE pass SET next_page = ?2, as_of = coalesce(as_of, ?3),
                 moved = moved OR coalesce(total <> ?4, 0) OR coalesce(archive <> ?6, 0),
                 total = coalesce(total, ?4), archive = coalesce(archive, ?6),
                 unreadable = unreadable || coalesce(iif(unreadable = '', '', ', ') || ?5, '')
             WHERE id = ?1 AND state = 'running'",
        )?
        .execute(params![
            pass.0,
            to_integer(batch.next.0),
            batch.as_of,
            batch.total.map(to_integer),
            unreadable,
            batch.member.as_ref().map(|part| &part.archive)
        ])?;
    if noted == 1 { Ok(()) } else { Err(Error::PassEnded) }
}

/// Writes the records of a batch.
struct BatchWriter<'a> {
    transaction: &'a Transaction<'a>,
    pass: Pass,
    is_release: bool,
    /// Whether the log has one entry for the whole load.
    is_baseline: bool,
    sighting: Sighting,
    /// Records that were last seen before it are delisted.
    delisting_limit: i64,
    counts: BatchCounts,
    /// Records that the release had before.
    repeats: u64,
    /// How often the batch held a record without a key.
    keyless: HashMap<String, i64>,
}

impl BatchWriter<'_> {
    /// Stores a record by the merge rule, and its row of the listing.
    fn write_record(&mut self, record: &DeviceRecord) -> Result<(), Error> {
        let device = &record.device;
        let key = record_key(device);
        let version = Version::of(record, self.sighting);
        let stored = versions::stored(self.transaction, &key)?;
        let merged = merge(stored.as_ref().map(|stored| &stored.version), &version);
        let Some(stored) = stored else {
            self.counts.inserted += 1;
            let id = insert(self.transaction, self.pass, &key, record, &version)?;
            if !self.is_baseline {
                changes::log_insert(self.transaction, self.pass, &key, &version)?;
            }
            self.log_sighting(&key, None, version.sighting)?;
            return self.list(id, &key, record, &version, false).map(drop);
        };
        let is_new_row = self.list(stored.id, &key, record, &version, false)?;
        let is_repeat = stored.seen_by == self.pass;
        self.repeats += u64::from(self.is_release && is_repeat);
        if merged == Merge::Keep {
            self.counts.kept += 1;
        } else {
            self.counts.replaced += 1;
        }
        let is_same_version = stored.version.order == version.order;
        match merged {
            // The listing held the same version before: what came with either belongs to it.
            Merge::Keep | Merge::Replace if !is_new_row && is_same_version => {
                self.unite(&stored, &key, record, merged)
            }
            Merge::Replace
                if !self.is_release
                    && is_same_version
                    && self.lacks_rows_only(stored.id, record)? =>
            {
                self.list(stored.id, &key, record, &version, true)?;
                waiting::hold(self.transaction, self.pass, stored.id, record)
            }
            Merge::Replace => {
                self.log_sighting(&key, Some(stored.version.sighting), version.sighting)?;
                replace(self.transaction, self.pass, &stored, &key, record, &version)
            }
            Merge::Confirm => {
                let Sighting { as_of, origin } = stored.version.sighting;
                let sighting = Sighting {
                    as_of: as_of.max(version.sighting.as_of),
                    origin: origin.max(version.sighting.origin),
                };
                self.log_sighting(&key, Some(stored.version.sighting), sighting)?;
                let version = Version { sighting, ..version };
                versions::note(self.transaction, self.pass, stored.id, &version)
            }
            // Its key was seen in the release.
            Merge::Keep if self.is_release && !is_repeat => {
                versions::note(self.transaction, self.pass, stored.id, &stored.version)
            }
            Merge::Keep | Merge::Insert => Ok(()),
        }
    }

    fn log_sighting(
        &self,
        key: &str,
        before: Option<Sighting>,
        after: Sighting,
    ) -> Result<(), Error> {
        let limit = self.delisting_limit;
        changes::log_sighting(self.transaction, self.pass, key, (before, after), limit)
    }

    /// Stores a row of the listing: a record in a version. Of equal records without a key, each of the
    /// batch is one. Whether the row is new; those of a release are not listed one by one.
    fn list(
        &mut self,
        id: i64,
        key: &str,
        record: &DeviceRecord,
        version: &Version,
        is_held: bool,
    ) -> Result<bool, Error> {
        if self.is_release {
            return Ok(true);
        }
        // The key that stands in for a missing one begins with a blank.
        let nth = if key.starts_with(' ') && !is_held {
            let nth = self.keyless.entry(key.to_owned()).or_default();
            *nth += 1;
            *nth - 1
        } else {
            0
        };
        let history_key = record.device.device_history_key.as_deref().map(str::trim);
        let changed = self
            .transaction
            .prepare_cached(
                "INSERT INTO listed (pass, record, version, nth, names_record, history_key, is_held)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT DO UPDATE SET is_held = 1 WHERE excluded.is_held",
            )?
            .execute(params![
                self.pass.0,
                id,
                version_text(&version.order),
                nth,
                names_record(record),
                history_key.filter(|key| !key.is_empty()),
                is_held
            ])?;
        Ok(changed > 0)
    }

    /// Joins two sightings of one version in one pass. The device is that of the merge rule.
    fn unite(
        &self,
        stored: &Stored,
        key: &str,
        record: &DeviceRecord,
        merged: Merge,
    ) -> Result<(), Error> {
        if stored.version.sighting != self.sighting {
            return Ok(());
        }
        let Some(before) = read::record(self.transaction, stored.id)? else { return Ok(()) };
        let (mut united, other) = match merged {
            Merge::Replace => (record.clone(), before),
            _ => (before, record.clone()),
        };
        united.add_rows(other);
        let version = Version { content: content_hash(&united), ..stored.version.clone() };
        replace(self.transaction, self.pass, stored, key, &united, &version)
    }

    /// Whether a record says what is stored and has fewer rows, which may come with another batch.
    fn lacks_rows_only(&self, id: i64, record: &DeviceRecord) -> Result<bool, Error> {
        let Some(stored) = read::record(self.transaction, id)? else { return Ok(false) };
        let mut both = stored.clone();
        let mut rows = record.clone();
        rows.device.contacts.clear();
        both.add_rows(rows);
        let device = |record: &DeviceRecord| DeviceRecord {
            device: record.device.clone(),
            ..DeviceRecord::default()
        };
        Ok(content_hash(&device(&stored)) == content_hash(&device(record))
            && content_hash(&both) == content_hash(&stored))
    }
}

/// Whether a row of a record names it by its record key alone, as rows of its other versions would.
fn names_record(record: &DeviceRecord) -> bool {
    let is_blank = |key: &Option<String>| key.as_deref().is_none_or(|key| key.trim().is_empty());
    record.packages.iter().any(|row| is_blank(&row.device_history_key))
        || record.storage_conditions.iter().any(|row| is_blank(&row.device_history_key))
        || record.clinical_sizes.iter().any(|row| is_blank(&row.device_history_key))
}
