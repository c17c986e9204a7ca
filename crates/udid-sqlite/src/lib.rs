//! UDID device records in a SQLite file.
//!
//! ```
//! use udid_sqlite::SqliteStore;
//! use udid_store::{Batch, Cursor, RecordSink, Registry};
//! use udid_types::{DeviceRecord, Period};
//!
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("day.sqlite");
//! let mut store = SqliteStore::open(&path).await?;
//! let pass = store.begin(&"2026-08-10".parse::<Period>()?.into()).await?.pass;
//! let mut record = DeviceRecord::default();
//! record.device.primary_di = Some("06900000000014".to_owned());
//! store.write(pass, Batch::new(vec![record.clone()], Cursor::START, 0)).await?;
//! assert_eq!(store.find_by_di("06900000000014").await?, [record]);
//! # Ok(())
//! # }
//! ```
//!
//! Readers use tables and views by these names; any SQLite from 3.37 on reads them. [`TABLES`] says what a
//! row of each is.
//!
//! | subject | tables and views |
//! |---|---|
//! | devices | `device`, `device_current`, `device_zh` |
//! | what belongs to a device, by its number `record` | `contact`, `package`, `storage`, `clinical`, `registration_number`, `insurance_code` |
//! | registrants in the business register | `organization`, `device_organization`, `device_agent` |
//! | what is stored | `period`, `orphan`, `registry` |
//! | what happened | `change` |
//!
//! Counts are numbers and dates are ISO dates; where that differs from the text as it was sent, the column
//! `as_sent` keeps the text, and `unknown_fields` keeps undocumented fields, both as JSON objects. Devices
//! of a family of sizes share all but what tells them apart: that is stored once.

mod backup;
mod bind;
mod changes;
mod check;
mod chinese;
mod completion;
mod describe;
mod error;
mod inventory;
mod listings;
mod members;
mod migration;
mod open;
mod pass_lock;
mod passes;
mod physical;
mod read;
mod record_rows;
mod records;
mod registrants;
mod schema;
mod thread;
mod versions;
mod waiting;
mod write;

pub use describe::{TABLES, TableInfo};
pub use udid_store;

use std::path::Path;
use std::time::SystemTime;

use async_trait::async_trait;
use udid_store::{
    AmbiguousRecord, Batch, BatchCounts, Change, ChangeLog, Completion, Holdings, Inventory,
    Listing, ListingState, Pass, PassState, PendingRegistrant, RecordSink, RegistrantCounts,
    RegistrantOutcome, RegistrantSink, Registry, StoreError, StoredListing,
};
use udid_types::DeviceRecord;

use pass_lock::PassLock;
use thread::ConnectionThread;

/// A SQLite file of device records, on a thread of its own.
pub struct SqliteStore {
    thread: ConnectionThread,
    /// Of the pass that is written.
    lock: Option<PassLock>,
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteStore").finish_non_exhaustive()
    }
}

impl SqliteStore {
    /// Opens a database, or creates one that only its owner can read. Databases of other programs are
    /// not changed.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let thread = ConnectionThread::start(path, open::open_or_create).await?;
        Ok(Self { thread, lock: None })
    }

    /// Opens a database that must exist. A file that may only be read is read.
    pub async fn open_existing(path: &Path) -> Result<Self, StoreError> {
        let thread = ConnectionThread::start(path, open::open_existing).await?;
        Ok(Self { thread, lock: None })
    }
}

/// What is wrong with a database: its file, and what must hold between its rows; nothing if it is sound.
/// The database is not changed.
///
/// # Errors
/// [`StoreError`] if it cannot be opened as a database of ours.
pub async fn check(path: &Path) -> Result<Vec<String>, StoreError> {
    let inspected = async {
        let thread = ConnectionThread::start(path, open::open_to_inspect).await?;
        thread.run(|connection| check::problems(connection)).await
    };
    match inspected.await {
        Err(StoreError::Damaged { source, .. }) => Ok(vec![source.to_string()]),
        problems => problems,
    }
}

