//! Secondary data of HIBC: lots, serial numbers, dates and quantities in all their forms.

use crate::date::{LabelDate, full_year};
use crate::draft::{Draft, Fault, Field, Name, Part, Reading};
use crate::error_kind::ErrorKind;
use crate::role::Role;
use crate::span::{Span, excerpt};
use crate::warning::WarningKind;

/// Lots and serial numbers have at most 18 characters.
const LONGEST_NUMBER: usize = 18;

/// More parts are not known.
const MAX_PARTS: usize = 16;

/// How a date is written.
#[derive(Clone, Copy)]
enum DateForm {
    Mmyy,
    Mmddyy,
    Yymmdd,
    Yymmddhh,
    Yyjjj,
    Yyjjjhh,
    Yyyymmdd,
}

const fn field(identifier: &'static str, title: &'static str, role: Role) -> Field {
    Field { identifier, title, role }
}

static LOT: Field = field("$", "lot number", Role::LotNumber);
static LOT_WITH_DATE: Field = field("$$", "lot number", Role::LotNumber);
static SERIAL: Field = field("$+", "serial number", Role::SerialNumber);
static SERIAL_WITH_DATE: Field = field("$$+", "serial number", Role::SerialNumber);
static JULIAN: Field = field("YYJJJ", "expiry date", Role::ExpiryDate);
static LOT_WITH_JULIAN: Field = field("YYJJJ", "lot number", Role::LotNumber);
static QUANTITY_2: Field = field("$$8", "quantity", Role::Quantity);
static QUANTITY_5: Field = field("$$9", "quantity", Role::Quantity);

/// The digit that announces a date behind `$$`, its form, and the name of its field.
static FLAGGED_DATES: [(u8, DateForm, Field); 5] = [
    (b'2', DateForm::Mmddyy, field("$$2", "expiry date", Role::ExpiryDate)),
    (b'3', DateForm::Yymmdd, field("$$3", "expiry date", Role::ExpiryDate)),
    (b'4', DateForm::Yymmddhh, field("$$4", "expiry date", Role::ExpiryDate)),
    (b'5', DateForm::Yyjjj, field("$$5", "expiry date", Role::ExpiryDate)),
    (b'6', DateForm::Yyjjjhh, field("$$6", "expiry date", Role::ExpiryDate)),
];
static MONTH_AND_YEAR: Field = field("$$", "expiry date", Role::ExpiryDate);

/// The data identifiers (ANSI MH10.8.2) that follow further slashes.
static IDENTIFIERS: [Field; 4] = [
    field("14D", "expiry date", Role::ExpiryDate),
    field("16D", "production date", Role::ProductionDate),
    field("S", "serial number", Role::SerialNumber),
    field("Q", "quantity", Role::Quantity),
];

/// Reads parts that are joined by slashes.
pub(super) fn read(text: &str, data: Span, year: u16, draft: &mut Draft) -> Reading<()> {
    let mut start = data.start;
    for (index, part) in data.of(text).split('/').enumerate() {
        let span = Span::new(start, start + part.len());
        start = span.end + 1;
        if index == MAX_PARTS {
            return Err(Fault::new(ErrorKind::Malformed, span, "too many parts"));
        }
        read_part(text, span, year, draft)?;
    }
    Ok(())
}

fn read_part(text: &str, part: Span, year: u16, draft: &mut Draft) -> Reading<()> {
    let rest = |prefix: &str| Span::new(part.start + prefix.len(), part.end);
    match part.of(text).as_bytes() {
        [b'$', b'$', b'+', ..] => read_dated(text, rest("$$+"), year, &SERIAL_WITH_DATE, draft),
        [b'$', b'$', ..] => read_dated(text, rest("$$"), year, &LOT_WITH_DATE, draft),
        [b'$', b'+', ..] => add_number(text, &SERIAL, rest("$+"), draft),
        [b'$', ..] => add_number(text, &LOT, rest("$"), draft),
        [first, ..] if first.is_ascii_digit() && !has_identifier(part.of(text)) => {
            let span = Span::new(part.start, part.end.min(part.start + 5));
            add_date(text, &JULIAN, span, DateForm::Yyjjj, year, draft)?;
            add_optional_number(text, &LOT_WITH_JULIAN, Span::new(span.end, part.end), draft)
        }
        [] => Err(Fault::new(ErrorKind::TooShort, part, "a part between two slashes is empty")),
        _ => read_identified(text, part, year, draft),
    }
}

