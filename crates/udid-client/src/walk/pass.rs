//! One reading of a listing, from its first page to its last.

use super::WalkPage;

/// Records in a full page.
pub const PAGE: u64 = 20;

/// Pages in a row that may bring nothing but records of earlier pages, beside those that published
/// records account for.
const MOST_REPEATS: u64 = 100;

/// How far a pass has come and what moved on the way.
#[derive(Default)]
pub struct Pass {
    pub first_page: u64,
    pub next_page: u64,
    /// Where the service says that it ends.
    last_page: Option<u64>,
    /// Whether the last page was full and not a repetition: more may lie behind it.
    has_more: bool,
    /// Different records met.
    records: u64,
    /// Records met that the walk had not given before.
    new: u64,
    /// Records met twice.
    duplicates: u64,
    /// Pages in a row that repeated others.
    repeats: u64,
    first_total: Option<u64>,
    last_total: Option<u64>,
    /// By how much the record counter fell, in all.
    withdrawn: u64,
    total_moved: bool,
}

/// How many records of a page were met before.
#[derive(Default)]
pub struct Tally {
    /// All.
    pub on_page: u64,
    /// Not given before.
    pub new: u64,
    /// Not met before in this pass.
    pub first_in_pass: u64,
}

impl Pass {
    pub fn from(page: u64) -> Self {
        Self { first_page: page, next_page: page, ..Self::default() }
    }

    pub fn note(&mut self, page: &WalkPage, tally: &Tally) {
        self.records += tally.first_in_pass;
        self.new += tally.new;
        self.duplicates += tally.on_page - tally.first_in_pass;
        let is_repeat = tally.on_page > 0 && tally.new == 0 && tally.first_in_pass == 0;
        self.repeats = if is_repeat { self.repeats + 1 } else { 0 };
        self.has_more = tally.on_page >= PAGE && !is_repeat;
        if let Some(total) = page.total_records {
            let before = self.last_total.replace(total).unwrap_or(total);
            self.first_total = self.first_total.or(Some(total));
            self.withdrawn += before.saturating_sub(total);
            self.total_moved |= before != total;
        }
        self.last_page = match page.total_pages {
            Some(stated) => Some(stated.max(page.number)),
            // Without a counter, a page that repeats others is the end.
            None if is_repeat => Some(page.number),
            None => self.last_page.filter(|last| *last > page.number),
        };
    }

    /// Ends the pass here, whatever the service says.
    pub fn end_at(&mut self, page: u64) {
        self.last_page = Some(page);
        self.next_page = page.saturating_add(1);
        self.has_more = false;
    }

    /// Whether the service says that the next page exists.
    pub fn expects_more(&self) -> bool {
        self.last_page.is_some_and(|last| self.next_page <= last)
    }

    /// Whether the next page is worth a call although the service does not say that it exists:
    /// there is no counter, or the counters do not add up behind a full page.
    pub fn may_have_more(&self, adds_up: bool) -> bool {
        self.last_page.is_none_or(|last| self.next_page == last + 1 && self.has_more && !adds_up)
    }

    /// Records met that are surely still there.
    pub fn certain(&self) -> u64 {
        self.records.saturating_sub(self.withdrawn)
    }

    /// Whether the pages do nothing but repeat others.
    pub fn is_endless(&self) -> bool {
        let published = self.last_total.unwrap_or(0).saturating_sub(self.first_total.unwrap_or(0));
        self.repeats > MOST_REPEATS + published / PAGE
    }

    /// Whether records may have moved to where the pass had been already.
    pub fn was_disturbed(&self, is_first: bool) -> bool {
        // Records that a listing always holds twice say nothing of that.
        self.total_moved || (self.duplicates > 0 && (is_first || self.new > 0))
    }
}
