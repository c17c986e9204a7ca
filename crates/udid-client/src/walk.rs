//! All pages of a listing, in order, without a gap and without a record twice.
//!
//! New records are put in front while we read, so rows move to later pages and come twice; records
//! that go away pull rows to earlier pages, where we have already been. The page counters of the
//! service are not to be trusted either. So a walk knows which records it has given, goes on until
//! the service has no more, and starts over when it then has fewer than the service says.

mod report;
mod seen;

use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, FuturesOrdered, Stream, StreamExt, TryStreamExt};
use udid_types::{DevicePage, DeviceRecord, Orphan, Period};

pub use report::WalkReport;
use seen::Seen;

use crate::methods::warn_of_orphans;
use crate::{Error, UdidClient};

/// More pages than any listing has: 6 million records are 300,000.
const MOST_PAGES: u64 = 1_000_000;

/// How often a walk starts over for records that it has not seen.
const MOST_PASSES: u32 = 3;

/// What is walked.
#[derive(Clone)]
pub enum Source {
    List(Period),
    History(Arc<[String]>),
}

/// One page of a walk: the records that were not on an earlier page.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WalkPage {
    /// Number of the page.
    pub number: u64,
    /// New records, and records that came with another version than before.
    pub records: Vec<DeviceRecord>,
    /// Rows of the page that belong to none of its devices.
    pub orphans: Vec<Orphan>,
    /// Records of the page that were given before.
    pub duplicates: usize,
    /// The service's page counter on this page.
    pub total_pages: Option<u64>,
    /// The service's record counter on this page.
    pub total_records: Option<u64>,
}

type Answer = (u64, Result<DevicePage, Error>);

/// A walk over all pages of a listing.
///
/// ```no_run
/// # async fn example(client: udid_client::UdidClient) -> Result<(), Box<dyn std::error::Error>> {
/// let mut walk = client.walk("2026-08-10".parse()?).in_flight(4);
/// while let Some(page) = walk.next_page().await? {
///     println!("page {}: {} records", page.number, page.records.len());
/// }
/// assert!(walk.report().is_complete(), "{}", walk.report());
/// # Ok(())
/// # }
/// ```
#[must_use = "a walk does nothing until its pages are asked for"]
pub struct Walk {
    client: UdidClient,
    source: Source,
    in_flight: usize,
    /// Whether it began at page 1 or was told what came before, so that totals can be compared.
    sees_all: bool,
    /// Whether it goes on where an earlier walk ended; rows may have moved since.
    resumed: bool,
    next_page: u64,
    /// Where the service says that this pass ends.
    last_page: Option<u64>,
    new_in_pass: u64,
    ended: bool,
    answers: FuturesOrdered<BoxFuture<'static, Answer>>,
    seen: Seen,
    report: WalkReport,
}

impl Walk {
    pub(crate) fn new(client: UdidClient, source: Source) -> Self {
        Self {
            client,
            source,
            in_flight: 1,
            sees_all: true,
            resumed: false,
            next_page: 1,
            last_page: None,
            new_in_pass: 0,
            ended: false,
            answers: FuturesOrdered::new(),
            seen: Seen::default(),
            report: WalkReport { passes: 1, ..WalkReport::default() },
        }
    }

    /// How many pages are asked for at a time; one unless set.
    pub fn in_flight(mut self, pages: usize) -> Self {
        self.in_flight = pages.max(1);
        self
    }

    /// Begins at this page instead of the first. What is on the pages before is then not missed,
    /// unless [`known`](Self::known) tells which records they held.
    pub fn start_page(mut self, page: u64) -> Self {
        self.next_page = page.max(1);
        self.sees_all = self.next_page == 1;
        self
    }

    /// Records that are there already, by key and version (`deviceRecordKey`, `versionNumber`):
    /// they are not given again, and count when the walk is held against the service's total.
    pub fn known<K: AsRef<str>>(mut self, records: impl IntoIterator<Item = (K, u64)>) -> Self {
        for (key, version) in records {
            self.seen.insert(key.as_ref(), version);
        }
        self.sees_all = true;
        self.resumed = true;
        self
    }

    /// The next page, or `None` at the end. After an error the walk can go on: the next call asks
    /// for the same page again.
    pub async fn next_page(&mut self) -> Result<Option<WalkPage>, Error> {
        while !self.ended {
            self.ask_ahead();
            let Some((number, answer)) = self.answers.next().await else {
                self.end_pass();
                continue;
            };
            match answer {
                Ok(page) => {
                    let page = self.take(number, page)?;
                    return Ok(Some(page));
                }
                Err(error) => {
                    self.answers = FuturesOrdered::new();
                    self.next_page = number;
                    return Err(error);
                }
            }
        }
        Ok(None)
    }