/// Reads what follows `$$`: maybe a quantity, maybe a date, and the number.
fn read_dated(
    text: &str,
    mut rest: Span,
    year: u16,
    number: &'static Field,
    draft: &mut Draft,
) -> Reading<()> {
    let first = |span: Span| span.of(text).bytes().next();
    let quantity = match first(rest) {
        Some(b'8') => Some((&QUANTITY_2, 2)),
        Some(b'9') => Some((&QUANTITY_5, 5)),
        _ => None,
    };
    if let Some((field, digits)) = quantity {
        let span = Span::new(rest.start + 1, rest.end.min(rest.start + 1 + digits));
        let is_number = span.of(text).bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || span.end - span.start < digits {
            let reason = format!("the quantity has {digits} digits");
            return Err(Fault::new(ErrorKind::InvalidValue, span, reason));
        }
        draft.add(field, span);
        rest.start = span.end;
        if rest.start == rest.end {
            return Ok(());
        }
    }
    let date = match first(rest) {
        // A month begins with 0 or 1: the oldest form has no flag.
        Some(b'0' | b'1') => Some((rest.start, DateForm::Mmyy, &MONTH_AND_YEAR)),
        Some(b'7') => None,
        flag => {
            let known = FLAGGED_DATES.iter().find(|(known, ..)| flag == Some(*known));
            let Some((_, form, field)) = known else {
                let span = Span::new(rest.start, rest.end.min(rest.start + 1));
                let reason = "behind `$$` a digit announces the date, quantity or lot";
                return Err(Fault::new(ErrorKind::Malformed, span, reason));
            };
            Some((rest.start + 1, *form, field))
        }
    };
    rest.start += 1;
    if let Some((start, form, field)) = date {
        let span = Span::new(start, rest.end.min(start + form.length()));
        add_date(text, field, span, form, year, draft)?;
        rest.start = span.end;
    }
    add_optional_number(text, number, rest, draft)
}

/// Whether a part begins with a data identifier: up to three digits and a letter.
fn has_identifier(part: &str) -> bool {
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    digits <= 3 && part.as_bytes().get(digits).is_some_and(u8::is_ascii_uppercase)
}

fn read_identified(text: &str, part: Span, year: u16, draft: &mut Draft) -> Reading<()> {
    let content = part.of(text);
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let name = Span::new(part.start, part.end.min(part.start + digits + 1));
    let value = Span::new(name.end, part.end);
    if !has_identifier(content) || value.start == value.end {
        let reason = "this part has no data identifier, or nothing behind it";
        return Err(Fault::new(ErrorKind::Malformed, part, reason));
    }
    let field = IDENTIFIERS.iter().find(|field| field.identifier == name.of(text));
    match field.map(|field| (field, field.role)) {
        Some((field, Role::ExpiryDate | Role::ProductionDate)) => {
            add_date(text, field, value, DateForm::Yyyymmdd, year, draft)
        }
        Some((field, Role::Quantity)) => {
            let is_number = value.of(text).bytes().all(|byte| byte.is_ascii_digit());
            if !is_number {
                let reason = "the quantity is not a number";
                return Err(Fault::new(ErrorKind::InvalidValue, value, reason));
            }
            add(text, field, value, draft)
        }
        Some((field, _)) => add_number(text, field, value, draft),
        None => {
            draft.parts.push(Part { name: Name::Unknown(name), value, date: None });
            Ok(())
        }
    }
}

