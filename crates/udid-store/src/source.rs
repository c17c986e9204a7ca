//! Sources of records.

use async_trait::async_trait;
use udid_types::{DeviceRecord, Orphan};

use crate::{AmbiguousRecord, Cursor, Listing};

/// Reads the records of a listing in batches.
#[async_trait]
pub trait RecordSource: Send {
    /// Why it stopped.
    type Error: std::error::Error + Send + Sync + 'static;

    /// What it lists.
    fn listing(&self) -> Listing;

    /// Hash of the release file that it reads: a pass is not continued in another file.
    fn archive(&self) -> Option<&str> {
        None
    }

    /// Begins a pass at a batch.
    fn start(&mut self, cursor: Cursor);

    /// The next batch; `None` at the end. A batch whose content cannot be read is given as
    /// [unreadable](Batch::is_unreadable), and others follow.
    async fn next_batch(&mut self) -> Result<Option<Batch>, Self::Error>;

    /// Whether the pass was read to its end.
    fn has_ended(&self) -> bool;

    /// Whether rows came in more than one batch of the pass: others may have been passed over.
    fn has_repeats(&self) -> bool;

    /// A record with its rows, asked for by itself; `None` if the source has no such way, or not this
    /// record.
    async fn whole_record(
        &mut self,
        record: &AmbiguousRecord,
    ) -> Result<Option<DeviceRecord>, Self::Error>;
}

/// A page of the API, or a part of a release.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Batch {
    /// The records.
    pub records: Vec<DeviceRecord>,
    /// Rows whose device may come in another batch.
    pub waiting: Vec<Orphan>,
    /// Its position in the source.
    pub position: Cursor,
    /// Where a run continues once this batch is stored.
    pub next: Cursor,
    /// Position of the last batch, if the source states it.
    pub last: Option<Cursor>,
    /// Total number of rows of the listing, if the source states it; of a release, of its members.
    pub total: Option<u64>,
    /// The time for which the pass holds, in milliseconds since 1970.
    pub as_of: i64,
    /// Name of the registry that it comes from, if the source knows it.
    pub registry: Option<String>,
    /// Whether its content could not be read.
    pub is_unreadable: bool,
    /// The member of a release that it is a part of.
    pub member: Option<MemberPart>,
}

/// What a batch says of the member of a release that it is a part of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemberPart {
    /// Hash of the release file.
    pub archive: String,
    /// Position of the member in the release, from 1.
    pub position: u64,
    /// Its name.
    pub name: String,
    /// Places in these records where characters were replaced or removed.
    pub repairs: u64,
    /// Whether the member was read to its end, and what follows is known.
    pub has_ended: bool,
    /// The number of records that its header states.
    pub stated: Option<u64>,
    /// What is wrong with it, apart from a wrong number of records.
    pub problem: Option<String>,
}

impl MemberPart {
    /// The first part of a member.
    pub fn new(archive: String, position: u64, name: String) -> Self {
        Self { archive, position, name, ..Self::default() }
    }
}

impl Batch {
    /// A batch that is followed by the next position; nothing is stated.
    pub fn new(records: Vec<DeviceRecord>, position: Cursor, as_of: i64) -> Self {
        Self {
            records,
            waiting: Vec::new(),
            position,
            next: Cursor(position.0 + 1),
            last: None,
            total: None,
            as_of,
            registry: None,
            is_unreadable: false,
            member: None,
        }
    }
}
