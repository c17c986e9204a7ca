//! AHM codes: `MF…`, with parts separated by `*`. What the keys mean is inferred from their names, so
//! every part is kept as text.

use crate::agency::Agency;
use crate::draft::{Draft, Field, Name, Part};
use crate::ma;
use crate::role::Role;
use crate::span::Span;
use crate::warning::WarningKind;

const CODE: Field =
    Field { identifier: "MF", title: "device identifier", role: Role::DeviceIdentifier };

/// The keys of the parts.
static KEYS: [Field; 7] = [
    Field { identifier: "BA", title: "lot number", role: Role::LotNumber },
    Field { identifier: "BN", title: "lot number", role: Role::LotNumber },
    Field { identifier: "SN", title: "serial number", role: Role::SerialNumber },
    Field { identifier: "MD", title: "production date", role: Role::ProductionDate },
    Field { identifier: "BD", title: "BD", role: Role::Other },
    Field { identifier: "ED", title: "expiry date", role: Role::ExpiryDate },
    Field { identifier: "PL", title: "PL", role: Role::Other },
];

/// More parts are not known.
const MAX_PARTS: usize = 32;

/// Whether a text is one of this agency: without a part behind it, `MF…` may be any lot number.
pub(crate) fn is_code(text: &str) -> bool {
    text.starts_with("MF") && text.contains('*')
}

/// Reads the text from `from` on. Nothing is an error: no label of this agency has been seen.
pub(crate) fn read(text: &str, from: usize, year: u16) -> Draft {
    let mut draft = Draft::new(Agency::Ahm, Span::new(from, text.len()));
    let mut start = from;
    for part in text[from..].split('*').take(MAX_PARTS) {
        let span = Span::new(start, start + part.len());
        start = span.end + 1;
        if span.start == from {
            draft.di = Some(span);
            draft.add(&CODE, span);
        } else if !part.is_empty() {
            add(text, span, year, &mut draft);
        }
    }
    draft
}

fn add(text: &str, part: Span, year: u16, draft: &mut Draft) {
    let key = part.of(text).get(..2);
    let field = KEYS.iter().find(|field| Some(field.identifier) == key);
    let Some(field) = field else {
        draft.note(WarningKind::UnknownPart, part, "the meaning of this part is not known");
        let name = Span::new(part.start, part.start);
        draft.parts.push(Part { name: Name::Unknown(name), value: part, date: None });
        return;
    };
    let value = Span::new(part.start + 2, part.end);
    if !matches!(field.role, Role::ProductionDate | Role::ExpiryDate) {
        draft.add(field, value);
        return;
    }
    let digits: String = value.of(text).chars().filter(char::is_ascii_digit).collect();
    if let Some(date) = ma::date(&digits, year) {
        draft.add_date(field, value, date);
    } else {
        draft.note(WarningKind::UnknownPart, value, format!("the {} is not one", field.title));
        draft.add(field, value);
    }
}
