//! One reading of a listing, from its first page to its last.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::WalkPage;
use super::report::PassOutcome;
use super::rows::Tally;

/// Records in a full page.
const PAGE: u64 = 20;

/// Pages in a row that may bring nothing but rows of earlier pages, beside those that published
/// records account for.
const MOST_REPEATS: u64 = 100;

/// How far a pass has come and what moved on the way.
#[derive(Default)]
pub struct Pass {
    pub first_page: u64,
    pub next_page: u64,
    /// When its first page was asked for, by our clock.
    pub asked_at: Option<Instant>,
    /// The same by the service's clock, which its first answer tells.
    pub began_at: Option<Timestamp>,
    /// Where the service says that it ends.
    last_page: Option<u64>,
    /// Whether the last page was full and not a repetition: more may lie behind it.
    has_more: bool,
    /// Whether the first page was read again at the end.
    is_checked: bool,
    /// Pages that could not be read.
    gaps: u64,
    /// Different rows met.
    rows: u64,
    /// Rows that the walk had not given before.
    new: u64,
    /// Rows met twice.
    duplicates: u64,
    /// Pages in a row that repeated others.
    repeats: u64,
    first_total: Option<u64>,
    last_total: Option<u64>,
    total_moved: bool,
}

impl Pass {
    pub fn from(page: u64) -> Self {
        Self { first_page: page, next_page: page, ..Self::default() }
    }

    /// Notes the service's time when the first answer is there.
    pub fn begin(&mut self, now: Timestamp) {
        let elapsed = self.asked_at.map_or(Duration::ZERO, |asked| asked.elapsed());
        self.began_at.get_or_insert_with(|| now.checked_sub(elapsed).unwrap_or(now));
    }

    pub fn note(&mut self, page: &WalkPage, tally: &Tally) {
        self.rows += tally.first_in_pass;
        self.new += tally.new;
        if let Some(total) = page.total_records {
            self.total_moved |=
                self.last_total.replace(total).is_some_and(|before| before != total);
            self.first_total = self.first_total.or(Some(total));
        }
        if self.is_checked {
            // A row that was not there before pushed others back.
            self.total_moved |= tally.first_in_pass > 0;
            return;
        }
        self.duplicates += tally.on_page - tally.first_in_pass;
        let is_repeat = tally.on_page > 0 && tally.new == 0 && tally.first_in_pass == 0;
        self.repeats = if is_repeat { self.repeats + 1 } else { 0 };
        self.has_more = tally.on_page >= PAGE && !is_repeat;
        self.last_page = match page.total_pages {
            Some(stated) => Some(stated.max(page.number)),
            // Without a counter, a page that repeats others is the end.
            None if is_repeat => Some(page.number),
            None => self.last_page.filter(|last| *last > page.number),
        };
    }

    /// Notes a page that could not be read. Others may lie behind it.
    pub fn skip(&mut self, page: u64) {
        self.gaps += 1;
        self.has_more = self.last_page.is_none_or(|last| page >= last);
    }

    /// Ends the pass here, whatever the service says.
    pub fn end_at(&mut self, page: u64) {
        self.last_page = Some(page);
        self.next_page = page.saturating_add(1);
        self.has_more = false;
    }

    /// Whether the first page is to be read again now. A period that still runs may have moved.
    pub fn begin_check(&mut self, is_running: bool) -> bool {
        let begins = is_running && self.first_total.is_some() && !self.is_checked;
        self.is_checked |= begins;
        begins
    }

    /// Whether the service says that the next page exists.
    pub fn expects_more(&self) -> bool {
        self.last_page.is_some_and(|last| self.next_page <= last)
    }

    /// Whether the next page is worth a call although the service does not say that it exists:
    /// there is no counter, or the counters do not add up behind a full page.
    pub fn may_have_more(&self) -> bool {
        let may_follow =
            |last| self.next_page == last + 1 && self.has_more && !self.outcome().adds_up();
        self.last_page.is_none_or(may_follow)
    }

    /// What it says of completeness.
    pub fn outcome(&self) -> PassOutcome {
        PassOutcome {
            rows: self.rows,
            skipped: (self.first_page - 1).saturating_mul(PAGE),
            total: self.last_total,
            total_moved: self.total_moved,
            has_gap: self.gaps > 0,
        }
    }

    /// Whether the pages do nothing but repeat others.
    pub fn is_endless(&self) -> bool {
        let published = self.last_total.unwrap_or(0).saturating_sub(self.first_total.unwrap_or(0));
        self.repeats > MOST_REPEATS + published / PAGE
    }

    /// Whether rows may have moved to where the pass had been already, and another pass can show it.
    pub fn was_disturbed(&self, is_first: bool) -> bool {
        // Rows that a listing always holds twice say nothing of that.
        self.total_moved
            || self.last_total.is_some() && (self.duplicates > 0 && (is_first || self.new > 0))
    }
}