    /// What the walk has seen so far.
    pub fn report(&self) -> &WalkReport {
        &self.report
    }

    /// The pages as a stream.
    pub fn pages(self) -> impl Stream<Item = Result<WalkPage, Error>> + Send {
        stream::try_unfold(self, |mut walk| async move {
            Ok(walk.next_page().await?.map(|page| (page, walk)))
        })
    }

    /// The records as a stream.
    pub fn records(self) -> impl Stream<Item = Result<DeviceRecord, Error>> + Send {
        self.pages().map_ok(|page| stream::iter(page.records.into_iter().map(Ok))).try_flatten()
    }

    /// Keeps the wanted number of requests going, but none behind the end of the pass.
    fn ask_ahead(&mut self) {
        while self.answers.len() < self.in_flight && self.may_ask() {
            let (client, source, number) =
                (self.client.clone(), self.source.clone(), self.next_page);
            self.answers.push_back(Box::pin(async move {
                let answer = match &source {
                    Source::List(period) => client.list(*period, number).await,
                    Source::History(keys) => client.history(keys, number).await,
                };
                (number, answer)
            }));
            self.next_page += 1;
        }
    }

    /// Pages up to the stated last one may be asked for at once; what may lie behind it, or
    /// anything before the first answer, one at a time.
    fn may_ask(&self) -> bool {
        match self.last_page {
            Some(last) if self.next_page <= last => true,
            Some(last) => {
                self.answers.is_empty() && self.next_page == last + 1 && self.may_go_beyond()
            }
            None => self.answers.is_empty(),
        }
    }

    /// The stated number of pages is too small when records are still missing behind a full page.
    fn may_go_beyond(&self) -> bool {
        self.report.last_page_was_full && self.report.missing() > 0
    }

    fn take(&mut self, number: u64, page: DevicePage) -> Result<WalkPage, Error> {
        if number >= MOST_PAGES {
            return Err(Error::EndlessPages { pages: number });
        }
        let count = |count: &Option<wire::Count>| count.as_ref().and_then(wire::Count::get);
        let (total_pages, total_records) = (count(&page.total_pages), count(&page.total_records));
        let joined = page.data_set.unwrap_or_default().into_records();
        warn_of_orphans("D001/D002", &joined.orphans);
        let on_page = joined.records.len();
        if let (1, Some(total)) = (number, total_records) {
            self.seen.expect(total);
        }
        let mut records = joined.records;
        records.retain(|record| self.seen.insert_record(record));
        self.new_in_pass += records.len() as u64;

        let walked = WalkPage {
            number,
            duplicates: on_page - records.len(),
            records,
            orphans: joined.orphans,
            total_pages,
            total_records,
        };
        self.report.note(&walked, on_page, self.seen.len());
        self.set_end(number, total_pages, on_page, walked.records.is_empty());
        Ok(walked)
    }

    fn set_end(
        &mut self,
        number: u64,
        total_pages: Option<u64>,
        on_page: usize,
        nothing_new: bool,
    ) {
        let is_last =
            on_page == 0 || (self.sees_all && self.report.passes > 1 && self.report.missing() == 0);
        if is_last {
            self.answers = FuturesOrdered::new();
            self.last_page = Some(number);
            self.next_page = number + 1;
            self.report.last_page_was_full = false;
        } else if total_pages.is_some_and(|total| total > number) {
            self.last_page = total_pages;
        } else if total_pages.is_some() {
            self.last_page = Some(number);
        } else if nothing_new {
            // Without a counter, a page that repeats earlier records is the end.
            self.last_page = Some(number);
        }
    }

    /// Starts over when records are missing that may have moved to where the walk has been.
    fn end_pass(&mut self) {
        let rows_moved = self.report.totals_moved > 0 || self.report.duplicates > 0;
        let is_worth_it = self.sees_all
            && self.report.missing() > 0
            && self.new_in_pass > 0
            && (rows_moved || self.resumed);
        if !is_worth_it || self.report.passes >= MOST_PASSES {
            self.ended = true;
            self.report.ended = true;
            return;
        }
        self.report.passes += 1;
        self.new_in_pass = 0;
        self.next_page = 1;
        self.last_page = None;
    }
}
