//! Elements that require or exclude each other on one item.

use super::identifier::{ApplicationIdentifier, ContentRule, any_has};
use crate::draft::{Draft, Name, Part};
use crate::span::Span;
use crate::warning::WarningKind;

/// Whether a value identifies something with a check digit.
pub(super) fn is_key(entry: &ApplicationIdentifier) -> bool {
    let has = |check| entry.components.iter().any(|component| component.checks.contains(&check));
    has(ContentRule::CheckDigit)
}

/// Notes what is missing and what contradicts. Both are no errors of the text: an item may carry more
/// than one code, and GS1 holds all of them together to these rules.
pub(super) fn note(draft: &mut Draft) {
    for index in 0..draft.parts.len() {
        let part = draft.parts[index];
        let Name::Gs1 { entry, code, .. } = part.name else { continue };
        let codes = || draft.parts.iter().filter_map(Part::code);
        let missing = entry.requires.iter().find(|rule| !is_kept(rule, &codes()));
        let excluded = codes().find(|other| *other != code && any_has(entry.excludes, *other));
        if let Some(rule) = missing {
            note_missing(draft, part.value, code, rule);
        }
        if let Some(other) = excluded {
            let message = format!("({code:02}) and ({other:02}) contradict each other");
            draft.note(WarningKind::ExcludedCompanion, part.value, message);
        }
    }
}

/// Whether an element requires one that is not there.
pub(crate) fn lacks_companion(
    entry: &ApplicationIdentifier,
    codes: &(impl Iterator<Item = u16> + Clone),
) -> bool {
    entry.requires.iter().any(|rule| !is_kept(rule, codes))
}

/// Whether an element excludes one of these.
pub(crate) fn any_is_excluded(part: &Part, others: &[Part]) -> bool {
    let Name::Gs1 { entry, code, .. } = part.name else { return false };
    let mut codes = others.iter().filter_map(Part::code);
    codes.any(|other| other != code && any_has(entry.excludes, other))
}

fn is_kept(rule: &[&[(u16, u16)]], codes: &(impl Iterator<Item = u16> + Clone)) -> bool {
    rule.iter().any(|alternative| {
        alternative.iter().all(|range| codes.clone().any(|code| any_has(&[*range], code)))
    })
}

fn note_missing(draft: &mut Draft, place: Span, code: u16, rule: &[&[(u16, u16)]]) {
    let name = |range: &(u16, u16)| match range {
        (first, last) if first == last => format!("({first:02})"),
        (first, last) => format!("({first:02}) to ({last:02})"),
    };
    let together = |alternative: &&[(u16, u16)]| {
        alternative.iter().map(name).collect::<Vec<_>>().join(" with ")
    };
    let alternatives = rule.iter().map(together).collect::<Vec<_>>().join(" or ");
    let message =
        format!("({code:02}) requires {alternatives}: scan the other code on the item as well");
    draft.note(WarningKind::MissingCompanion, place, message);
}
