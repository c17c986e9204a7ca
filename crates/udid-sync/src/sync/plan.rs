//! What is to be done to make a copy current.

use udid_store::{Coverage, Inventory, Listing, ReleaseKind};
use udid_types::Period;

use super::offers::Offer;

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// Files to be loaded, in this order.
    pub files: Vec<Offer>,
    /// Days that no file covers, oldest first.
    pub days: Vec<Period>,
    /// Titles that have no known form.
    pub unknown_titles: Vec<String>,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.days.is_empty()
    }

    /// Bytes to download, as far as the download page says.
    pub fn bytes(&self) -> u64 {
        self.files.iter().filter_map(|offer| offer.size).sum()
    }

    /// About how many calls its days need, if they have as many records as the days that are stored; the
    /// usual number of a day where none is.
    pub fn calls(&self, inventory: &Inventory) -> u64 {
        let rows = inventory.listings.iter().filter_map(|stored| match &stored.listing {
            Listing::Period(period) if period.days().count() == 1 => Some(stored.rows),
            Listing::Release(name) if name.kind == ReleaseKind::Day => Some(stored.rows),
            _ => None,
        });
        let rows: Vec<_> = rows.filter(|rows| *rows > 0).collect();
        let usual = rows.iter().sum::<u64>().checked_div(rows.len() as u64);
        let pages = usual.unwrap_or(USUAL_DAY).div_ceil(RECORDS_A_PAGE);
        self.days.len() as u64 * pages
    }
}

/// Records of a usual day: the official ones have 3,600 to 13,000.
const USUAL_DAY: u64 = 8_000;

/// Records of a page of the API.
const RECORDS_A_PAGE: u64 = 20;

/// Days of a month, and of a week, from which on its file is better than those of its days.
const WORTH_A_MONTH: usize = 10;
const WORTH_A_WEEK: usize = 3;

/// Plans from what is stored and what is offered. `last` is the last day that has ended in Beijing; `full`
/// says whether a newer full release is read although one is stored.
///
/// Gaps are found by the days that files cover, whatever the day on which they were loaded. A full release
/// is needed once; each later one says which records were delisted since.
pub fn plan(coverage: &Coverage, offers: &[Offer], last: Period, full: bool) -> Plan {
    let mut plan = Plan::default();
    let known = offers.iter().filter_map(|offer| Some((offer, offer.name?)));
    let unknown = offers.iter().filter(|offer| offer.name.is_none());
    plan.unknown_titles = unknown.map(|offer| offer.title.clone()).collect();
    let newest = known
        .clone()
        .filter(|(_, name)| name.kind == ReleaseKind::Full && name.last <= last)
        .max_by_key(|(_, name)| name.last);
    let mut coverage = coverage.clone();
    if let Some((offer, name)) = newest
        && coverage.full.is_none_or(|stored| full && stored < name)
    {
        plan.files.push(offer.clone());
        coverage.full = Some(name);
    }
    let mut missing = coverage.missing_days(last);
    let mut changes = Vec::new();
    for (kind, worth) in [
        (ReleaseKind::Month, WORTH_A_MONTH),
        (ReleaseKind::Week, WORTH_A_WEEK),
        (ReleaseKind::Day, 1),
        (ReleaseKind::Week, 1),
        (ReleaseKind::Month, 1),
    ] {
        let files = known.clone().filter(|(_, name)| name.kind == kind);
        for (offer, name) in files {
            let covers = |day: &Period| name.first <= *day && *day <= name.last;
            if missing.iter().filter(|day| covers(day)).count() >= worth {
                missing.retain(|day| !covers(day));
                changes.push((name, offer.clone()));
            }
        }
    }
    changes.sort_by_key(|(name, _)| (name.last, name.first));
    plan.files.extend(changes.into_iter().map(|(_, offer)| offer));
    plan.days = missing;
    plan
}

#[cfg(test)]
mod tests {
    use udid_store::{CopyState, ReleaseName, StoredListing};

    use super::*;

