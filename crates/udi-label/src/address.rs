//! Addresses (URLs) with a code in them.

mod parts;

use crate::draft::{Draft, Fault, Reading};
use crate::error_kind::ErrorKind;
use crate::gs1::link;
use crate::ma;
use crate::source::{Folded, Source};
use crate::span::Span;
pub(crate) use parts::Address;

/// A path has seldom more segments than 10, a query seldom more keys.
const MAX_PARTS: usize = 256;

/// Whether a text is an address.
pub(crate) fn is_address(text: &str) -> bool {
    scheme_length(text).is_some() || begins_with_host(text)
}

/// Some software cuts off the scheme: `id.gs1.org/01/…`.
fn begins_with_host(text: &str) -> bool {
    let Some((host, _)) = text.split_once('/') else { return false };
    let is_of_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    let name = host.split_once(':').map_or(host, |(name, _)| name);
    let domain = name.rsplit_once('.').map_or("", |(_, domain)| domain);
    host.bytes().all(is_of_host)
        && domain.len() >= 2
        && domain.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn scheme_length(text: &str) -> Option<usize> {
    ["https://", "http://"].into_iter().map(str::len).find(|length| {
        let scheme = text.get(..*length).map(str::to_ascii_lowercase);
        matches!(scheme.as_deref(), Some("https://" | "http://"))
    })
}

/// Reads the code of a device that is in an address: GS1 Digital Link, or an MA code in a segment or
/// behind any key.
pub(crate) fn read(source: &mut Source, from: usize, year: u16) -> Reading<Draft> {
    let address = split(source.text(), from);
    if let Some(key) = link::find_key(source, &address) {
        return link::read(source, &address, key, year)
            .map_err(|fault| fault.of(crate::agency::Agency::Gs1));
    }
    let values = address.query.iter().map(|(_, value)| *value).chain(address.path.iter().copied());
    for value in values {
        let mut folded = Folded::default();
        folded.push_decoded(source, value);
        if ma::is_code(&folded.text) {
            source.replace(folded);
            return ma::read(source, 0, year).map_err(|fault| in_address(source, fault));
        }
    }
    let whole = Span::new(from, source.text().len());
    let compressed = address.path.iter().find(|part| link::is_compressed(part.of(source.text())));
    Err(match compressed {
        Some(part) => Fault::new(
            ErrorKind::CompressedLink,
            *part,
            "a compressed GS1 Digital Link: only uncompressed ones are read",
        )
        .of(crate::agency::Agency::Gs1),
        None => {
            Fault::new(ErrorKind::NoCodeInAddress, whole, "the address holds no code of a device")
        }
    })
}

/// Counts the place in the code as well, which people see without its address.
fn in_address(source: &Source, mut fault: Fault) -> Fault {
    let character =
        source.text().get(..fault.0.span.start).map_or(0, |front| front.chars().count());
    fault.0.reason = format!("character {} of the code: {}", character + 1, fault.0.reason);
    fault
}

fn split(text: &str, from: usize) -> Address {
    let rest = text.get(from..).unwrap_or_default();
    let host = from + scheme_length(rest).unwrap_or(0);
    let end = text[host..].find('#').map_or(text.len(), |at| host + at);
    let query = text[host..end].find('?').map_or(end, |at| host + at);
    let path = text[host..query].find('/').map_or(query, |at| host + at);
    let segments = parts(text, Span::new((path + 1).min(query), query), &['/']);
    let pairs = parts(text, Span::new((query + 1).min(end), end), &['&', ';']);
    let pairs = pairs.into_iter().map(|pair| {
        let equals = pair.of(text).find('=').map(|at| pair.start + at);
        let key_end = equals.unwrap_or(pair.end);
        let value = Span::new(equals.map_or(pair.end, |at| at + 1), pair.end);
        (Span::new(pair.start, key_end), value)
    });
    Address { path: segments, query: pairs.collect() }
}

fn parts(text: &str, span: Span, separators: &[char]) -> Vec<Span> {
    let mut start = span.start;
    let parts = span.of(text).split(separators).map(|part| {
        let part = Span::new(start, start + part.len());
        start = part.end + 1;
        part
    });
    parts.take(MAX_PARTS).collect()
}
