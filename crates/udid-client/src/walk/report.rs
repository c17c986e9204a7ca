//! What a walk has seen, and whether it adds up.

use std::fmt;

use super::WalkPage;

/// What a walk has seen. Says when totals moved and when records are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WalkReport {
    /// Pages read.
    pub pages: u64,
    /// Different records seen, those known before included.
    pub records: u64,
    /// Records that came again on a later page.
    pub duplicates: u64,
    /// Rows that belong to no device of their page.
    pub orphans: u64,
    /// The service's record counter on the first page.
    pub first_total: Option<u64>,
    /// The service's record counter on the last page.
    pub last_total: Option<u64>,
    /// How often the counter changed on the way.
    pub totals_moved: u64,
    /// By how much the counter fell on the way, in all: the number of records that went away.
    pub withdrawn: u64,
    /// How often the walk began at page 1.
    pub passes: u32,
    /// Whether the walk has come to its end.
    pub ended: bool,
    /// Records seen that are surely still there.
    pub(crate) certain: u64,
    /// Records that could not be told for certain and were not given: their pages
    /// hold a record twice.
    pub left_out: u64,
    /// Records on pages that were left out on purpose.
    pub(crate) skipped: u64,
}

impl WalkReport {
    /// Records that the service counts and the walk has not seen, at most: of records that went
    /// away it cannot know whether it had seen them.
    pub fn missing(&self) -> u64 {
        let seen = self.certain.saturating_add(self.skipped);
        self.last_total.map_or(0, |total| total.saturating_sub(seen)).max(self.left_out)
    }

    /// Whether the walk has ended with nothing missing.
    pub fn is_complete(&self) -> bool {
        self.ended && self.missing() == 0
    }

    /// Whether the service counts exactly the records that were seen.
    pub(crate) fn adds_up(&self) -> bool {
        self.last_total == Some(self.certain.saturating_add(self.skipped))
    }

    pub(crate) fn note(&mut self, page: &WalkPage, seen: u64) {
        self.pages += 1;
        self.records = seen;
        self.duplicates += page.duplicates as u64;
        self.orphans += page.orphans.len() as u64;
        if let Some(total) = page.total_records {
            let before = self.last_total.replace(total).unwrap_or(total);
            self.first_total = self.first_total.or(Some(total));
            self.totals_moved += u64::from(before != total);
            self.withdrawn += before.saturating_sub(total);
        }
    }
}

impl fmt::Display for WalkReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} records on {} pages", self.records, self.pages)?;
        if self.duplicates > 0 {
            write!(f, ", {} came twice", self.duplicates)?;
        }
        if self.totals_moved > 0 {
            write!(f, ", the total moved {} times", self.totals_moved)?;
        }
        if self.orphans > 0 {
            write!(f, ", {} rows belong to no device", self.orphans)?;
        }
        if !self.ended {
            return Ok(());
        }
        if let Some(total) = self.last_total.filter(|total| *total < self.certain) {
            write!(f, ", the service counts {total}")?;
        }
        if self.left_out > 0 {
            write!(f, ", {} left out as their pages hold records twice", self.left_out)?;
        }
        if self.missing() > 0 {
            write!(f, ", {} records are missing: run again later", self.missing())?;
        }
        Ok(())
    }
}