    fn offer(title: &str) -> Offer {
        let name = ReleaseName::from_title(title);
        let (title, link) = (title.to_owned(), String::new());
        Offer { title, name, link, identifiers: None, md5: None, size: None }
    }

    fn stored(title: &str) -> StoredListing {
        let name = ReleaseName::from_title(title).unwrap();
        StoredListing::new(name.into(), CopyState::Complete, 1, true)
    }

    fn titles(plan: &Plan) -> Vec<&str> {
        plan.files.iter().map(|offer| offer.title.as_str()).collect()
    }

    fn offers() -> Vec<Offer> {
        let days = (25..=30).map(|day| format!("UDID_DAY_UPDATE_202609{day}"));
        let mut titles: Vec<_> = days.collect();
        titles.extend(
            [
                "UDID_FULL_RELEASE_20260801",
                "UDID_FULL_RELEASE_20260901",
                "UDID_MONTH_UPDATE_202608",
                "UDID_WEEKLY_UPDATE_20260831_20260906",
                "UDID_WEEKLY_UPDATE_20260907_20260913",
                "UDID_WEEKLY_UPDATE_20260914_20260920",
                "UDID_WEEKLY_UPDATE_20260921_20260927",
                "UDID_FULLBUILD_20260901",
            ]
            .map(str::to_owned),
        );
        titles.iter().map(|title| offer(title)).collect()
    }

    #[test]
    fn the_first_run_takes_the_newest_full_release_and_what_came_since() {
        let plan = plan(&Coverage::default(), &offers(), "2026-09-30".parse().unwrap(), true);
        assert_eq!(
            titles(&plan),
            [
                "UDID_FULL_RELEASE_20260901",
                // 30 August is in the month alone.
                "UDID_MONTH_UPDATE_202608",
                "UDID_WEEKLY_UPDATE_20260831_20260906",
                "UDID_WEEKLY_UPDATE_20260907_20260913",
                "UDID_WEEKLY_UPDATE_20260914_20260920",
                "UDID_WEEKLY_UPDATE_20260921_20260927",
                "UDID_DAY_UPDATE_20260928",
                "UDID_DAY_UPDATE_20260929",
                "UDID_DAY_UPDATE_20260930",
            ]
        );
        assert_eq!((plan.days, plan.unknown_titles.len()), (vec![], 1));
    }

    #[test]
    fn a_later_run_takes_what_is_missing() {
        let coverage = Coverage::of(&[
            stored("UDID_FULL_RELEASE_20260901"),
            stored("UDID_MONTH_UPDATE_202608"),
            stored("UDID_WEEKLY_UPDATE_20260831_20260906"),
            stored("UDID_WEEKLY_UPDATE_20260907_20260913"),
            stored("UDID_WEEKLY_UPDATE_20260914_20260920"),
            stored("UDID_WEEKLY_UPDATE_20260921_20260927"),
            stored("UDID_DAY_UPDATE_20260929"),
        ]);
        let later = plan(&coverage, &offers(), "2026-09-30".parse().unwrap(), true);
        // The 28th was missed: it is found by its date.
        assert_eq!(titles(&later), ["UDID_DAY_UPDATE_20260928", "UDID_DAY_UPDATE_20260930"]);
        let tomorrow = plan(&coverage, &offers(), "2026-10-01".parse().unwrap(), true);
        assert_eq!(tomorrow.days, ["2026-10-01".parse().unwrap()], "no file covers it");
    }

    #[test]
    fn a_newer_full_release_is_read_unless_it_is_not_wanted() {
        let coverage = Coverage::of(&[stored("UDID_FULL_RELEASE_20260801")]);
        let last = "2026-09-01".parse().unwrap();
        assert_eq!(
            titles(&plan(&coverage, &offers(), last, true))[0],
            "UDID_FULL_RELEASE_20260901"
        );
        let without = plan(&coverage, &offers(), last, false);
        assert_eq!(titles(&without)[0], "UDID_MONTH_UPDATE_202608");
        let older = [offer("UDID_FULL_RELEASE_20260701")];
        assert!(plan(&coverage, &older, last, true).files.is_empty());
    }
}
