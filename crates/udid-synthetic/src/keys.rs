//! Keys of records and of their versions: 32 hexadecimal digits without visible meaning.
//!
//! A key is the place of a record, the version (0 for the record itself) and a checksum of 64
//! bits, enciphered together: found again without a table, and no other string passes for a key.

use random::hash;

use super::identity::RecordId;
use super::stream::Group;

const ROUNDS: u64 = 4;
/// Bits of the place; the version is above them.
const PLACE_BITS: u32 = 40;

/// The key of a record (`version` 0) or of one of its versions.
pub(crate) fn encode(seed: u64, id: RecordId, version: u64) -> String {
    let mut left = id.place() | (version << PLACE_BITS);
    let mut right = checksum(seed, left);
    for round in 0..ROUNDS {
        (left, right) = (right, left ^ pad(seed, round, right));
    }
    format!("{left:016x}{right:016x}")
}

/// The place and version that a key stands for; none if this seed has not made it.
pub(crate) fn decode(seed: u64, key: &str) -> Option<(RecordId, u64)> {
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if key.len() != 32 || !key.bytes().all(is_hex) {
        return None;
    }
    let mut left = u64::from_str_radix(&key[..16], 16).ok()?;
    let mut right = u64::from_str_radix(&key[16..], 16).ok()?;
    for round in (0..ROUNDS).rev() {
        (left, right) = (right ^ pad(seed, round, left), left);
    }
    if right != checksum(seed, left) {
        return None;
    }
    let id = RecordId::from_place(left & ((1 << PLACE_BITS) - 1))?;
    Some((id, left >> PLACE_BITS))
}

fn pad(seed: u64, round: u64, half: u64) -> u64 {
    hash(seed, Group::Key, &[round, half])
}

fn checksum(seed: u64, content: u64) -> u64 {
    pad(seed, ROUNDS, content)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const ID: RecordId = RecordId { day: date(2026, 8, 1), index: 4321 };

    #[test]
    fn keys_go_both_ways() {
        for version in 0..6 {
            let key = encode(1, ID, version);
            assert_eq!(key.len(), 32);
            assert_eq!(decode(1, &key), Some((ID, version)));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let key = encode(1, ID, 0);
        assert_eq!(decode(2, &key), None);
        assert_eq!(decode(1, &key.to_uppercase()), None);
        assert_eq!(decode(1, &key[1..]), None);
        assert_eq!(decode(1, &format!(" {}", &key[1..])), None);
        assert_eq!(decode(1, ""), None);
        assert_eq!(decode(1, "医疗器械医疗器械医疗"), None);
        for place in 0..32 {
            for digit in b"0123456789abcdef" {
                let mut altered = key.clone().into_bytes();
                altered[place] = *digit;
                let altered = String::from_utf8(altered).unwrap();
                assert_eq!(decode(1, &altered).is_some(), altered == key);
            }
        }
    }

    #[test]
    fn neighboring_keys_share_nothing() {
        let next = RecordId { index: ID.index + 1, ..ID };
        let (one, two) = (encode(1, ID, 0), encode(1, next, 0));
        let same = one.bytes().zip(two.bytes()).filter(|(a, b)| a == b).count();
        assert!(same < 12, "{one} {two}");
    }
}
