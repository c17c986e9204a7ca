//! Strict reading of element strings.

use super::identifier::{Found, find};
use super::message::Message;
use crate::draft::{Draft, Fault, Reading};
use crate::error_kind::ErrorKind;
use crate::fold::SEPARATOR;
use crate::span::Span;

const SEPARATOR_BYTE: u8 = SEPARATOR as u8;

/// Reads the text from `from` on. `is_announced` says that a symbology identifier or an envelope has
/// announced element strings; otherwise the text itself has to show that it is meant so.
pub(crate) fn read(text: &str, from: usize, is_announced: bool, year: u16) -> Reading<Draft> {
    let bytes = text.as_bytes();
    let mut message = Message::new(text, from, year);
    let (mut at, mut has_separator) = (from, false);
    while at < bytes.len() {
        // In first place it is FNC1 itself; behind values of known length it does no harm.
        if bytes[at] == SEPARATOR_BYTE {
            (at, has_separator) = (at + 1, true);
            continue;
        }
        let found = find(&bytes[at..]).ok_or_else(|| unknown(text, at))?;
        let start = at + found.digits;
        let end = end_of_value(bytes, found, start)?;
        message.add(found, Span::new(at, start), Span::new(start, end))?;
        at = end;
    }
    if message.is_empty() {
        let reason = "there is nothing but separators";
        return Err(Fault::new(ErrorKind::Empty, Span::new(from, text.len()), reason));
    }
    if is_announced || has_separator || message.has_key() {
        return Ok(message.finish());
    }
    let reason = "element strings without a device identifier, a symbology identifier or a \
                  separator: it may be a lot number scanned alone";
    Err(Fault::new(ErrorKind::NoDeviceIdentifier, Span::new(from, text.len()), reason))
}

/// Where the value ends that begins at `start`.
fn end_of_value(bytes: &[u8], found: Found, start: usize) -> Reading<usize> {
    let (_, max) = found.entry.lengths();
    let rest = &bytes[start..];
    let run = if found.entry.separator { rest } else { &rest[..rest.len().min(max)] };
    let run = run.iter().position(|byte| *byte == SEPARATOR_BYTE).unwrap_or(run.len());
    if run <= max {
        return Ok(start + run);
    }
    let code = found.code;
    let reason =
        format!("no separator after ({code:02}): it has at most {max} characters, {run} follow");
    Err(Fault::new(ErrorKind::MissingSeparator, Span::new(start, start + run), reason))
}

fn unknown(text: &str, at: usize) -> Fault {
    let shown: String = text[at..].chars().take(4).collect();
    let span = Span::new(at, at + shown.len());
    let shown = shown.escape_debug();
    let reason = format!("no application identifier begins with `{shown}`");
    Fault::new(ErrorKind::UnknownIdentifier, span, reason)
}
