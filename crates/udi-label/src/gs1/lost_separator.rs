//! Suspicion of a lost separator in a text that reads without error.

use super::identifier::{ApplicationIdentifier, ContentRule, find};
use super::value;
use crate::draft::{Draft, Name};
use crate::role::Role;
use crate::warning::WarningKind;

/// An identifier and a date.
const DATE_LENGTH: usize = 8;

/// Notes lots and serial numbers that may have swallowed a date which the label has nowhere else.
pub(super) fn note(text: &str, this_year: u16, draft: &mut Draft) {
    for index in 0..draft.parts.len() {
        let part = draft.parts[index];
        if !matches!(part.name.role(), Role::LotNumber | Role::SerialNumber) {
            continue;
        }
        let bytes = part.value.of(text).as_bytes();
        let is_new = |code| draft.parts.iter().all(|part| part.code() != Some(code));
        let Some((code, at)) = swallowed_date(bytes, this_year, is_new) else { continue };
        let Name::Gs1 { code: swallower, .. } = part.name else { continue };
        let message = format!(
            "({swallower:02}) may have swallowed ({code:02}) at its character {}: was a separator \
             lost? see the candidates",
            at + 1
        );
        draft.note(WarningKind::PossiblyMissingSeparator, part.value, message);
    }
}

/// A date element inside a value, up to its end or to another known identifier.
fn swallowed_date(
    value: &[u8],
    this_year: u16,
    is_new: impl Fn(u16) -> bool,
) -> Option<(u16, usize)> {
    let last = value.len().checked_sub(DATE_LENGTH)?;
    (1..=last).find_map(|at| {
        let is_candidate = value[at] == b'1' && matches!(value[at + 1], b'1' | b'5' | b'7');
        let found = find(&value[at..]).filter(|found| is_candidate && is_date(found.entry))?;
        let date = &value[at + 2..at + DATE_LENGTH];
        let rest = &value[at + DATE_LENGTH..];
        let follows = rest.is_empty() || find(rest).is_some_and(|next| is_new(next.code));
        let is_valid = follows && value::check(found.entry, date, this_year).is_ok();
        (is_valid && is_new(found.code)).then_some((found.code, at))
    })
}

fn is_date(entry: &ApplicationIdentifier) -> bool {
    entry.components.iter().any(|component| component.checks == [ContentRule::DateYymmddOr00])
}
