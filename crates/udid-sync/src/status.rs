//! As of which day a copy is complete, and what it lacks.

use std::fmt;

use udid_store::{CopyState, Coverage, Inventory, StoredListing, days_between};
use udid_types::Period;

/// As of which day a copy of the register is complete, and what it lacks. Its text says so in lines.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// What is stored.
    pub inventory: Inventory,
    /// The day as of which the copy is complete; `None` without a full release.
    pub data_date: Option<Period>,
    /// The last day that has ended in Beijing.
    pub last_day: Period,
    /// Days since the full release whose changes are not stored.
    pub missing_days: Vec<Period>,
    /// Listings that ended twice with the same disagreement.
    pub disputed: Vec<StoredListing>,
    /// Listings that are not complete, or not ended.
    pub incomplete: Vec<StoredListing>,
}

impl Status {
    /// The status of a copy on the day behind `last_day`.
    pub fn of(inventory: Inventory, last_day: Period) -> Self {
        let coverage = Coverage::of(&inventory.listings);
        let listings = |states: &[CopyState]| {
            let chosen = inventory.listings.iter().filter(|stored| states.contains(&stored.state));
            chosen.cloned().collect::<Vec<_>>()
        };
        Self {
            data_date: coverage.data_date(),
            last_day,
            missing_days: coverage.missing_days(last_day),
            disputed: listings(&[CopyState::Disputed]),
            incomplete: listings(&[CopyState::Incomplete, CopyState::Running]),
            inventory,
        }
    }

    /// Whether the copy is complete as of yesterday, without gaps and disagreements.
    pub fn is_current(&self) -> bool {
        self.data_date.is_some_and(|date| date >= self.last_day)
            && self.missing_days.is_empty()
            && self.disputed.is_empty()
            && self.incomplete.is_empty()
    }
}

/// Listings and days that are named at most.
const MOST_NAMED: usize = 10;

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inventory { records, delisted, unordered, orphans, bytes, registry, .. } =
            &self.inventory;
        match self.data_date {
            Some(date) if date >= self.last_day => writeln!(f, "complete as of {date}")?,
            Some(date) => {
                let days = days_between(date, self.last_day).count() - 1;
                let unit = if days == 1 { "day" } else { "days" };
                writeln!(f, "complete as of {date}, {days} {unit} behind {}", self.last_day)?;
            }
            None => writeln!(f, "no full release is stored: only single days or months are known")?,
        }
        let registry = registry.as_deref().unwrap_or("no registry yet");
        writeln!(f, "{records} records of {registry}, {delisted} of them delisted")?;
        if *orphans > 0 {
            writeln!(f, "{orphans} packages, storage conditions or sizes belong to no device")?;
        }
        if *unordered > 0 {
            let number = "corrected records came without a number of the correction";
            writeln!(f, "{unordered} {number}: the one that was seen last is stored")?;
        }
        named(f, "missing days", self.missing_days.iter().map(ToString::to_string))?;
        named(f, "disputed", self.disputed.iter().map(reason))?;
        named(f, "incomplete", self.incomplete.iter().map(reason))?;
        #[allow(clippy::cast_precision_loss, reason = "a size for people")]
        let megabytes = *bytes as f64 / 1e6;
        write!(f, "{megabytes:.1} MB")
    }
}

fn reason(stored: &StoredListing) -> String {
    let reason = stored.reason.as_deref().unwrap_or("it was not read to its end");
    format!("{}, {} records, {reason}", stored.listing, stored.rows)
}

/// A line of the first few items, and how many there are.
fn named(
    f: &mut fmt::Formatter<'_>,
    what: &str,
    items: impl ExactSizeIterator<Item = String>,
) -> fmt::Result {
    let count = items.len();
    if count == 0 {
        return Ok(());
    }
    let shown = items.take(MOST_NAMED).collect::<Vec<_>>().join("; ");
    let more = if count > MOST_NAMED { "; …" } else { "" };
    writeln!(f, "{count} {what}: {shown}{more}")
}

#[cfg(test)]
mod tests {
    use udid_store::{Listing, ReleaseName};

    use super::*;

    fn stored(name: &str, state: CopyState) -> StoredListing {
        StoredListing::new(Listing::from_name(name), state, 5, true)
    }

    #[test]
    fn a_copy_is_current_without_gaps_and_disagreements() {
        let full = ReleaseName::from_title("UDID_FULL_RELEASE_20260901").unwrap();
        let mut inventory = Inventory::default();
        inventory.listings = vec![
            StoredListing::new(full.into(), CopyState::Complete, 5, true),
            stored("week release 2026-08-30 to 2026-09-01", CopyState::Complete),
            stored("day release 2026-09-02", CopyState::Complete),
        ];
        let day = |text: &str| text.parse::<Period>().unwrap();
        let current = Status::of(inventory.clone(), day("2026-09-02"));
        assert!(current.is_current());
        assert!(current.to_string().starts_with("complete as of 2026-09-02\n0 records"));
        let behind = Status::of(inventory.clone(), day("2026-09-03"));
        assert!(!behind.is_current());
        assert_eq!(behind.missing_days, [day("2026-09-03")]);
        let text = behind.to_string();
        assert!(text.starts_with("complete as of 2026-09-02, 1 day behind 2026-09-03\n"), "{text}");
        inventory.listings.push(stored("day release 2026-08-20", CopyState::Disputed));
        let disputed = Status::of(inventory, day("2026-09-02"));
        assert!(!disputed.is_current());
        assert!(disputed.to_string().contains("1 disputed: day release 2026-08-20, 5 records"));
        assert!(!Status::of(Inventory::default(), day("2026-09-02")).is_current());
    }
}
