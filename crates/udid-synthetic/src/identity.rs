//! Numbers of records: a day and an index in ten digits that look random.
//!
//! A record's place (days since the first, index on the day) is one number below 10^10. A keyed
//! permutation of all numbers below 10^10 turns it into the digits of its device identifiers, and
//! back: nothing has to be stored to find a record by an identifier.

use jiff::SignedDuration;
use jiff::civil::{Date, date};
use random::hash;

use super::stream::Group;

/// The place of a record in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// The day on which the current version was published.
    pub day: Date,
    /// The record's place among those of the day; 0 is the oldest.
    pub index: u32,
}

/// The first day with records.
pub(crate) const FIRST_DAY: Date = date(2019, 10, 1);
/// The last day with records.
pub(crate) const LAST_DAY: Date = date(2059, 12, 31);
/// Places a day has; the last index is one less.
pub(crate) const PLACES_A_DAY: u32 = 200_000;

/// Halves of a number, each of five digits.
const HALF: u64 = 100_000;
const ROUNDS: u64 = 6;

impl RecordId {
    /// The nearest place that the catalog has.
    pub(crate) fn clamped(self) -> Self {
        Self { day: self.day.clamp(FIRST_DAY, LAST_DAY), index: self.index.min(PLACES_A_DAY - 1) }
    }

    /// The place as one number, at most 34 bits.
    pub(crate) fn place(self) -> u64 {
        let id = self.clamped();
        let hours = id.day.duration_since(FIRST_DAY).as_hours();
        let days = u64::try_from(hours / 24).unwrap_or(0);
        days * u64::from(PLACES_A_DAY) + u64::from(id.index)
    }

    /// The place that a number stands for, if the catalog has it.
    pub(crate) fn from_place(place: u64) -> Option<Self> {
        let days = i64::try_from(place / u64::from(PLACES_A_DAY)).ok()?;
        let index = u32::try_from(place % u64::from(PLACES_A_DAY)).ok()?;
        let since = SignedDuration::from_hours(days.checked_mul(24)?);
        let day = FIRST_DAY.checked_add(since).ok()?;
        (day <= LAST_DAY).then_some(Self { day, index })
    }

    /// Whether the catalog has records on a day.
    pub(crate) fn has_day(day: Date) -> bool {
        (FIRST_DAY..=LAST_DAY).contains(&day)
    }

    /// The ten digits that stand for the place in device identifiers.
    pub(crate) fn number(self, seed: u64) -> u64 {
        let place = self.place();
        let (mut left, mut right) = (place / HALF, place % HALF);
        for round in 0..ROUNDS {
            let moved = (left + shift(seed, round, right)) % HALF;
            (left, right) = (right, moved);
        }
        left * HALF + right
    }

    /// The place that ten digits stand for, if the catalog has it.
    pub(crate) fn from_number(seed: u64, number: u64) -> Option<Self> {
        let (mut left, mut right) = (number / HALF, number % HALF);
        if left >= HALF {
            return None;
        }
        for round in (0..ROUNDS).rev() {
            let moved = (right + HALF - shift(seed, round, left)) % HALF;
            (left, right) = (moved, left);
        }
        Self::from_place(left * HALF + right)
    }
}

/// How far a round moves one half, by the other half.
fn shift(seed: u64, round: u64, half: u64) -> u64 {
    hash(seed, Group::Identity, &[round, half]) % HALF
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn id(day: Date, index: u32) -> RecordId {
        RecordId { day, index }
    }

    #[test]
    fn places_go_both_ways_to_the_ends() {
        for day in [FIRST_DAY, date(2020, 2, 29), date(2026, 8, 1), LAST_DAY] {
            for index in [0, 1, 12_999, PLACES_A_DAY - 1] {
                let id = id(day, index);
                assert_eq!(RecordId::from_place(id.place()), Some(id));
                assert_eq!(RecordId::from_number(9, id.number(9)), Some(id));
            }
        }
        assert_eq!(id(FIRST_DAY, 0).place(), 0);
        assert_eq!(RecordId::from_place(id(LAST_DAY, PLACES_A_DAY - 1).place() + 1), None);
        assert_eq!(RecordId::from_place(u64::MAX), None);
        assert_eq!(RecordId::from_number(9, HALF * HALF), None);
        assert_eq!(RecordId::from_number(9, u64::MAX), None);
    }

    #[test]
    fn every_place_fits_ten_digits() {
        assert!(id(LAST_DAY, PLACES_A_DAY - 1).place() < HALF * HALF);
    }

    #[test]
    fn places_outside_become_the_nearest_inside() {
        assert_eq!(id(date(1999, 1, 1), u32::MAX).clamped(), id(FIRST_DAY, PLACES_A_DAY - 1));
        assert_eq!(id(Date::MAX, 3).clamped(), id(LAST_DAY, 3));
        assert_eq!(id(Date::MIN, 3).place(), 3);
    }

    #[test]
    fn neighbors_get_numbers_far_apart() {
        let day = date(2026, 8, 1);
        let numbers: Vec<u64> = (0..1000).map(|index| id(day, index).number(1)).collect();
        let distinct: HashSet<u64> = numbers.iter().copied().collect();
        assert_eq!(distinct.len(), 1000);
        let prefixes: HashSet<u64> = numbers.iter().map(|number| number / HALF).collect();
        assert!(prefixes.len() > 950, "{}", prefixes.len());
    }

    #[test]
    fn another_seed_gives_other_numbers() {
        let one = id(date(2026, 8, 1), 5);
        assert_ne!(one.number(1), one.number(2));
        assert_ne!(RecordId::from_number(2, one.number(1)), Some(one));
    }
}
