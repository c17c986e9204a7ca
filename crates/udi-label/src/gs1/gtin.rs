//! Reading of bare GTINs: the digits of an EAN-8, UPC-A, EAN-13 or ITF-14 symbol.

use super::identifier::find_exact;
use super::message::Message;
use crate::check_digit;
use crate::draft::{Draft, Fault, Reading};
use crate::error_kind::ErrorKind;
use crate::source::{Folded, Source};
use crate::span::Span;

/// Whether a GTIN may have so many digits.
pub(crate) fn is_gtin_length(length: usize) -> bool {
    matches!(length, 8 | 12 | 13 | 14)
}

/// Reads digits of a GTIN's length. The text becomes the element string that they stand for.
pub(crate) fn read(source: &mut Source, gtin: Span, year: u16) -> Reading<Draft> {
    check(gtin.of(source.text()), gtin)?;
    let mut folded = Folded::default();
    folded.push_invented(source, "01", gtin.start);
    push_padded(&mut folded, source, gtin);
    source.replace(folded);
    let text = source.text();
    let mut message = Message::new(text, 0, year);
    if let Some(found) = find_exact("01") {
        message.add(found, Span::new(0, 2), Span::new(2, text.len()))?;
    }
    Ok(message.finish())
}

/// Appends the digits with the zeros that a GTIN-14 has before them.
pub(super) fn push_padded(folded: &mut Folded, source: &Source, gtin: Span) {
    let zeros = 14_usize.saturating_sub(gtin.end - gtin.start);
    folded.push_invented(source, &"0".repeat(zeros), gtin.start);
    folded.push_part(source, gtin);
}

fn check(digits: &str, span: Span) -> Reading<()> {
    let Some((last, front)) = digits.as_bytes().split_last() else { return Ok(()) };
    let computed = check_digit::gs1_of(front).unwrap_or_default();
    if *last == b'0' + computed {
        return Ok(());
    }
    let (length, given) = (digits.len(), char::from(*last));
    let reason = format!(
        "{length} digits would be a GTIN, but the check digit is {given}, computed {computed}"
    );
    Err(Fault::new(ErrorKind::WrongCheckDigit, Span::new(span.end - 1, span.end), reason))
}
