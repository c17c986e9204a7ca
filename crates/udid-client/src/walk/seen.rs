//! Which records a walk has given, in 16 bytes each.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use udid_types::DeviceRecord;

/// Keys are kept as 64-bit hashes: a collision among 100,000 records has a chance of 1 in 3
/// thousand million, and would show as a missing record in the report.
#[derive(Default)]
pub struct Seen {
    hasher: RandomState,
    versions: HashMap<u64, u64>,
}

impl Seen {
    /// Notes a record; `false` when it was there with this version.
    pub fn insert(&mut self, key: &str, version: u64) -> bool {
        self.versions.insert(self.hasher.hash_one(key), version) != Some(version)
    }

    /// Notes a record; one without any key is always new.
    pub fn insert_record(&mut self, record: &DeviceRecord) -> bool {
        let device = &record.device;
        let keys = [&device.device_history_key, &device.device_record_key, &device.primary_di];
        let key = keys.into_iter().flatten().find(|key| !key.trim().is_empty());
        let version = device.version_number.as_ref().and_then(wire::Count::get).unwrap_or(0);
        key.is_none_or(|key| self.insert(key, version))
    }

    /// How many records were noted.
    pub fn len(&self) -> u64 {
        self.versions.len() as u64
    }
}
