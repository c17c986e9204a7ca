//! Stores that take records.

use std::ops::AddAssign;

use async_trait::async_trait;

use crate::{Batch, Evidence, ListedRow, Listing, Pass, PassState, StoreError};

/// Takes the records of listings. One sink writes one pass at a time; several sinks of one database
/// may write at the same time.
#[async_trait]
pub trait RecordSink: Send {
    /// Begins a pass over a listing, or resumes the one that was interrupted. A listing that is
    /// complete begins again, and keeps its records.
    async fn begin(&mut self, listing: &Listing) -> Result<PassState, StoreError>;

    /// Starts a pass again from its first batch. Its records stay stored, but no longer count as read.
    async fn restart(&mut self, pass: Pass) -> Result<PassState, StoreError>;

    /// The rows of the listing that the pass has stored.
    async fn listed_rows(&mut self, pass: Pass) -> Result<Vec<ListedRow>, StoreError>;

    /// Stores the records of a batch by the merge rule, their membership in the listing, the next
    /// cursor and the stated total in one transaction.
    async fn write(&mut self, pass: Pass, batch: Batch) -> Result<BatchCounts, StoreError>;

    /// Marks the listing as complete if the evidence says so.
    async fn complete(&mut self, pass: Pass, evidence: Evidence) -> Result<Completion, StoreError>;

    /// What is known of a listing; `None` if it was never begun.
    async fn state(&mut self, listing: &Listing) -> Result<Option<PassState>, StoreError>;
}

/// What a batch did to the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchCounts {
    /// Records that were new.
    pub inserted: u64,
    /// Records that replaced an older version, or say what the stored version says.
    pub replaced: u64,
    /// Records whose stored version is newer and stays.
    pub kept: u64,
}

impl AddAssign for BatchCounts {
    fn add_assign(&mut self, batch: Self) {
        self.inserted += batch.inserted;
        self.replaced += batch.replaced;
        self.kept += batch.kept;
    }
}

/// What became of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Completion {
    /// The listing is complete.
    Complete,
    /// Records are missing; the next run continues or starts again.
    Incomplete,
}
