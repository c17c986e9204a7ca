//! MA codes (IDcode) of medical devices: `MA.156.M0.<organization>.<level><item><check>`, followed by
//! production parts in any order, each with its letter in front.

use crate::agency::Agency;
use crate::check_digit;
use crate::check_result::CheckResult;
use crate::date::LabelDate;
use crate::draft::{Draft, Fault, Field, Name, Part, Reading};
use crate::error_kind::ErrorKind;
use crate::role::Role;
use crate::source::{Folded, Source};
use crate::span::Span;
use crate::warning::WarningKind;

const ORGANIZATION: Field =
    Field { identifier: "organization", title: "organization", role: Role::DeviceIdentifier };
const LEVEL: Field =
    Field { identifier: "level", title: "packaging level", role: Role::DeviceIdentifier };
const ITEM: Field = Field { identifier: "item", title: "item", role: Role::DeviceIdentifier };

/// The production parts, by their letters.
static PRODUCTION: [Field; 8] = [
    Field { identifier: "S", title: "serial number", role: Role::SerialNumber },
    Field { identifier: "M", title: "production date", role: Role::ProductionDate },
    Field { identifier: "L", title: "lot number", role: Role::LotNumber },
    Field { identifier: "D", title: "sterilization lot number", role: Role::Other },
    Field { identifier: "E", title: "expiry date", role: Role::ExpiryDate },
    Field { identifier: "V", title: "valid until", role: Role::Other },
    Field { identifier: "Y", title: "insurance code", role: Role::Other },
    Field { identifier: "C", title: "check digit", role: Role::Other },
];

/// Letters whose values are dates.
const DATES: [&str; 3] = ["M", "E", "V"];

const ORGANIZATION_DIGITS: usize = 6;

/// More parts are not known.
const MAX_PARTS: usize = 32;

/// Whether a text begins as codes of this agency do, the earlier `i.86.` included.
pub(crate) fn is_code(text: &str) -> bool {
    let begins_with = |prefix: &str| {
        text.get(..prefix.len()).is_some_and(|front| front.eq_ignore_ascii_case(prefix))
    };
    begins_with("MA.") || begins_with("i.86.")
}

/// Reads the text from `from` on.
pub(crate) fn read(source: &mut Source, from: usize, year: u16) -> Reading<Draft> {
    let is_lower = with_prefix_in_capitals(source, from);
    let text = source.text();
    // Answers of the registry end in a slash.
    let end = from + text[from..].trim_end_matches('/').len();
    let parts = split(text, Span::new(from, end));
    let mut draft = Draft::new(Agency::Ma, Span::new(from, end));
    if is_lower {
        let span = Span::new(from, parts.get(1).map_or(end, |part| part.end));
        draft.note(WarningKind::LowerCase, span, "MA codes begin with capital letters");
    }
    let read = read_identifier(text, &parts, &mut draft)
        .and_then(|()| read_production(text, parts.get(5..).unwrap_or_default(), year, &mut draft));
    read.map(|()| draft).map_err(|fault| fault.of(Agency::Ma))
}

