//! Which records a walk has given, in 9 bytes each: a walk over 100,000 records stays small.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use udid_types::DeviceRecord;

/// Bits of the version that are kept; the others hold the hash of the key. A collision among
/// 100,000 records has a chance of 1 in 50 million, and would show as a missing record in the
/// report.
const VERSION_BITS: u32 = 6;

/// More records than a month has; a service that counts more is not believed beforehand.
const MOST_EXPECTED: u64 = 1_000_000;

/// Keys with versions.
#[derive(Default)]
pub struct Seen {
    hasher: RandomState,
    records: HashSet<Packed>,
}

/// The hash of a key, and the last bits of the version. Equal when the keys are.
#[derive(Clone, Copy)]
struct Packed(u64);

impl PartialEq for Packed {
    fn eq(&self, other: &Self) -> bool {
        self.0 >> VERSION_BITS == other.0 >> VERSION_BITS
    }
}

impl Eq for Packed {}

impl Hash for Packed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0 >> VERSION_BITS).hash(state);
    }
}

impl Seen {
    /// Makes room, so that growing does not take twice the memory.
    pub fn expect(&mut self, records: u64) {
        let records = usize::try_from(records.min(MOST_EXPECTED)).unwrap_or_default();
        self.records.reserve(records.saturating_sub(self.records.len()));
    }

    /// Notes a record; `false` when it was there with this version.
    pub fn insert(&mut self, key: &str, version: u64) -> bool {
        let key = self.hasher.hash_one(key) >> VERSION_BITS << VERSION_BITS;
        let packed = Packed(key | version & ((1 << VERSION_BITS) - 1));
        self.records.replace(packed).is_none_or(|before| before.0 != packed.0)
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
        self.records.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn a_record_is_new_once_for_each_version() {
        let mut seen = Seen::default();
        assert!(seen.insert("a", 1));
        assert!(!seen.insert("a", 1));
        assert!(seen.insert("a", 2));
        assert!(seen.insert("b", 1));
        assert_eq!(seen.len(), 2);
    }
}
