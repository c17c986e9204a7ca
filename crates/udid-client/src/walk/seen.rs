//! Which records a walk has met, in 9 bytes each: a walk over 100,000 records stays small.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use udid_types::DeviceRecord;

/// Bits of the pass in which a record was met last.
const PASS_BITS: u32 = 2;

/// Bits of its version. What is left holds the hash of the key: a collision among 100,000 records
/// has a chance of 1 in 14 million, and would show as a missing record in the report.
const VERSION_BITS: u32 = 6;

const KEY_SHIFT: u32 = PASS_BITS + VERSION_BITS;

/// Passes that can be told apart, the one before the walk included.
pub const PASSES: u32 = 1 << PASS_BITS;

/// More records than a month has; a service that counts more is not believed beforehand.
const MOST_EXPECTED: u64 = 1_000_000;

/// Keys with versions and passes.
#[derive(Default)]
pub struct Seen {
    hasher: RandomState,
    records: HashSet<Packed>,
}

/// Hash of a key, last bits of the version, pass. Equal when the keys are.
#[derive(Clone, Copy)]
struct Packed(u64);

impl Packed {
    fn new(key: u64, version: u64, pass: u32) -> Self {
        let version = version & ((1 << VERSION_BITS) - 1);
        Self(key >> KEY_SHIFT << KEY_SHIFT | version << PASS_BITS | u64::from(pass % PASSES))
    }

    fn version(self) -> u64 {
        self.0 >> PASS_BITS & ((1 << VERSION_BITS) - 1)
    }

    fn pass(self) -> u64 {
        self.0 & u64::from(PASSES - 1)
    }
}

impl PartialEq for Packed {
    fn eq(&self, other: &Self) -> bool {
        self.0 >> KEY_SHIFT == other.0 >> KEY_SHIFT
    }
}

impl Eq for Packed {}

impl Hash for Packed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0 >> KEY_SHIFT).hash(state);
    }
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
    /// Makes room, so that growing does not take twice the memory.
    pub fn expect(&mut self, records: u64) {
        let records = usize::try_from(records.min(MOST_EXPECTED)).unwrap_or_default();
        self.records.reserve(records.saturating_sub(self.records.len()));
    }

    /// Notes a record in a pass; pass 0 is before the walk.
    pub fn insert(&mut self, key: &str, version: u64, pass: u32) -> Sighting {
        let met = Packed::new(self.hasher.hash_one(key), version, pass);
        let before = self.records.replace(met);
        Sighting {
            is_new: before.is_none_or(|before| before.version() != met.version()),
            is_first_in_pass: before.is_none_or(|before| before.pass() != met.pass()),
        }
    }

    /// Notes a record; one without any key is always new.
    pub fn insert_record(&mut self, record: &DeviceRecord, pass: u32) -> Sighting {
        let unnamed = Sighting { is_new: true, is_first_in_pass: true };
        key_of(record).map_or(unnamed, |key| self.insert(key, version_of(record), pass))
    }

    /// Whether a record of this key was noted.
    pub fn contains(&self, key: &str) -> bool {
        self.records.contains(&Packed::new(self.hasher.hash_one(key), 0, 0))
    }

    /// How many records were noted.
    pub fn len(&self) -> u64 {
        self.records.len() as u64
    }
}

/// The key by which a walk knows a record.
pub fn key_of(record: &DeviceRecord) -> Option<&str> {
    let device = &record.device;
    let keys = [&device.device_history_key, &device.device_record_key, &device.primary_di];
    keys.into_iter().flatten().find(|key| !key.trim().is_empty()).map(String::as_str)
}

fn version_of(record: &DeviceRecord) -> u64 {
    record.device.version_number.as_ref().and_then(wire::Count::get).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{PASSES, Seen};

    #[test]
    fn a_record_is_new_once_for_each_version_and_first_once_for_each_pass() {
        let mut seen = Seen::default();
        let mut meet = |key, version, pass| {
            let sighting = seen.insert(key, version, pass);
            (sighting.is_new, sighting.is_first_in_pass)
        };
        assert_eq!(meet("a", 1, 1), (true, true));
        assert_eq!(meet("a", 1, 1), (false, false));
        assert_eq!(meet("a", 2, 1), (true, false));
        assert_eq!(meet("a", 2, PASSES - 1), (false, true));
        assert_eq!(meet("b", 63, 0), (true, true));
        assert_eq!(meet("b", 63, 0), (false, false));
        assert_eq!(seen.len(), 2);
    }
}
