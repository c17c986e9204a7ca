//! Which release files there are on a day.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Days of which there are files of single days.
const DAYS_IN_FEED: i64 = 14;

/// A release file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub feed: Feed,
    pub title: String,
    /// The days that it covers.
    pub first: Date,
    pub last: Date,
}

/// A feed, by the value of `files` in its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    Full,
    Monthly,
    Weekly,
    Daily,
}

pub const FEEDS: [(&str, Feed); 4] = [
    ("full", Feed::Full),
    ("monthly", Feed::Monthly),
    ("weekly", Feed::Weekly),
    ("daily", Feed::Daily),
];

/// The files that are there when `last` is the last day that has ended, newest first. The register began on
/// `first`.
pub fn listed(first: Date, last: Date) -> Vec<Listed> {
    let mut files = Vec::new();
    let months = first.first_of_month().series(1.month()).take_while(|month| *month <= last);
    for month in months {
        let (begin, end) = (month.max(first), month.last_of_month());
        if month >= first {
            files.push(full(month));
        }
        if end <= last {
            let title = format!("UDID_MONTH_UPDATE_{}", month.strftime("%Y%m"));
            files.push(Listed { feed: Feed::Monthly, title, first: begin, last: end });
        }
    }
    let mondays = first.series(1.day()).take_while(|day| *day <= last);
    for monday in mondays.filter(|day| day.weekday() == Weekday::Monday) {
        let sunday = monday.saturating_add(6.days());
        if sunday <= last {
            let dates = format!("{}_{}", monday.strftime("%Y%m%d"), sunday.strftime("%Y%m%d"));
            let title = format!("UDID_WEEKLY_UPDATE_{dates}");
            files.push(Listed { feed: Feed::Weekly, title, first: monday, last: sunday });
        }
    }
    let oldest = last.saturating_sub((DAYS_IN_FEED - 1).days()).max(first);
    for day in oldest.series(1.day()).take_while(|day| *day <= last) {
        files.push(day_file(day));
    }
    files.sort_by(|one, other| other.last.cmp(&one.last).then(one.title.cmp(&other.title)));
    files
}

fn full(date: Date) -> Listed {
    let title = format!("UDID_FULL_RELEASE_{}", date.strftime("%Y%m%d"));
    Listed { feed: Feed::Full, title, first: date, last: date }
}

pub fn day_file(day: Date) -> Listed {
    let title = format!("UDID_DAY_UPDATE_{}", day.strftime("%Y%m%d"));
    Listed { feed: Feed::Daily, title, first: day, last: day }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn titles_are_those_of_the_official_feeds() {
        let files = listed(date(2026, 7, 15), date(2026, 9, 2));
        let titles = |feed| {
            let files = files.iter().filter(move |file| file.feed == feed);
            files.map(|file| file.title.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(
            titles(Feed::Full),
            ["UDID_FULL_RELEASE_20260901", "UDID_FULL_RELEASE_20260801"]
        );
        assert_eq!(titles(Feed::Monthly), ["UDID_MONTH_UPDATE_202608", "UDID_MONTH_UPDATE_202607"]);
        assert_eq!(titles(Feed::Weekly)[0], "UDID_WEEKLY_UPDATE_20260824_20260830");
        assert_eq!(titles(Feed::Weekly).len(), 6);
        assert_eq!(
            (titles(Feed::Daily)[0], titles(Feed::Daily).len()),
            ("UDID_DAY_UPDATE_20260902", 14)
        );
    }
}
