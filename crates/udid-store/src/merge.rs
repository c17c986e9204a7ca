//! The merge rule: which stored row a record belongs to, and which of two versions stays.

use std::cmp::Ordering;
use std::fmt::Write;

use sha2::{Digest as _, Sha256};
use udid_types::{Device, DeviceRecord, RecordIdentity, VersionOrder};

/// Where records come from. On a tie the greater one wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Origin {
    /// Pages of the API.
    #[default]
    Api,
    /// Files of an official release.
    Release,
}

impl Origin {
    /// Its number in a database.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The origin that a stored number names.
    pub fn from_number(number: i64) -> Self {
        if number == Self::Release.number() { Self::Release } else { Self::Api }
    }
}

/// When and where a version of a record was seen. The greater one is trusted more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// The time for which it holds, in milliseconds since 1970: the start of a pass over the API, the
    /// end of a release's data date.
    pub as_of: i64,
    /// The source.
    pub origin: Origin,
}

/// A version of a record, as far as the merge rule looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its place among the versions that the registry states.
    pub order: VersionOrder,
    /// Its last sighting.
    pub sighting: Sighting,
    /// Hash of its content ([`content_hash`]); empty if it is not known.
    pub content: String,
}

impl Version {
    /// The version of a record that arrives.
    pub fn of(record: &DeviceRecord, sighting: Sighting) -> Self {
        let order = VersionOrder::of(&record.device);
        Self { order, sighting, content: content_hash(record) }
    }
}

/// What happens to a record that arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// It is new.
    Insert,
    /// It replaces the stored version with all of its rows.
    Replace,
    /// It says what the stored version says: the later sighting stays.
    Confirm,
    /// The stored version is newer and stays.
    Keep,
}

/// Compares an arriving version with the stored one. The result does not depend on the order in which
/// versions arrive: the greater version order stays, and on a tie the later sighting, then the greater
/// hash of the content.
pub fn merge(stored: Option<&Version>, arriving: &Version) -> Merge {
    let Some(stored) = stored else { return Merge::Insert };
    let is_same = stored.order == arriving.order && stored.content == arriving.content;
    if is_same {
        return Merge::Confirm;
    }
    let order = arriving.order.cmp(&stored.order);
    let order = order.then_with(|| arriving.sighting.cmp(&stored.sighting));
    match order.then_with(|| arriving.content.cmp(&stored.content)) {
        Ordering::Less => Merge::Keep,
        Ordering::Equal | Ordering::Greater => Merge::Replace,
    }
}

/// Key of the stored row of a device: its `deviceRecordKey` or, where the service sent none, its DI
/// and a hash of what describes it. The latter begins with a blank, which no `deviceRecordKey` does.
pub fn record_key(device: &Device) -> String {
    match RecordIdentity::of(device) {
        RecordIdentity::Key(key) => key,
        RecordIdentity::Content { primary_di, canonical } => {
            format!(" {primary_di} {}", hash(&canonical))
        }
        // The enum may grow; a record of a new kind must not fall together with others.
        other => format!(" {}", hash(format!("{other:?}").as_bytes())),
    }
}

/// Hash of all that a record says, its rows included: 128 bits in hexadecimal digits.
pub fn content_hash(record: &DeviceRecord) -> String {
    let mut hash = hash(&record.canonical_content());
    hash.truncate(32);
    hash
}

/// An order as text, by which a listing tells the versions of a record apart.
pub fn version_text(order: &VersionOrder) -> String {
    let VersionOrder { version_number, correction_number, version_time, correction_time } = order;
    let mut text = format!("{version_number}.{correction_number}");
    for time in [version_time, correction_time] {
        text.push('.');
        if let Some((year, month, day)) = time {
            _ = write!(text, "{year:04}{month:02}{day:02}");
        }
    }
    text
}

/// A hash of texts in their order, by which two passes are compared.
#[derive(Debug, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds a text; its end counts.
    pub fn add(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text);
    }

    /// The hash in hexadecimal digits.
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

/// SHA-256 in hexadecimal digits.
fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// A hash in hexadecimal digits.
pub fn hexadecimal(digest: &[u8]) -> String {
    // Records are hashed by the million, and formatting costs more than hashing.
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value & 0xF)]);
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: u64, correction: u64, as_of: i64, origin: Origin, content: &str) -> Version {
        let mut order = VersionOrder::default();
        (order.version_number, order.correction_number) = (number, correction);
        Version { order, sighting: Sighting { as_of, origin }, content: content.to_owned() }
    }

    #[test]
    fn order_then_sighting_then_source_then_content_decide() {
        let ascending = [
            version(1, 0, 9, Origin::Release, "z"),
            version(1, 1, 8, Origin::Release, "z"),
            version(2, 0, 5, Origin::Release, "z"),
            version(2, 0, 6, Origin::Api, "b"),
            version(2, 0, 6, Origin::Api, "c"),
            version(2, 0, 6, Origin::Release, "a"),
            version(2, 1, 1, Origin::Api, "a"),
            version(10, 0, 1, Origin::Api, "a"),
        ];
        for (index, newer) in ascending.iter().enumerate() {
            assert_eq!(merge(None, newer), Merge::Insert);
            for older in &ascending[..index] {
                assert_eq!(merge(Some(older), newer), Merge::Replace, "{older:?} {newer:?}");
                assert_eq!(merge(Some(newer), older), Merge::Keep, "{newer:?} {older:?}");
            }
        }
    }

    #[test]
    fn equal_content_confirms_whenever_it_was_seen() {
        let early = version(1, 0, 1, Origin::Api, "a");
        let late = version(1, 0, 2, Origin::Release, "a");
        assert_eq!(merge(Some(&early), &late), Merge::Confirm);
        assert_eq!(merge(Some(&late), &early), Merge::Confirm);
    }

    #[test]
    fn records_without_a_key_are_told_apart_by_what_describes_them() {
        let key = |json: &str| record_key(&wire::from_slice(json.as_bytes()).unwrap());
        assert_eq!(key(r#"{"deviceRecordKey": " k ", "ZXXSDYCPBS": "1"}"#), "k");
        let one = key(r#"{"ZXXSDYCPBS": "1", "GGXH": "a"}"#);
        assert!(one.starts_with(" 1 ") && one.len() == 3 + 64, "{one}");
        assert_eq!(one, key(r#"{"ZXXSDYCPBS": "1", "GGXH": "a", "versionNumber": 2}"#));
        assert_ne!(one, key(r#"{"ZXXSDYCPBS": "1", "GGXH": "b"}"#));
        assert_ne!(key(r#"{"CPMCTYMC": "a"}"#), key(r#"{"CPMCTYMC": "b"}"#));
    }
}
