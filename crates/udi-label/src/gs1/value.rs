//! Checks values of application identifiers, component by component.

use super::identifier::{ApplicationIdentifier, CharacterSet, Component};
use super::problem::{Problem, ProblemKind};
use super::rules;
use crate::date::LabelDate;

/// The sets that a byte is in, as bits of [`CharacterSet`].
const SETS: [u8; 256] = {
    let text =
        b"!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    let part = b"#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let base64 = b"-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    let mut sets = [0; 256];
    let mut index = 0;
    while index < text.len() {
        sets[text[index] as usize] |= CharacterSet::Text as u8;
        if text[index].is_ascii_digit() {
            sets[text[index] as usize] |= CharacterSet::Numeric as u8;
        }
        index += 1;
    }
    index = 0;
    while index < part.len() {
        sets[part[index] as usize] |= CharacterSet::Part as u8;
        index += 1;
    }
    index = 0;
    while index < base64.len() {
        sets[base64[index] as usize] |= CharacterSet::Base64Url as u8;
        index += 1;
    }
    sets
};

impl CharacterSet {
    pub(crate) fn has(self, byte: u8) -> bool {
        SETS[usize::from(byte)] & self as u8 != 0
    }
}

/// Checks a whole value and reads the date that it begins with, if it is one.
pub(crate) fn check(
    entry: &ApplicationIdentifier,
    value: &[u8],
    this_year: u16,
) -> Result<Option<LabelDate>, Problem> {
    let (mut at, mut date) = (0, None);
    for component in entry.components {
        let rest = &value[at..];
        if rest.is_empty() && component.optional {
            break;
        }
        let part = &rest[..rest.len().min(usize::from(component.max))];
        let found = check_component(component, part, this_year);
        let found = found.map_err(|problem| Problem {
            start: problem.start + at,
            end: problem.end + at,
            ..problem
        })?;
        date = date.or(found);
        at += part.len();
    }
    if at < value.len() {
        return Err(Problem { kind: ProblemKind::TooLong, start: at, end: value.len() });
    }
    Ok(date)
}

fn check_component(
    component: &Component,
    part: &[u8],
    this_year: u16,
) -> Result<Option<LabelDate>, Problem> {
    if let Some(at) = part.iter().position(|byte| !component.set.has(*byte)) {
        return Err(Problem { kind: ProblemKind::Character, start: at, end: at + 1 });
    }
    let whole = |kind| Problem { kind, start: 0, end: part.len() };
    if part.len() < usize::from(component.min) {
        return Err(whole(ProblemKind::TooShort));
    }
    let mut date = None;
    for rule in component.checks {
        let found = rules::check(*rule, part, this_year).map_err(|kind| match kind {
            ProblemKind::CheckDigit { .. } => Problem { start: part.len() - 1, ..whole(kind) },
            _ => whole(kind),
        })?;
        date = date.or(found);
    }
    Ok(date)
}
