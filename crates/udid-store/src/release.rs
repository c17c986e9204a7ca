//! Names of official release files: what they cover.

use std::fmt;

use udid_types::Period;

/// What a release file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ReleaseKind {
    /// All records, as they stood at the end of a day.
    Full,
    /// What changed in a month.
    Month,
    /// What changed in a week.
    Week,
    /// What changed on a day.
    Day,
}

/// The name of a release: its kind and the days that it covers.
///
/// ```
/// use udid_store::{ReleaseKind, ReleaseName};
///
/// let name = ReleaseName::from_title("UDID_WEEKLY_UPDATE_20260803_20260809").unwrap();
/// assert_eq!(name.kind, ReleaseKind::Week);
/// assert_eq!(name.to_string(), "week release 2026-08-03 to 2026-08-09");
/// assert_eq!(ReleaseName::from_title("UDID_WEEK_UPDATE_20260803"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReleaseName {
    /// Its kind.
    pub kind: ReleaseKind,
    /// The first day that it covers; the data date of a full release.
    pub first: Period,
    /// The last day that it covers: its data date.
    pub last: Period,
}

/// How titles begin, and how many dates of how many digits follow.
const TITLES: [(&str, ReleaseKind, &[usize]); 5] = [
    ("UDID_FULL_RELEASE_", ReleaseKind::Full, &[8]),
    ("UDID_MONTH_UPDATE_", ReleaseKind::Month, &[6]),
    ("UDID_MONTHLY_UPDATE_", ReleaseKind::Month, &[8, 8]),
    ("UDID_WEEKLY_UPDATE_", ReleaseKind::Week, &[8, 8]),
    ("UDID_DAY_UPDATE_", ReleaseKind::Day, &[8]),
];

impl ReleaseName {
    /// Reads the title of a release, which is the name of its file without `.zip`. None for a title of
    /// no known form, or without a day of the calendar.
    pub fn from_title(title: &str) -> Option<Self> {
        TITLES.iter().find_map(|(beginning, kind, lengths)| {
            let head = title.get(..beginning.len())?;
            let dates = head.eq_ignore_ascii_case(beginning).then(|| &title[beginning.len()..])?;
            let dates: Vec<_> = dates.split('_').collect();
            let has_form = dates.len() == lengths.len()
                && dates.iter().zip(*lengths).all(|(date, length)| date.len() == *length);
            let (first, last) = (dates.first().filter(|_| has_form)?, dates.last()?);
            let (first, last) = (compact_date(first)?, compact_date(last)?);
            let (first, last) = (first.days().next()?, last.days().last()?);
            (first <= last).then_some(Self { kind: *kind, first, last })
        })
    }

    /// The release of a name in a database, as [`Display`](fmt::Display) writes it.
    pub(crate) fn from_parts(kind: &str, dates: &str) -> Option<Self> {
        let kind = match kind {
            "full" => ReleaseKind::Full,
            "month" => ReleaseKind::Month,
            "week" => ReleaseKind::Week,
            "day" => ReleaseKind::Day,
            _ => return None,
        };
        let (first, last) = dates.split_once(" to ").unwrap_or((dates, dates));
        let (first, last) = (first.parse::<Period>().ok()?, last.parse::<Period>().ok()?);
        Some(Self { kind, first: first.days().next()?, last: last.days().last()? })
    }

    /// The time for which it holds, in milliseconds since 1970: the end of its data date in Beijing.
    pub fn as_of(&self) -> i64 {
        self.last.end_in_beijing()
    }
}

/// `yyyyMMdd` or `yyyyMM`.
fn compact_date(digits: &str) -> Option<Period> {
    let parts = [digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?];
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-").parse().ok()
}

/// Its name in a database.
impl fmt::Display for ReleaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, first, last } = self;
        match kind {
            ReleaseKind::Full => write!(f, "full release {last}"),
            ReleaseKind::Month if covers_a_month(*first, *last) => {
                let (year, month, _) = first.parts();
                write!(f, "month release {year:04}-{month:02}")
            }
            ReleaseKind::Month => write!(f, "month release {first} to {last}"),
            ReleaseKind::Week => write!(f, "week release {first} to {last}"),
            ReleaseKind::Day => write!(f, "day release {last}"),
        }
    }
}

fn covers_a_month(first: Period, last: Period) -> bool {
    let (year, month, _) = first.parts();
    let month = Period::month(year, month);
    month.is_ok_and(|month| month.days().next() == Some(first) && month.days().last() == Some(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_the_feeds_are_read() {
        for (title, kind, first, last, name) in [
            (
                "UDID_DAY_UPDATE_20260916",
                ReleaseKind::Day,
                "2026-09-16",
                "2026-09-16",
                "day release 2026-09-16",
            ),
            (
                "udid_weekly_update_20260803_20260809",
                ReleaseKind::Week,
                "2026-08-03",
                "2026-08-09",
                "week release 2026-08-03 to 2026-08-09",
            ),
            (
                "UDID_MONTH_UPDATE_202602",
                ReleaseKind::Month,
                "2026-02-01",
                "2026-02-28",
                "month release 2026-02",
            ),
            (
                "UDID_MONTHLY_UPDATE_20260701_20260731",
                ReleaseKind::Month,
                "2026-07-01",
                "2026-07-31",
                "month release 2026-07",
            ),
            (
                "UDID_FULL_RELEASE_20260801",
                ReleaseKind::Full,
                "2026-08-01",
                "2026-08-01",
                "full release 2026-08-01",
            ),
        ] {
            let read = ReleaseName::from_title(title).unwrap();
            let expected =
                ReleaseName { kind, first: first.parse().unwrap(), last: last.parse().unwrap() };
            assert_eq!((read, read.to_string().as_str()), (expected, name));
            assert_eq!(crate::Listing::from_name(name), expected.into());
        }
    }

    #[test]
    fn titles_of_no_known_form_are_not_guessed() {
        // The wrong guesses of case B3, and dates that are none.
        for title in [
            "UDID_WEEK_UPDATE_20260803",
            "UDID_FULL_UPDATE_20260801",
            "UDID_FULLBUILD_20260801",
            "UDID_DAY_UPDATE_20260230",
            "UDID_DAY_UPDATE_202609",
            "UDID_DAY_UPDATE_2026091é",
            "UDID_WEEKLY_UPDATE_20260809_20260803",
            "UDID_FULL_RELEASE_",
            "",
            "一",
        ] {
            assert_eq!(ReleaseName::from_title(title), None, "{title}");
        }
    }
}
