//! The content of release files.

use std::collections::BTreeMap;
use std::io::{self, Cursor};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use udid_synthetic::archive::{write_archives, write_in_parts, write_parts};
use udid_synthetic::{Catalog, Counts, Releases};

use super::fault::ReleaseFault;
use super::list::{Feed, Listed, day_file};

/// The register as the release files show it.
#[derive(Clone, Debug)]
pub struct Register {
    pub catalog: Catalog,
    pub first: Date,
    /// The last day that has ended.
    pub last: Date,
    pub counts: DayCounts,
    pub registry: String,
}

/// Numbers of records of days.
#[derive(Clone, Debug)]
pub struct DayCounts {
    pub catalog: Catalog,
    pub per_day: Option<u32>,
    pub set: BTreeMap<Date, u32>,
}

impl Counts for DayCounts {
    fn count(&self, day: Date) -> u32 {
        let set = self.set.get(&day).copied().or(self.per_day);
        set.unwrap_or_else(|| self.catalog.records_on(day))
    }
}

impl Register {
    pub fn releases(&self) -> Releases<'_> {
        Releases::new(self.catalog, self.first, &self.counts)
    }

    /// Number of records of a file.
    pub fn records(&self, file: &Listed) -> usize {
        let releases = self.releases();
        if file.feed == Feed::Full {
            releases.at_end_of(file.last, self.last).count()
        } else {
            releases.ids(file.first, file.last).count()
        }
    }

    /// The archive of a file.
    pub fn archive(&self, file: &Listed, fault: Option<ReleaseFault>) -> io::Result<Vec<u8>> {
        match file.feed {
            Feed::Full => self.parts("UDID_FULL_DOWNLOAD", file, fault),
            Feed::Daily => self.parts("UDID_INCREMENTAL_DOWNLOAD", file, fault),
            Feed::Weekly => self.nested(days(file.first, file.last).map(day_file), fault),
            Feed::Monthly => self.nested(weeks(file.first, file.last), fault),
        }
    }

    fn nested(
        &self,
        files: impl Iterator<Item = Listed>,
        fault: Option<ReleaseFault>,
    ) -> io::Result<Vec<u8>> {
        let archives = files.map(|file| {
            self.archive(&file, fault).map(|archive| (format!("{}.zip", file.title), archive))
        });
        let archives = archives.collect::<io::Result<Vec<_>>>()?;
        let mut out = Cursor::new(Vec::new());
        let members = archives.iter().map(|(name, archive)| (name.clone(), archive.as_slice()));
        write_archives(&mut out, members)?;
        Ok(out.into_inner())
    }

    fn parts(
        &self,
        beginning: &str,
        file: &Listed,
        fault: Option<ReleaseFault>,
    ) -> io::Result<Vec<u8>> {
        let mut out = Cursor::new(Vec::new());
        if fault == Some(ReleaseFault::WithoutXml) {
            write_archives(&mut out, [("readme.txt".to_owned(), &b"no data"[..])].into_iter())?;
            return Ok(out.into_inner());
        }
        let (releases, date) = (self.releases(), file.last.to_string());
        let (name, total, registry) =
            ((beginning, date.as_str()), self.records(file), &self.registry);
        let mut change = |part, xml: String| changed(part, xml, fault);
        let records: Box<dyn Iterator<Item = _>> = if file.feed == Feed::Full {
            Box::new(releases.at_end_of(file.last, self.last))
        } else {
            Box::new(releases.of_days(file.first, file.last))
        };
        if fault == Some(ReleaseFault::TwoParts) {
            let parts = (2, total.div_ceil(2));
            write_in_parts(&mut out, name, records, parts, registry, &mut change)?;
        } else {
            write_parts(&mut out, name, records, total, registry, &mut change)?;
        }
        Ok(out.into_inner())
    }
}

/// A part of an archive as a fault leaves it.
fn changed(part: usize, xml: String, fault: Option<ReleaseFault>) -> Vec<u8> {
    match fault {
        Some(ReleaseFault::WrongCount) if part == 1 => {
            let (start, end) = ("<numberRkeyecordXML>", "</numberRkeyecordXML>");
            let stated = xml.split(start).nth(1).and_then(|rest| rest.split(end).next());
            let stated = stated.and_then(|stated| stated.parse::<u64>().ok()).unwrap_or_default();
            let (right, wrong) = (format!("{start}{stated}"), format!("{start}{}", stated + 1));
            xml.replacen(&right, &wrong, 1).into_bytes()
        }
        Some(ReleaseFault::Dirt) => {
            let dirty = xml.replacen("<cpms>", "<cpms>A & B&#10;C\u{1}&#1;D", 1);
            let mut bytes = dirty.into_bytes();
            let place = bytes.windows(6).position(|six| six == b"<ggxh>");
            if let Some(place) = place {
                bytes.insert(place + 6, 0xFF);
            }
            bytes
        }
        _ => xml.into_bytes(),
    }
}

fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |day| *day <= last)
}

/// The weeks of a month, and its days that are in no whole week.
fn weeks(first: Date, last: Date) -> impl Iterator<Item = Listed> {
    let mut files = Vec::new();
    let mut day = first;
    while day <= last {
        let sunday = day.saturating_add(6.days());
        if day.weekday() == Weekday::Monday && sunday <= last {
            let dates = format!("{}_{}", day.strftime("%Y%m%d"), sunday.strftime("%Y%m%d"));
            let title = format!("UDID_WEEKLY_UPDATE_{dates}");
            files.push(Listed { feed: Feed::Weekly, title, first: day, last: sunday });
            day = sunday;
        } else {
            files.push(day_file(day));
        }
        day = day.saturating_add(1.day());
    }
    files.into_iter()
}
