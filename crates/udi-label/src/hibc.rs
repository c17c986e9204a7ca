//! HIBC: `+`, labeler, product and unit of measure, or a secondary code, or both joined by `/`; the
//! last character is a check (modulo 43).

mod data;

use crate::agency::Agency;
use crate::check_digit;
use crate::check_result::CheckResult;
use crate::draft::{Draft, Fault, Field, Reading};
use crate::error_kind::ErrorKind;
use crate::role::Role;
use crate::source::{Folded, Source};
use crate::span::Span;
use crate::warning::WarningKind;

const LABELER: Field =
    Field { identifier: "labeler", title: "labeler", role: Role::DeviceIdentifier };
const PRODUCT: Field =
    Field { identifier: "product", title: "product", role: Role::DeviceIdentifier };
const UNIT: Field =
    Field { identifier: "unit_of_measure", title: "unit of measure", role: Role::DeviceIdentifier };

const LABELER_LENGTH: usize = 4;
/// Products have 1 to 18 characters.
const LONGEST_PRODUCT: usize = 18;

/// Whether a text begins as those of this agency do; stars are start and stop characters of Code 39,
/// which people print and type.
pub(crate) fn is_code(text: &str) -> bool {
    text.starts_with('+') || text.starts_with("*+")
}

/// Reads the text from `from` on.
pub(crate) fn read(source: &mut Source, from: usize, year: u16) -> Reading<Draft> {
    let mut code = Span::new(from, source.text().len());
    if let Some(inner) = code.of(source.text()).strip_prefix('*') {
        code = Span::new(from + 1, from + 1 + inner.strip_suffix('*').unwrap_or(inner).len());
    }
    let is_lower = code.of(source.text()).bytes().any(|byte| byte.is_ascii_lowercase());
    if is_lower {
        let folded = Folded::in_capitals(source, Span::new(0, source.text().len()));
        source.replace(folded);
    }
    let code = with_blank_check(source, code);
    let draft = read_code(source.text(), code, year);
    let mut draft = draft.map_err(|fault| fault.of(Agency::Hibc))?;
    if is_lower {
        draft.note(WarningKind::LowerCase, code, "HIBC has capital letters only");
    }
    Ok(draft)
}

/// The check character may be a blank, which was cut off at the end of the text or printed as `_`.
fn with_blank_check(source: &mut Source, code: Span) -> Span {
    let text = code.of(source.text());
    let is_cut = source.input().ends_with(' ')
        && code.end == source.text().len()
        && check_digit::hibc(text) == Some(' ');
    let is_printed = text.strip_suffix('_').map(check_digit::hibc) == Some(Some(' '));
    if !is_cut && !is_printed {
        return code;
    }
    let mut folded = Folded::default();
    let end = code.end - usize::from(is_printed);
    folded.push_part(source, Span::new(0, end));
    let blank = source.place(Span::new(end, code.end));
    let length = source.input().len();
    let origin =
        if is_printed { Span::new(blank.start, blank.end) } else { Span::new(length - 1, length) };
    folded.push(' ', origin);
    let end = folded.text.len();
    source.replace(folded);
    Span::new(code.start, end)
}

fn read_code(text: &str, code: Span, year: u16) -> Reading<Draft> {
    check_characters(text, code)?;
    let mut draft = Draft::new(Agency::Hibc, code);
    let content = Span::new(code.start + 1, (code.end - 1).max(code.start + 1));
    let first = content.of(text).bytes().next();
    let Some(first) = first else {
        return Err(Fault::new(ErrorKind::TooShort, code, "there is nothing behind the `+`"));
    };
    check_character(text, code, &mut draft)?;
    if first.is_ascii_alphabetic() {
        let end = content.of(text).find('/').map_or(content.end, |at| content.start + at);
        read_primary(text, Span::new(content.start, end), &mut draft)?;
        if end < content.end {
            data::read(text, Span::new(end + 1, content.end), year, &mut draft)?;
        }
    } else {
        // A secondary code ends in a link to its primary code, and its own check character.
        let link = Span::new(content.end - 1, content.end);
        draft.link_character = Some(link);
        data::read(text, Span::new(content.start, link.start), year, &mut draft)?;
    }
    Ok(draft)
}

fn check_characters(text: &str, code: Span) -> Reading<()> {
    let mut buffer = [0; 4];
    let mut characters = code.of(text).char_indices();
    let wrong = characters
        .find(|(_, character)| check_digit::hibc(character.encode_utf8(&mut buffer)).is_none());
    let Some((at, character)) = wrong else { return Ok(()) };
    let start = code.start + at;
    let span = Span::new(start, start + character.len_utf8());
    let reason = format!("HIBC cannot contain `{}`", character.escape_debug());
    Err(Fault::new(ErrorKind::InvalidCharacter, span, reason))
}

fn check_character(text: &str, code: Span, draft: &mut Draft) -> Reading<()> {
    let last = Span::new(code.end - 1, code.end);
    let given = last.of(text).chars().next();
    let computed = check_digit::hibc(Span::new(code.start, last.start).of(text));
    let (Some(given), Some(computed)) = (given, computed) else { return Ok(()) };
    if given != computed {
        let reason = format!("the check character is `{given}`, computed `{computed}`");
        return Err(Fault::new(ErrorKind::WrongCheckDigit, last, reason));
    }
    draft.check = Some(CheckResult { given, computed });
    Ok(())
}

fn read_primary(text: &str, primary: Span, draft: &mut Draft) -> Reading<()> {
    let malformed = |span, reason: &str| Err(Fault::new(ErrorKind::Malformed, span, reason));
    let length = primary.end - primary.start;
    if length < LABELER_LENGTH + 2 {
        let reason = "labeler (4 characters), product and unit of measure are missing";
        return malformed(primary, reason);
    }
    let is_alphanumeric = |byte: u8| byte.is_ascii_alphanumeric();
    if let Some(at) = primary.of(text).bytes().position(|byte| !is_alphanumeric(byte)) {
        let start = primary.start + at;
        let span = Span::new(start, start + 1);
        return malformed(span, "labeler and product consist of letters and digits");
    }
    let unit = Span::new(primary.end - 1, primary.end);
    if !unit.of(text).bytes().all(|byte| byte.is_ascii_digit()) {
        return malformed(unit, "the unit of measure is a digit");
    }
    let labeler = Span::new(primary.start, primary.start + LABELER_LENGTH);
    let product = Span::new(labeler.end, unit.start);
    draft.di = Some(primary);
    draft.add(&LABELER, labeler);
    draft.add(&PRODUCT, product);
    draft.add(&UNIT, unit);
    if product.end - product.start > LONGEST_PRODUCT {
        let message = format!("the product has more than {LONGEST_PRODUCT} characters");
        draft.note(WarningKind::UnusualLength, product, message);
    }
    Ok(())
}
