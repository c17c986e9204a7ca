//! ICCBBA (ISBT 128): recognized and named, not parsed.

use crate::agency::Agency;
use crate::draft::{Draft, Name, Part};
use crate::span::Span;
use crate::warning::WarningKind;

/// A donation identification number with its data identifier: `=`, 13 characters and two flags.
const DONATION_LENGTH: usize = 16;

/// Whether a text begins with a data identifier of ISBT 128.
pub(crate) fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_graphic = bytes.iter().all(u8::is_ascii_graphic);
    match bytes {
        // `=` and a letter or digit is a donation number, which has a fixed length.
        [b'=', second, ..] if second.is_ascii_alphanumeric() => {
            is_graphic && bytes.len() >= DONATION_LENGTH
        }
        [b'=' | b'&', second, _, _, ..] => is_graphic && second.is_ascii_punctuation(),
        _ => false,
    }
}

pub(crate) fn read(text: &str, from: usize) -> Draft {
    let whole = Span::new(from, text.len());
    let mut draft = Draft::new(Agency::Iccbba, whole);
    let name = Name::Unknown(Span::new(from, from + 2));
    let value = Span::new((from + 2).min(text.len()), text.len());
    draft.parts.push(Part { name, value, date: None });
    draft.note(WarningKind::NotParsed, whole, "ICCBBA labels are recognized, but not parsed");
    draft
}
