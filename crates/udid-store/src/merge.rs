//! The merge rule: which stored row a record belongs to, and which version wins.

use udid_types::Device;
use wire::Count;

/// Version of a record. A number that is missing or unreadable is the lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u64);

impl Version {
    /// Version of a device.
    pub fn of(device: &Device) -> Self {
        Self(device.version_number.as_ref().and_then(Count::get).unwrap_or(0))
    }

    /// The version that a stored text states.
    pub fn from_column(text: Option<String>) -> Self {
        Self(text.map(Count::from).as_ref().and_then(Count::get).unwrap_or(0))
    }

    /// Its number.
    pub fn number(self) -> u64 {
        self.0
    }
}

/// What happens to a record that arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// It is new.
    Insert,
    /// It replaces the stored version with all of its rows.
    Replace,
    /// The stored version is newer and stays.
    Keep,
}

/// Compares an arriving version with the stored one. An equal version replaces: it may be corrected.
pub fn merge(stored: Option<Version>, arriving: Version) -> Merge {
    match stored {
        None => Merge::Insert,
        Some(stored) if stored <= arriving => Merge::Replace,
        Some(_) => Merge::Keep,
    }
}

/// Key of the stored row of a device: `deviceRecordKey`, or its DI where the service sent no key.
pub fn record_key(device: &Device) -> String {
    let key = device.device_record_key.as_deref().filter(|key| !key.trim().is_empty());
    let di = || format!("primary_di:{}", device.primary_di.as_deref().unwrap_or_default());
    key.map_or_else(di, str::to_owned)
}

/// Key by which a listing names a device: the first that is not blank of `deviceHistoryKey`,
/// `deviceRecordKey` and DI, in this order.
pub fn listing_key(keys: [Option<String>; 3]) -> Option<String> {
    keys.into_iter().flatten().find(|key| !key.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Merge, Version, merge};

    #[test]
    fn newer_and_equal_versions_replace_and_older_ones_do_not() {
        let version = |text: &str| Version::from_column(Some(text.to_owned()));
        for (stored, arriving, expected) in [
            (None, "1", Merge::Insert),
            (Some("9"), "10", Merge::Replace),
            (Some("2"), "2", Merge::Replace),
            (Some("10"), "9", Merge::Keep),
            (Some("1"), "V9", Merge::Keep),
            (Some(""), "V9", Merge::Replace),
        ] {
            assert_eq!(merge(stored.map(version), version(arriving)), expected, "{arriving}");
        }
    }
}
