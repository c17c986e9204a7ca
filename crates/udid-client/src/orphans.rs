//! Rows that belong to no device.

use udid_types::Orphan;

/// Logs how many there are.
pub(crate) fn warn_of_orphans(endpoint: &'static str, orphans: &[Orphan]) {
    if !orphans.is_empty() {
        tracing::warn!(endpoint, rows = orphans.len(), "rows belong to no device of their page");
    }
}
