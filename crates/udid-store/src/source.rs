//! Sources of records.

use async_trait::async_trait;
use udid_types::DeviceRecord;

use crate::{Cursor, ListedRow, Listing};

/// Reads the records of a listing in batches.
#[async_trait]
pub trait RecordSource: Send {
    /// Why it stopped.
    type Error: std::error::Error + Send + Sync + 'static;

    /// What it lists.
    fn listing(&self) -> Listing;

    /// Continues at a batch. `stored` are the rows of the listing that were stored before: they are
    /// not read again and count as read.
    fn start(&mut self, cursor: Cursor, stored: Vec<ListedRow>);

    /// The next batch; `None` at the end.
    async fn next_batch(&mut self) -> Result<Option<Batch>, Self::Error>;

    /// What it has read so far.
    fn evidence(&self) -> Evidence;
}

/// A page of the API, or a part of a release.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Batch {
    /// The records.
    pub records: Vec<DeviceRecord>,
    /// Its position in the source.
    pub position: Cursor,
    /// Where a run continues once this batch is stored.
    pub next: Cursor,
    /// Position of the last batch, if the source states it.
    pub last: Option<Cursor>,
    /// Total number of records, if the source states it.
    pub total: Option<u64>,
}

impl Batch {
    /// A batch that is followed by the next position; nothing is stated.
    pub fn new(records: Vec<DeviceRecord>, position: Cursor) -> Self {
        Self { records, position, next: Cursor(position.0 + 1), last: None, total: None }
    }
}

/// What a source has read: the grounds on which a sink calls a listing complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// Different records read, those stored before included.
    pub records: u64,
    /// Total that the source stated last.
    pub total: Option<u64>,
    /// Records that the source states and did not give.
    pub missing: u64,
    /// Whether the source was read to its end.
    pub has_ended: bool,
}

impl Evidence {
    /// Whether the source was read to its end and nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.has_ended && self.missing == 0
    }

    /// Evidence of a source.
    pub fn new(records: u64, total: Option<u64>, missing: u64, has_ended: bool) -> Self {
        Self { records, total, missing, has_ended }
    }
}