/// Copies a database to a new file, consistent while other processes write, for its owner only.
///
/// # Errors
/// [`StoreError`] if one of the files cannot be used, or the copy exists.
pub async fn back_up(path: &Path, copy: &Path) -> Result<(), StoreError> {
    let thread = ConnectionThread::start(path, open::open_to_inspect).await?;
    let target = copy.to_owned();
    let copied = thread.run(move |connection| backup::copy(connection, &target)).await;
    copied.map_err(|error| match error {
        StoreError::Database { source, .. } => {
            StoreError::Database { database: copy.display().to_string(), source }
        }
        other => other,
    })
}

#[async_trait]
impl RecordSink for SqliteStore {
    async fn state(&mut self, listing: &Listing) -> Result<ListingState, StoreError> {
        let name = listing.to_string();
        self.thread.run(move |connection| passes::state(connection, &name)).await
    }

    async fn begin(&mut self, listing: &Listing) -> Result<PassState, StoreError> {
        self.lock = None;
        let (listing, database) = (listing.clone(), self.thread.path().to_owned());
        let begin = move |connection: &mut _| passes::begin(connection, &database, &listing);
        let (state, lock) = self.thread.run(begin).await?;
        self.lock = Some(lock);
        Ok(state)
    }

    async fn restart(&mut self, pass: Pass) -> Result<PassState, StoreError> {
        self.thread.run(move |connection| passes::restart(connection, pass)).await
    }

    async fn write(&mut self, pass: Pass, batch: Batch) -> Result<BatchCounts, StoreError> {
        self.thread.run(move |connection| write::write(connection, pass, &batch)).await
    }

    async fn ambiguous_records(&mut self, pass: Pass) -> Result<Vec<AmbiguousRecord>, StoreError> {
        self.thread.run(move |connection| waiting::ambiguous(connection, pass)).await
    }

    async fn settle(&mut self, pass: Pass, record: DeviceRecord) -> Result<(), StoreError> {
        self.thread.run(move |connection| waiting::settle(connection, pass, &record)).await
    }

    async fn complete(&mut self, pass: Pass, has_ended: bool) -> Result<Completion, StoreError> {
        let database = self.thread.path().to_owned();
        let complete =
            move |connection: &mut _| completion::complete(connection, &database, pass, has_ended);
        self.thread.run(complete).await
    }
}

#[async_trait]
impl Registry for SqliteStore {
    async fn find_by_di(&self, di: &str) -> Result<Vec<DeviceRecord>, StoreError> {
        let di = di.to_owned();
        self.thread.run(move |connection| read::find_by_di(connection, &di)).await
    }
}

#[async_trait]
impl Holdings for SqliteStore {
    async fn inventory(&self) -> Result<Inventory, StoreError> {
        self.thread.run(inventory::inventory).await
    }

    async fn listings(&self) -> Result<Vec<StoredListing>, StoreError> {
        self.thread.run(|connection| inventory::listings(connection)).await
    }

    async fn sample(&self, most: u32) -> Result<Vec<DeviceRecord>, StoreError> {
        self.thread.run(move |connection| inventory::sample(connection, most)).await
    }
}

#[async_trait]
impl ChangeLog for SqliteStore {
    async fn changes(&self, after: u64, most: u32) -> Result<Vec<Change>, StoreError> {
        self.thread.run(move |connection| changes::changes(connection, after, most)).await
    }
}

#[async_trait]
impl RegistrantSink for SqliteStore {
    async fn pending_registrants(
        &mut self,
        asked_before: Option<SystemTime>,
    ) -> Result<Vec<PendingRegistrant>, StoreError> {
        self.thread.run(move |connection| registrants::pending(connection, asked_before)).await
    }

    async fn write_registrant(
        &mut self,
        search_key: &str,
        outcome: RegistrantOutcome,
    ) -> Result<(), StoreError> {
        let key = search_key.to_owned();
        self.thread.run(move |connection| registrants::write(connection, &key, &outcome)).await
    }

    async fn found_registrant(&mut self) -> Result<Option<PendingRegistrant>, StoreError> {
        self.thread.run(|connection| registrants::found(connection)).await
    }

    async fn registrant_counts(&mut self) -> Result<RegistrantCounts, StoreError> {
        self.thread.run(|connection| registrants::counts(connection)).await
    }
}
