//! Reading of GS1 Digital Link addresses, uncompressed.

use super::gtin::push_padded;
use super::identifier::{Found, find, find_exact};
use super::is_gtin_length;
use super::message::Message;
use crate::address::Address;
use crate::draft::{Draft, Fault, Reading};
use crate::error_kind::ErrorKind;
use crate::source::{Folded, Source};
use crate::span::{Span, excerpt};

/// An application identifier in an address, and its value as written there.
#[derive(Clone, Copy)]
struct Pair {
    found: Found,
    digits: Span,
    value: Span,
}

/// Whether a path holds a primary key; where in the list of its segments.
pub(crate) fn find_key(source: &Source, address: &Address) -> Option<usize> {
    let path = &address.path;
    (0..path.len().saturating_sub(1)).find(|index| {
        let is_value = path[index + 1].start < path[index + 1].end;
        is_value
            && find_exact(path[*index].of(source.text()))
                .is_some_and(|found| found.entry.link_key.is_some())
    })
}

/// Reads an address whose primary key is in this segment.
pub(crate) fn read(
    source: &mut Source,
    address: &Address,
    key: usize,
    year: u16,
) -> Reading<Draft> {
    let mut pairs = path_pairs(source, &address.path[key..])?;
    pairs.extend(query_pairs(source, address)?);
    let (mut folded, mut spans) = (Folded::default(), Vec::new());
    for pair in &pairs {
        let start = folded.text.len();
        folded.push_part(source, pair.digits);
        let value = folded.text.len();
        let is_short = is_gtin_length(pair.value.end - pair.value.start);
        if matches!(pair.found.code, 1..=3) && is_short {
            push_padded(&mut folded, source, pair.value);
        } else {
            folded.push_decoded(source, pair.value);
        }
        spans.push((Span::new(start, value), Span::new(value, folded.text.len())));
    }
    source.replace(folded);
    let mut message = Message::new(source.text(), 0, year);
    for (pair, (digits, value)) in pairs.iter().zip(spans) {
        message.add(pair.found, digits, value)?;
    }
    Ok(message.finish())
}

/// The primary key and its qualifiers, which have to follow one of the key's sequences.
fn path_pairs(source: &Source, path: &[Span]) -> Reading<Vec<Pair>> {
    let text = source.text();
    // A slash at the end of the address leaves an empty segment.
    let path = match path.split_last() {
        Some((last, front)) if last.start == last.end => front,
        _ => path,
    };
    let (mut pairs, mut qualifiers): (Vec<Pair>, Vec<u16>) = (Vec::new(), Vec::new());
    for pair in path.chunks(2) {
        let found = find_exact(pair[0].of(text)).ok_or_else(|| unexpected(text, pair[0]))?;
        let [digits, value] = pair else {
            let reason = format!("({:02}) has no value", found.code);
            return Err(Fault::new(ErrorKind::TooShort, pair[0], reason));
        };
        let key = pairs.first().map(|key| key.found.entry.link_key.unwrap_or_default());
        if let Some(sequences) = key {
            qualifiers.push(found.code);
            if !sequences.iter().any(|sequence| is_subsequence(&qualifiers, sequence)) {
                return Err(unexpected(text, *digits));
            }
        }
        pairs.push(Pair { found, digits: *digits, value: *value });
    }
    Ok(pairs)
}

fn is_subsequence(codes: &[u16], sequence: &[u16]) -> bool {
    let mut rest = sequence.iter();
    codes.iter().all(|code| rest.any(|known| known == code))
}

fn unexpected(text: &str, digits: Span) -> Fault {
    let shown = excerpt(digits.of(text));
    let reason = format!("`{shown}` cannot qualify the key of the address here");
    Fault::new(ErrorKind::UnknownIdentifier, digits, reason)
}

/// The data attributes behind the question mark. Keys that are not numbers belong to the resolver.
fn query_pairs(source: &Source, address: &Address) -> Reading<Vec<Pair>> {
    let text = source.text();
    let mut pairs = Vec::new();
    for (key, value) in &address.query {
        let name = key.of(text);
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let found = find_exact(name).filter(|found| found.entry.link_attribute);
        let Some(found) = found else {
            let reason = format!("({}) cannot be a data attribute of an address", excerpt(name));
            return Err(Fault::new(ErrorKind::UnknownIdentifier, *key, reason));
        };
        pairs.push(Pair { found, digits: *key, value: *value });
    }
    Ok(pairs)
}

/// Whether a segment looks like a compressed link: base64url whose first byte names an application
/// identifier, or a combination of them (a digit and a letter from A on).
pub(crate) fn is_compressed(segment: &str) -> bool {
    /// A compressed GTIN alone has more characters.
    const SHORTEST: usize = 8;
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    };
    let values: Option<Vec<u8>> = segment.bytes().map(value).collect();
    let values = values.filter(|values| values.len() >= SHORTEST).unwrap_or_default();
    let [first, second, ..] = values[..] else { return false };
    let byte = first << 2 | second >> 4;
    let (high, low) = (byte >> 4, byte & 15);
    let is_mixed = segment.bytes().any(|byte| byte.is_ascii_uppercase())
        && segment.bytes().any(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let is_known = match (high, low) {
        (0..=9, 0..=9) => find(format!("{high}{low}00").as_bytes()).is_some(),
        (0..=9, 10..) => true,
        _ => false,
    };
    is_mixed && is_known
}
