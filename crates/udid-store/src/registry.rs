//! Look-ups in stored records, and the registrants beside them.

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

/// Keeps what the business register says about the registrants of stored records.
#[async_trait]
pub trait RegistrantSink: Send {
    /// Search keys of all registrants that have not been looked up, each once: the credit code or,
    /// where a record has none, the name.
    async fn pending_registrants(&mut self) -> Result<Vec<String>, StoreError>;

    /// Stores the result of a look-up; `None` is remembered as not found.
    async fn write_registrant(
        &mut self,
        search_key: &str,
        organization: Option<Organization>,
    ) -> Result<(), StoreError>;

    /// All look-ups so far.
    async fn registrant_counts(&mut self) -> Result<RegistrantCounts, StoreError>;
}

/// Registrants that were looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RegistrantCounts {
    /// Those that the business register has.
    pub found: u64,
    /// Those that it does not have.
    pub not_found: u64,
}
