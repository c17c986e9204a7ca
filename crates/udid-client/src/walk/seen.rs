//! Which records a walk has met, in 24 bytes each.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use udid_types::DeviceRecord;

/// Keys are kept as 64-bit hashes: a collision among 100,000 records has a chance of 1 in 3
/// thousand million, and would show as a missing record in the report.
#[derive(Default)]
pub struct Seen {
    hasher: RandomState,
    records: HashMap<u64, Met>,
}

/// How a record was met last.
struct Met {
    version: u64,
    pass: u32,
}

/// What meeting a record says.
#[derive(Clone, Copy)]
pub struct Sighting {
    /// It was never met before with this version.
    pub is_new: bool,
    /// It was not met before in this pass, with any version.
    pub is_first_in_pass: bool,
}

impl Seen {
    /// Notes a record in a pass; pass 0 is before the walk.
    pub fn insert(&mut self, key: &str, version: u64, pass: u32) -> Sighting {
        let before = self.records.insert(self.hasher.hash_one(key), Met { version, pass });
        Sighting {
            is_new: before.as_ref().is_none_or(|before| before.version != version),
            is_first_in_pass: before.is_none_or(|before| before.pass != pass),
        }
    }

    /// Notes a record; one without any key is always new.
    pub fn insert_record(&mut self, record: &DeviceRecord, pass: u32) -> Sighting {
        let device = &record.device;
        let keys = [&device.device_history_key, &device.device_record_key, &device.primary_di];
        let key = keys.into_iter().flatten().find(|key| !key.trim().is_empty());
        let version = device.version_number.as_ref().and_then(wire::Count::get).unwrap_or(0);
        let unnamed = Sighting { is_new: true, is_first_in_pass: true };
        key.map_or(unnamed, |key| self.insert(key, version, pass))
    }

    /// How many records were noted.
    pub fn len(&self) -> u64 {
        self.records.len() as u64
    }
}
