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
//! store.write(pass, Batch::new(vec![record.clone()], Cursor::START)).await?;
//! assert_eq!(store.find_by_di("06900000000014").await?, [record]);
//! # Ok(())
//! # }
//! ```
//!
//! | table | a row is | columns |
//! |---|---|---|
//! | `device` | a record in its newest version | `id`, `key`, every field of the model by its name, `as_of` and `origin` of its last sighting, `content` (a hash) |
//! | `contact`, `package`, `storage`, `clinical` | a row of the record `record` | `record`, `position`, every field |
//! | `pull` | a pass over a day or month | `period`, `next_page`, `total`, `complete`, `as_of` (its start), `origin` |
//! | `pull_record` | a record that the pass has stored | `pull`, `record` |
//! | `organization` | a registrant that was looked up in DBHS | `search_key`, `asked_at`, `found`, every field |
//! | `device_organization` | a record `record` joined to its registrant (a view) | as `organization` |
//!
//! Values are texts as the service sent them; `unknown_fields` holds undocumented fields as JSON.

mod error;
mod migration;
mod open;
mod passes;
mod read;
mod registrants;
mod schema;
mod thread;
mod versions;
mod write;

pub use udid_store;

use std::path::Path;

use async_trait::async_trait;
use dbhs_types::Organization;
use udid_store::{
    Batch, BatchCounts, Completion, Evidence, ListedRow, Listing, Pass, PassState, RecordSink,
    RegistrantCounts, RegistrantSink, Registry, StoreError,
};
use udid_types::DeviceRecord;

use thread::ConnectionThread;

/// A SQLite file of device records, on a thread of its own.
pub struct SqliteStore {
    thread: ConnectionThread,
}

impl SqliteStore {
    /// Opens a database, or creates one that only its owner can read. Databases of other programs are
    /// not changed.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { thread: ConnectionThread::start(path, open::open_or_create).await? })
    }

    /// Opens a database that must exist. A file that may only be read is read.
    pub async fn open_existing(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { thread: ConnectionThread::start(path, open::open_existing).await? })
    }
}

#[async_trait]
impl RecordSink for SqliteStore {
    async fn begin(&mut self, listing: &Listing) -> Result<PassState, StoreError> {
        let (name, origin) = (listing.to_string(), listing.origin());
        self.thread.run(move |connection| passes::begin(connection, &name, origin)).await
    }

    async fn restart(&mut self, pass: Pass) -> Result<PassState, StoreError> {
        self.thread.run(move |connection| passes::restart(connection, pass)).await
    }

    async fn listed_rows(&mut self, pass: Pass) -> Result<Vec<ListedRow>, StoreError> {
        self.thread.run(move |connection| passes::listed_rows(connection, pass)).await
    }

    async fn write(&mut self, pass: Pass, batch: Batch) -> Result<BatchCounts, StoreError> {
        self.thread.run(move |connection| write::write(connection, pass, &batch)).await
    }

    async fn complete(&mut self, pass: Pass, evidence: Evidence) -> Result<Completion, StoreError> {
        self.thread.run(move |connection| passes::complete(connection, pass, &evidence)).await
    }

    async fn state(&mut self, listing: &Listing) -> Result<Option<PassState>, StoreError> {
        let name = listing.to_string();
        self.thread.run(move |connection| passes::state(connection, &name)).await
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
impl RegistrantSink for SqliteStore {
    async fn pending_registrants(&mut self) -> Result<Vec<String>, StoreError> {
        self.thread.run(|connection| registrants::pending(connection)).await
    }

    async fn write_registrant(
        &mut self,
        search_key: &str,
        organization: Option<Organization>,
    ) -> Result<(), StoreError> {
        let key = search_key.to_owned();
        let write =
            move |connection: &mut _| registrants::write(connection, &key, organization.as_ref());
        self.thread.run(write).await
    }

    async fn registrant_counts(&mut self) -> Result<RegistrantCounts, StoreError> {
        self.thread.run(|connection| registrants::counts(connection)).await
    }
}