/// Writes `ma.156.m0.` in capitals: the check digit depends on it. The rest keeps its case.
fn with_prefix_in_capitals(source: &mut Source, from: usize) -> bool {
    const PREFIX: usize = "MA.156.M0".len();
    let text = source.text();
    let end = text.len().min(from + PREFIX);
    let front = text.get(from..end).unwrap_or_default();
    let is_lower = front.to_ascii_uppercase().starts_with("MA.") && {
        front.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    if is_lower {
        let mut folded = Folded::in_capitals(source, Span::new(0, end));
        folded.push_part(source, Span::new(end, text.len()));
        source.replace(folded);
    }
    is_lower
}

fn split(text: &str, span: Span) -> Vec<Span> {
    let mut start = span.start;
    let parts = span.of(text).split('.').map(|part| {
        let part = Span::new(start, start + part.len());
        start = part.end + 1;
        part
    });
    parts.take(MAX_PARTS + 1).collect()
}

fn malformed(span: Span, reason: &str) -> Fault {
    Fault::new(ErrorKind::Malformed, span, reason)
}

/// Reads the device identifier.
fn read_identifier(text: &str, parts: &[Span], draft: &mut Draft) -> Reading<()> {
    let end = Span::new(draft.code.end, draft.code.end);
    let part = |index: usize| parts.get(index).copied().unwrap_or(end);
    let (issuer, kind, organization, product) = (part(1), part(2), part(3), part(4));
    let is_number = |span: Span| {
        let digits = span.of(text);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !part(0).of(text).eq_ignore_ascii_case("MA") || kind.of(text) != "M0" {
        let reason = "an IDcode that does not identify a medical device: `M0` is missing";
        return Err(Fault::new(ErrorKind::Unsupported, kind, reason));
    }
    if issuer.of(text) != "156" {
        return Err(malformed(issuer, "the issuer of MA codes is 156"));
    }
    if !is_number(organization) || organization.of(text).len() != ORGANIZATION_DIGITS {
        return Err(malformed(organization, "the organization has 6 digits"));
    }
    check_characters(text, product)?;
    let level_and_check = (product.of(text).as_bytes().first(), product.of(text).as_bytes().last());
    if product.end - product.start < 3 {
        return Err(malformed(product, "packaging level, item and check digit are missing"));
    }
    if !level_and_check.0.is_some_and(u8::is_ascii_digit) {
        let level = Span::new(product.start, product.start + 1);
        return Err(malformed(level, "the packaging level is a digit"));
    }
    draft.di = Some(Span::new(draft.code.start, product.end));
    draft.add(&ORGANIZATION, organization);
    draft.add(&LEVEL, Span::new(product.start, product.start + 1));
    draft.add(&ITEM, Span::new(product.start + 1, product.end - 1));
    let checked = Span::new(draft.code.start, product.end - 1);
    draft.check = compare(text, checked, Span::new(product.end - 1, product.end), draft);
    Ok(())
}

/// Compares a check digit, which is advisory, with the computed one.
fn compare(text: &str, checked: Span, digit: Span, draft: &mut Draft) -> Option<CheckResult> {
    let given = digit.of(text).chars().next()?;
    let computed = char::from(b'0' + check_digit::ma(checked.of(text))?);
    if given != computed {
        let message = format!("the check digit is {given}, computed {computed}");
        draft.note(WarningKind::WrongCheckDigit, digit, message);
    }
    Some(CheckResult { given, computed })
}

/// Codes consist of the characters that have a value in the check, and of `_`.
fn check_characters(text: &str, part: Span) -> Reading<()> {
    let is_wrong = |character: char| {
        let mut buffer = [0; 4];
        character != '_' && check_digit::ma(character.encode_utf8(&mut buffer)).is_none()
    };
    let Some((at, character)) = part.of(text).char_indices().find(|(_, c)| is_wrong(*c)) else {
        return Ok(());
    };
    let start = part.start + at;
    let span = Span::new(start, start + character.len_utf8());
    let reason = format!("MA codes cannot contain `{}`", character.escape_debug());
    Err(Fault::new(ErrorKind::InvalidCharacter, span, reason))
}

fn read_production(text: &str, parts: &[Span], year: u16, draft: &mut Draft) -> Reading<()> {
    for part in parts.iter().copied() {
        if draft.parts.len() > MAX_PARTS {
            return Err(malformed(part, "too many parts"));
        }
        let mut letters = part.of(text).chars();
        let Some(letter) = letters.next() else {
            return Err(malformed(part, "a part between two dots is empty"));
        };
        check_characters(text, part)?;
        let value = Span::new(part.start + letter.len_utf8(), part.end);
        if value.start == value.end {
            let reason = format!("the part `{letter}` is empty");
            return Err(Fault::new(ErrorKind::TooShort, part, reason));
        }
        let name = Span::new(part.start, value.start);
        add_production(text, name, value, year, draft)?;
        if letter == 'C' {
            // From the dot after the device identifier to before the dot of the check digit.
            let start = draft.di.map_or(draft.code.start, |di| di.end);
            let checked = Span::new(start, part.start - 1);
            draft.production_check = compare(text, checked, value, draft);
        }
    }
    Ok(())
}

fn add_production(
    text: &str,
    name: Span,
    value: Span,
    year: u16,
    draft: &mut Draft,
) -> Reading<()> {
    let letter = name.of(text);
    let Some(field) = PRODUCTION.iter().find(|field| field.identifier == letter) else {
        let message = format!("the meaning of the part `{letter}` is not known");
        draft.note(WarningKind::UnknownPart, name, message);
        draft.parts.push(Part { name: Name::Unknown(name), value, date: None });
        return Ok(());
    };
    let is_same = |part: &Part| matches!(part.name, Name::Field(f) if f.identifier == letter);
    let known = draft.parts.iter().find(|part| is_same(part));
    if known.is_some_and(|known| known.value.of(text) != value.of(text)) {
        let reason = format!("the part `{letter}` is there twice, with different values");
        return Err(Fault::new(ErrorKind::Repeated, value, reason));
    }
    if !DATES.contains(&letter) {
        draft.add(field, value);
        return Ok(());
    }
    let date = date(value.of(text), year).ok_or_else(|| {
        let reason = format!("the {} is not a date (YYMMDD or YYYYMMDD)", field.title);
        Fault::new(ErrorKind::InvalidDate, value, reason)
    })?;
    draft.add_date(field, value, date);
    Ok(())
}

/// A date of six or eight digits.
pub(crate) fn date(text: &str, year: u16) -> Option<LabelDate> {
    match text.len() {
        6 => LabelDate::from_yymmdd(text.as_bytes(), year),
        8 => LabelDate::from_yyyymmdd(text.as_bytes()),
        _ => None,
    }
}
