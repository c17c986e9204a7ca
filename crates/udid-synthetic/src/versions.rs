//! Versions of a record: how many, when, and what each of them changed.

use jiff::ToSpan;
use jiff::civil::Date;
use random::Rng;

use super::identity::{FIRST_DAY, RecordId};
use super::outline::Outline;
use super::stream::Group;

/// What a version changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// The largest package was added.
    Packaging,
    /// The contacts are others.
    Contacts,
    /// The description was added.
    Description,
    /// The insurance codes were added.
    Insurance,
    /// The special conditions and all but the first of the others were added.
    Storage,
    /// A second carrier was added.
    Carriers,
    /// The second half of the sizes was added.
    Sizes,
}

const CHANGES: [Change; 7] = [
    Change::Packaging,
    Change::Contacts,
    Change::Description,
    Change::Insurance,
    Change::Storage,
    Change::Carriers,
    Change::Sizes,
];

/// The versions of a record.
pub(crate) struct Versions {
    /// Their dates, the current one first.
    dates: Vec<Date>,
    /// What the current version and those before it changed, in the same order.
    changes: Vec<Change>,
    /// When the identifier was published.
    pub(crate) published_on: Date,
}

/// A record as one of its versions shows it.
pub(crate) struct Moment {
    /// Number of the version, from 1.
    pub(crate) number: u32,
    /// Date of the version.
    pub(crate) date: Date,
    undone: Vec<Change>,
}

impl Versions {
    pub(crate) fn new(outline: &Outline) -> Self {
        let mut rng = outline.rng(Group::Versions);
        let wanted = rng.weighted(1, &[(120, 2), (60, 3), (30, 4), (10, 5)]);
        let RecordId { day, .. } = outline.id;
        let mut dates = vec![day];
        let mut changes = Vec::new();
        let mut date = day;
        while dates.len() < wanted {
            date = days_before(date, rng.between(3, 400));
            // Nothing was published before the first day: a young catalog has short histories.
            if date < FIRST_DAY {
                break;
            }
            dates.push(date);
            changes.push(change(&mut rng));
        }
        let first = dates.last().copied().unwrap_or(day);
        let ahead = rng.weighted(0, &[(150, 1), (80, 2), (40, 7)]);
        let published_on = days_before(first, ahead).max(FIRST_DAY);
        Self { dates, changes, published_on }
    }

    /// The current version.
    pub(crate) fn current(&self) -> Moment {
        self.moment(0)
    }

    /// The versions before it, newest first.
    pub(crate) fn earlier(&self) -> impl Iterator<Item = Moment> {
        (1..self.dates.len()).map(|back| self.moment(back))
    }

    fn moment(&self, back: usize) -> Moment {
        let number = u32::try_from(self.dates.len().saturating_sub(back)).unwrap_or(1);
        let date = self.dates.get(back).copied().unwrap_or(self.published_on);
        Moment { number, date, undone: self.changes.iter().take(back).copied().collect() }
    }
}

impl Moment {
    /// Whether a later version is to make the change.
    pub(crate) fn is_before(&self, change: Change) -> bool {
        self.undone.contains(&change)
    }
}

fn change(rng: &mut Rng) -> Change {
    let [first, others @ ..] = CHANGES;
    rng.weighted(first, &others.map(|change| (140, change)))
}

fn days_before(date: Date, days: u32) -> Date {
    date.saturating_sub(i64::from(days).days())
}
