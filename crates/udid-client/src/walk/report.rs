//! What a walk has seen, and whether it adds up.

use std::fmt;

use super::WalkPage;

/// What a walk has seen. Says when totals moved and when records are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WalkReport {
    /// Pages read.
    pub pages: u64,
    /// Different rows given: records, each version by itself.
    pub records: u64,
    /// Rows that came again on a later page.
    pub duplicates: u64,
    /// Packages, storage conditions and sizes that belong to no device of their page.
    pub orphans: u64,
    /// The service's record counter on the first page.
    pub first_total: Option<u64>,
    /// The service's record counter on the last page.
    pub last_total: Option<u64>,
    /// How often the counter changed on the way.
    pub totals_moved: u64,
    /// Pages of the last pass whose content could not be read.
    pub unreadable: Vec<u64>,
    /// How often the walk began at page 1.
    pub passes: u32,
    /// Whether the walk has come to its end.
    pub has_ended: bool,
    /// The last pass.
    pub(crate) pass: PassOutcome,
}

/// What one pass over a listing says of its completeness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PassOutcome {
    /// Different rows.
    pub rows: u64,
    /// Rows on pages that were left out on purpose.
    pub skipped: u64,
    /// The service's record counter on the last page.
    pub total: Option<u64>,
    /// Whether the counter changed, or the first page.
    pub total_moved: bool,
    /// Whether a page could not be read.
    pub has_gap: bool,
}

impl PassOutcome {
    /// Whether the service counts exactly the rows that were seen.
    pub fn adds_up(&self) -> bool {
        // Behind the end of a listing nothing is missed.
        self.total.is_some_and(|total| {
            total == self.rows.saturating_add(self.skipped)
                || self.rows == 0 && total < self.skipped
        })
    }

    /// Whether it saw one unchanged total and as many different rows.
    pub fn is_whole(&self) -> bool {
        self.adds_up() && !self.total_moved && !self.has_gap
    }

    fn missing(&self) -> u64 {
        let seen = self.rows.saturating_add(self.skipped);
        self.total.map_or(0, |total| total.saturating_sub(seen))
    }
}

impl WalkReport {
    /// Rows that the service counts and the last pass has not seen.
    pub fn missing(&self) -> u64 {
        self.pass.missing()
    }

    /// Whether the walk has ended, its last pass saw one unchanged total and as many different rows,
    /// and each package, storage condition and size belongs to a device of its page.
    pub fn is_complete(&self) -> bool {
        self.has_ended && self.pass.is_whole() && self.orphans == 0
    }

    pub(crate) fn note(&mut self, page: &WalkPage, given: u64) {
        self.pages += 1;
        self.records = given;
        self.duplicates += page.duplicates as u64;
        self.orphans += page.orphans.len() as u64;
        if let Some(total) = page.total_records {
            let before = self.last_total.replace(total).unwrap_or(total);
            self.first_total = self.first_total.or(Some(total));
            self.totals_moved += u64::from(before != total);
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
            write!(f, ", {} rows belong to no device of their page", self.orphans)?;
        }
        if let Some(page) = self.unreadable.first() {
            write!(f, ", {} pages cannot be read, the first is {page}", self.unreadable.len())?;
        }
        if !self.has_ended {
            return Ok(());
        }
        let pass = &self.pass;
        match pass.total {
            None => write!(f, ", the service states no total: run again later"),
            Some(_) if self.missing() > 0 => {
                write!(f, ", {} records are missing: run again later", self.missing())
            }
            Some(_) if pass.total_moved => {
                write!(f, ", the listing moved while it was read: run again later")
            }
            Some(total) if !pass.adds_up() => write!(f, ", the service counts {total}"),
            Some(_) => Ok(()),
        }
    }
}
