//! Look-ups in stored records, and the registrants beside them.

use std::time::SystemTime;

use async_trait::async_trait;
use dbhs_types::Organization;
use udid_types::DeviceRecord;

use crate::StoreError;

/// Looks up stored records. Many callers may share one.
#[async_trait]
pub trait Registry: Send + Sync {
    /// The records that an identifier names: as primary DI, or as DI of one of their packages. Several
    /// records can have the same one.
    async fn find_by_di(&self, di: &str) -> Result<Vec<DeviceRecord>, StoreError>;
}

/// Keeps what the business register says about the registrants of stored records, and about the agents
/// of those abroad.
#[async_trait]
pub trait RegistrantSink: Send {
    /// Those that have not been looked up, whose last look-up failed, or that were looked up before
    /// `asked_before`.
    async fn pending_registrants(
        &mut self,
        asked_before: Option<SystemTime>,
    ) -> Result<Vec<PendingRegistrant>, StoreError>;

    /// Stores the outcome of a look-up. A failure takes nothing away that is stored.
    async fn write_registrant(
        &mut self,
        search_key: &str,
        outcome: RegistrantOutcome,
    ) -> Result<(), StoreError>;

    /// One that the business register has, if there is any.
    async fn found_registrant(&mut self) -> Result<Option<PendingRegistrant>, StoreError>;

    /// All look-ups so far.
    async fn registrant_counts(&mut self) -> Result<RegistrantCounts, StoreError>;
}

/// A registrant or agent to look up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PendingRegistrant {
    /// Unified social credit code, else name.
    pub search_key: String,
    /// Its name, if the records have it.
    pub name: Option<String>,
}

impl PendingRegistrant {
    /// A registrant with a search key and, if known, a name.
    pub fn new(search_key: String, name: Option<String>) -> Self {
        Self { search_key, name }
    }
}

/// What a look-up said.
#[derive(Clone, Debug)]
pub enum RegistrantOutcome {
    /// The business register has it.
    Found(Box<Organization>),
    /// The business register does not have it.
    NotFound,
    /// Nothing that can be relied upon.
    Failed {
        /// Why.
        reason: String,
    },
}

/// Registrants that were looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RegistrantCounts {
    /// Those that the business register has.
    pub found: u64,
    /// Those that it does not have.
    pub not_found: u64,
    /// Those whose last look-up failed. Some may have been looked up before that.
    pub failed: u64,
}
