//! Ranks divisions of a text by the evidence for them.

use std::cmp::Reverse;

use super::is_before;
use crate::draft::{Name, Part};
use crate::gs1::search::Division;
use crate::role::Role;

/// The roles that the register makes promises about.
pub(super) const PROMISED: [Role; 4] =
    [Role::LotNumber, Role::SerialNumber, Role::ProductionDate, Role::ExpiryDate];

/// The divisions with their scores, the greatest first. Under a promise those with the fewest further
/// elements are kept: the register does not promise the others.
pub(super) fn rank(
    divisions: Vec<Division>,
    has_promise: bool,
    this_year: u16,
) -> Vec<(i32, Division)> {
    let extras = |division: &Division| division.parts.iter().filter(|part| is_extra(part)).count();
    let fewest = divisions.iter().map(extras).min().unwrap_or(0);
    let kept = divisions.into_iter().filter(|division| !has_promise || extras(division) == fewest);
    let mut ranked: Vec<_> = kept.map(|division| (score(&division, this_year), division)).collect();
    ranked.sort_by_key(|(score, _)| Reverse(*score));
    ranked
}

fn is_extra(part: &Part) -> bool {
    part.name.role() == Role::Other
}

/// Evidence in the manner of bits: how unlikely it is that an element appears by chance, less what
/// each assumption costs.
fn score(division: &Division, this_year: u16) -> i32 {
    let elements: i32 = division.parts.iter().map(|part| evidence(part, this_year)).sum();
    let date = |role| division.parts.iter().find(|part| part.name.role() == role)?.date;
    let is_contradictory = is_before(date(Role::ExpiryDate), date(Role::ProductionDate));
    let lost = i32::try_from(division.lost.len()).unwrap_or(i32::MAX / 64);
    elements - lost * LOST_SEPARATOR - if is_contradictory { CONTRADICTION } else { 0 }
}

const LOST_SEPARATOR: i32 = 5;
const CONTRADICTION: i32 = 16;
/// Dates further than this from the present year are seldom those of a device.
const USUAL_YEARS: u16 = 25;

fn evidence(part: &Part, this_year: u16) -> i32 {
    let is_usual = part.date.is_none_or(|date| date.year().abs_diff(this_year) <= USUAL_YEARS);
    match (part.name, part.name.role()) {
        (_, Role::DeviceIdentifier) => 16,
        (_, Role::ProductionDate | Role::ExpiryDate | Role::BestBeforeDate) if is_usual => 8,
        (_, Role::ProductionDate | Role::ExpiryDate | Role::BestBeforeDate) => 3,
        (_, Role::LotNumber | Role::SerialNumber) => 4,
        (_, Role::Quantity) => 2,
        // Additional identification is common on devices, internal information follows any number.
        (Name::Gs1 { code: 240, .. }, Role::Other) => -4,
        (Name::Gs1 { code: 90..=99, .. }, Role::Other) => -7,
        (_, Role::Other) => -6,
    }
}
