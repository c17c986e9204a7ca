//! Which version of a record a child row belongs to.

/// What rows are joined to their record by.
pub(crate) struct Owner {
    pub(crate) record_key: String,
    /// Only in an earlier version.
    pub(crate) history_key: Option<String>,
}

impl Owner {
    /// Record key and history key of a row: it has one of them.
    pub(crate) fn keys(&self) -> (Option<String>, Option<String>) {
        match &self.history_key {
            Some(key) => (None, Some(key.clone())),
            None => (Some(self.record_key.clone()), None),
        }
    }
}