fn add_optional_number(
    text: &str,
    field: &'static Field,
    value: Span,
    draft: &mut Draft,
) -> Reading<()> {
    if value.start == value.end { Ok(()) } else { add_number(text, field, value, draft) }
}

fn add_number(text: &str, field: &'static Field, value: Span, draft: &mut Draft) -> Reading<()> {
    if value.start == value.end {
        let reason = format!("the {} is empty", field.title);
        return Err(Fault::new(ErrorKind::TooShort, value, reason));
    }
    if value.end - value.start > LONGEST_NUMBER {
        let message = format!("the {} has more than {LONGEST_NUMBER} characters", field.title);
        draft.note(WarningKind::UnusualLength, value, message);
    }
    add(text, field, value, draft)
}

/// Adds a field, unless it says otherwise than one that is there.
fn add(text: &str, field: &'static Field, value: Span, draft: &mut Draft) -> Reading<()> {
    check_repeated(text, field, draft, |known| known.value.of(text) == value.of(text))?;
    draft.add(field, value);
    Ok(())
}

fn add_date(
    text: &str,
    field: &'static Field,
    value: Span,
    form: DateForm,
    year: u16,
    draft: &mut Draft,
) -> Reading<()> {
    let Some(date) = form.read(value.of(text).as_bytes(), year) else {
        let reason = format!("the {} is not a date ({})", field.title, form.name());
        return Err(Fault::new(ErrorKind::InvalidDate, value, reason));
    };
    check_repeated(text, field, draft, |known| known.date == Some(date))?;
    draft.add_date(field, value, date);
    Ok(())
}

fn check_repeated(
    text: &str,
    field: &Field,
    draft: &Draft,
    is_same: impl Fn(&Part) -> bool,
) -> Reading<()> {
    let known = draft.parts.iter().find(|part| part.name.role() == field.role);
    match known.filter(|known| !is_same(known)) {
        None => Ok(()),
        Some(known) => {
            let shown = excerpt(known.value.of(text));
            let reason = format!("the {} is there twice; it was {shown}", field.title);
            Err(Fault::new(ErrorKind::Repeated, known.value, reason))
        }
    }
}

impl DateForm {
    fn name(self) -> &'static str {
        match self {
            Self::Mmyy => "MMYY",
            Self::Mmddyy => "MMDDYY",
            Self::Yymmdd => "YYMMDD",
            Self::Yymmddhh => "YYMMDDHH",
            Self::Yyjjj => "YYJJJ",
            Self::Yyjjjhh => "YYJJJHH",
            Self::Yyyymmdd => "YYYYMMDD",
        }
    }

    fn length(self) -> usize {
        self.name().len()
    }

    fn read(self, digits: &[u8], this_year: u16) -> Option<LabelDate> {
        let is_number = digits.len() == self.length() && digits.iter().all(u8::is_ascii_digit);
        let number = |at: usize, length: usize| {
            digits[at..at + length]
                .iter()
                .fold(0_u16, |sum, digit| sum * 10 + u16::from(digit - b'0'))
        };
        let pair = |at| u8::try_from(number(at, 2)).unwrap_or_default();
        let has_hour = |at| pair(at) <= 23;
        match self {
            _ if !is_number => None,
            Self::Mmyy => LabelDate::end_of_month(full_year(pair(2), this_year), pair(0)),
            Self::Mmddyy => {
                LabelDate::with_day_or_00(full_year(pair(4), this_year), pair(0), pair(2))
            }
            Self::Yymmddhh if !has_hour(6) => None,
            Self::Yymmdd | Self::Yymmddhh => LabelDate::from_yymmdd(&digits[..6], this_year),
            Self::Yyjjjhh if !has_hour(5) => None,
            Self::Yyjjj | Self::Yyjjjhh => {
                LabelDate::from_day_of_year(full_year(pair(0), this_year), number(2, 3))
            }
            Self::Yyyymmdd => LabelDate::from_yyyymmdd(digits),
        }
    }
}
