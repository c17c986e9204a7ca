//! Stores that take records.

use std::ops::AddAssign;

use async_trait::async_trait;
use udid_types::DeviceRecord;

use crate::{
    AmbiguousRecord, Batch, Listing, ListingState, Pass, PassState, Shortfall, StoreError,
};

/// Takes the records of listings. One sink writes one pass at a time; several sinks of one database
/// may write at the same time.
#[async_trait]
pub trait RecordSink: Send {
    /// What is stored of a listing.
    async fn state(&mut self, listing: &Listing) -> Result<ListingState, StoreError>;

    /// Begins a pass over a listing, or continues the newest one that was broken off and whose owner is
    /// gone. The stored copy stays as it is.
    async fn begin(&mut self, listing: &Listing) -> Result<PassState, StoreError>;

    /// Starts the pass that is written, or has just ended incomplete, again from its first batch. Records stay stored, but no longer count as read.
    async fn restart(&mut self, pass: Pass) -> Result<PassState, StoreError>;

    /// Stores the records of a batch by the merge rule, their membership in the listing, the rows that
    /// wait for their device, the next cursor and the stated total in one transaction.
    ///
    /// # Errors
    /// [`StoreError::OtherRegistry`] if the database holds records of another registry.
    async fn write(&mut self, pass: Pass, batch: Batch) -> Result<BatchCounts, StoreError>;

    /// The records that the pass saw in several versions and with rows that name none of them.
    async fn ambiguous_records(&mut self, pass: Pass) -> Result<Vec<AmbiguousRecord>, StoreError>;

    /// Stores an ambiguous record as the service gives it by itself, with its rows.
    async fn settle(&mut self, pass: Pass, record: DeviceRecord) -> Result<(), StoreError>;

    /// Places waiting rows, judges the pass and, if it is complete, makes it the copy of its listing,
    /// in one transaction. `has_ended` says whether the source was read to its end.
    async fn complete(&mut self, pass: Pass, has_ended: bool) -> Result<Completion, StoreError>;
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Completion {
    /// The copy is complete.
    Complete,
    /// Two passes that began after the listing had closed ended with the same rows and this reason: the
    /// copy is as good as the source.
    Disputed(Shortfall),
    /// Something is missing; the stored copy, if there was one, stays.
    Incomplete(Shortfall),
}
