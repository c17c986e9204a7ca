//! All pages of a listing, in order, every row once.
//!
//! New records are put in front while we read, so rows move to later pages and come twice; records
//! that go away pull rows to earlier pages, where we have already been. The page counters of the
//! service are not to be trusted either. So a walk knows which rows it has given, goes on until the
//! service has no more, and starts over when rows moved. It is complete when one whole pass saw one
//! unchanged total and as many different rows. While a period still runs, its first page is read
//! again at the end of a pass.

mod pass;
mod report;
mod rows;

use std::sync::Arc;
use std::time::Instant;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, FuturesOrdered, Stream, StreamExt};
use jiff::Timestamp;
use udid_types::{DeviceHistoryRequest, DevicePage, DeviceRecord, Orphan, Period, RecordKey};

use pass::Pass;
pub use report::WalkReport;
use rows::Rows;

use crate::orphans::warn_of_orphans;
use crate::{Client, ClientError, Error};

/// More pages than any listing has: 6 million records are 300,000.
const MOST_PAGES: u64 = 1_000_000;

/// How often a walk reads a listing that does not come to rest.
const MOST_PASSES: u32 = 3;

/// Unreadable pages in a row after which the service is taken to be out of order.
const MOST_UNREADABLE: u32 = 3;

/// What is walked.
#[derive(Clone)]
pub enum Source {
    List(Period),
    History(Arc<[String]>),
}

/// One page of a walk: the rows that were not on an earlier page.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WalkPage {
    /// Number of the page.
    pub number: u64,
    /// New rows of the listing: records, each version by itself. A row comes again if packages,
    /// storage conditions or sizes came with it that were not there before.
    pub records: Vec<DeviceRecord>,
    /// Rows of the page that belong to none of its devices.
    pub orphans: Vec<Orphan>,
    /// Rows of the page that were given before.
    pub duplicates: usize,
    /// The service's page counter on this page.
    pub total_pages: Option<u64>,
    /// The service's record counter on this page.
    pub total_records: Option<u64>,
}

impl WalkPage {
    /// A page with these records, as tests of programs need one. Its counters are those of a service that
    /// has nothing else.
    ///
    /// ```
    /// use udid_client::WalkPage;
    ///
    /// let page = WalkPage::new(1, Vec::new());
    /// assert_eq!((page.total_pages, page.total_records), (Some(1), Some(0)));
    /// ```
    pub fn new(number: u64, records: Vec<DeviceRecord>) -> Self {
        let (total_pages, total_records) = (Some(number), Some(records.len() as u64));
        let (orphans, duplicates) = (Vec::new(), 0);
        Self { number, records, orphans, duplicates, total_pages, total_records }
    }
}

type Answer = (u64, Result<DevicePage, Error>);

/// A walk over all pages of a listing.
///
/// A listing may hold several versions of a record: each is a row. Records without a key are told
/// apart by what describes them, and count as often as one page holds them.
///
/// ```no_run
/// # async fn example(client: udid_client::Client) -> Result<(), Box<dyn std::error::Error>> {
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
    client: Client,
    source: Source,
    in_flight: usize,
    most_passes: u32,
    pass: Pass,
    ended: bool,
    answers: FuturesOrdered<BoxFuture<'static, Answer>>,
    rows: Rows,
    /// Pages in a row that could not be read.
    unreadable: u32,
    report: WalkReport,
    /// Records of the last page that [`next_record`](Self::next_record) has not given yet.
    records: std::vec::IntoIter<DeviceRecord>,
    /// Whether missing records were reported.
    reported: bool,
}

wire::opaque_debug!(Walk);

impl Client {
    /// All records of a day or a month, page by page.
    pub fn walk(&self, period: Period) -> Walk {
        Walk::new(self.clone(), Source::List(period))
    }

    /// All earlier versions of the records with these keys, page by page. The document does not
    /// say how many keys one request takes; [`slice::chunks`] makes smaller ones.
    pub fn walk_history(&self, record_keys: Vec<String>) -> Walk {
        Walk::new(self.clone(), Source::History(record_keys.into()))
    }
}

impl Walk {
    pub(crate) fn new(client: Client, source: Source) -> Self {
        Self {
            client,
            source,
            in_flight: 1,
            most_passes: MOST_PASSES,
            pass: Pass::from(1),
            ended: false,
            answers: FuturesOrdered::new(),
            rows: Rows::default(),
            unreadable: 0,
            report: WalkReport { passes: 1, ..WalkReport::default() },
            records: Vec::new().into_iter(),
            reported: false,
        }
    }

    /// How many pages are asked for at a time; one unless set.
    pub fn in_flight(mut self, pages: usize) -> Self {
        self.in_flight = pages.max(1);
        self
    }

    /// Begins at this page instead of the first. What is on the pages before is then not missed, and
    /// the listing is read once.
    pub fn start_page(mut self, page: u64) -> Self {
        self.pass = Pass::from(page.max(1));
        self
    }

    /// Reads the listing once, even if it moves: for a program that keeps the rows and decides by
    /// itself.
    pub fn single_pass(mut self) -> Self {
        self.most_passes = 1;
        self
    }

    /// The next page, or `None` at the end. After an error the walk can continue: the next call asks
    /// for the same page again, or for the page behind one whose content cannot be read
    /// ([`Error::Decode`]). [`ClientError::EndlessPages`] is the end.
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
                Err(error) => return Err(self.pass_over(number, error)),
            }
        }
        Ok(None)
    }

    /// Decides what the next call asks for after a page that failed.
    fn pass_over(&mut self, number: u64, error: Error) -> Error {
        let is_page = matches!(error, Error::Decode { .. });
        if is_page && self.unreadable < MOST_UNREADABLE {
            self.unreadable += 1;
            self.report.unreadable.push(number);
            self.pass.skip(number);
        } else {
            self.answers = FuturesOrdered::new();
            self.pass.next_page = number;
        }
        error
    }

    /// What the walk has seen so far.
    pub fn report(&self) -> &WalkReport {
        &self.report
    }

    /// When the first page of the current pass was asked for, by the service's clock; `None` before its
    /// answer. What the pass sees holds as of then.
    pub fn pass_began_at(&self) -> Option<Timestamp> {
        self.pass.began_at
    }

    /// The next record, or `None` at the end of a complete walk. After an error the walk can continue,
    /// as after one of [`next_page`](Self::next_page).
    ///
    /// # Errors
    /// Those of the calls; at the end [`ClientError::IncompleteWalk`] if records are missing, once.
    pub async fn next_record(&mut self) -> Result<Option<DeviceRecord>, Error> {
        loop {
            if let Some(record) = self.records.next() {
                return Ok(Some(record));
            }
            match self.next_page().await? {
                Some(page) => self.records = page.records.into_iter(),
                None => return self.complete().map(|()| None),
            }
        }
    }

    /// The pages as a stream. Its last item is [`ClientError::IncompleteWalk`] if records are missing.
    pub fn pages(self) -> impl Stream<Item = Result<WalkPage, Error>> + Send + Unpin + use<> {
        let next = |mut walk: Self| async move {
            match walk.next_page().await? {
                Some(page) => Ok(Some((page, walk))),
                None => walk.complete().map(|()| None),
            }
        };
        stream::try_unfold(self, next).boxed()
    }

    /// The records as a stream. Its last item is [`ClientError::IncompleteWalk`] if records are
    /// missing.
    pub fn records(self) -> impl Stream<Item = Result<DeviceRecord, Error>> + Send + Unpin + use<> {
        let next = |mut walk: Self| async move {
            Ok(walk.next_record().await?.map(|record| (record, walk)))
        };
        stream::try_unfold(self, next).boxed()
    }

    /// Reports missing records, once.
    fn complete(&mut self) -> Result<(), Error> {
        if self.reported || !self.report.has_ended || self.report.is_complete() {
            return Ok(());
        }
        self.reported = true;
        let report = Box::new(self.report.clone());
        Err(Error::Client(ClientError::IncompleteWalk { report }))
    }

    /// Keeps the wanted number of requests going, but none behind the end of the pass.
    fn ask_ahead(&mut self) {
        while self.answers.len() < self.in_flight && self.may_ask() {
            self.ask(self.pass.next_page);
            self.pass.next_page = self.pass.next_page.saturating_add(1);
        }
        if self.answers.is_empty() && self.pass.begin_check(self.is_running()) {
            self.ask(1);
        }
    }

    fn ask(&mut self, number: u64) {
        let (client, source) = (self.client.clone(), self.source.clone());
        self.pass.asked_at.get_or_insert_with(Instant::now);
        self.answers.push_back(Box::pin(async move {
            let answer = match &source {
                Source::List(period) => client.list_devices(&period.page(number)).await,
                Source::History(keys) => {
                    let keys = keys.iter().map(RecordKey::new).collect();
                    client.get_history(&DeviceHistoryRequest::new(keys, number)).await
                }
            };
            (number, answer)
        }));
    }

    /// Pages up to the stated last one may be asked for at once; what may lie behind it, or
    /// anything before the first answer, one at a time.
    fn may_ask(&self) -> bool {
        self.pass.expects_more() || self.answers.is_empty() && self.pass.may_have_more()
    }

    /// Whether the period had not ended when the pass began.
    fn is_running(&self) -> bool {
        let Source::List(period) = self.source else { return false };
        let ends_at = period.end_in_beijing();
        self.pass.began_at.is_some_and(|began| began.as_millisecond() < ends_at)
    }

    fn take(&mut self, number: u64, page: DevicePage) -> Result<WalkPage, Error> {
        let count = |count: &Option<wire::Count>| count.as_ref().and_then(wire::Count::get);
        let (total_pages, total_records) = (count(&page.total_pages), count(&page.total_records));
        let joined = page.data_set.unwrap_or_default().into_records();
        warn_of_orphans("D001/D002", &joined.orphans);
        let mut records = joined.records;
        let is_history = matches!(self.source, Source::History(_));
        let tally = self.rows.take_new(&mut records, is_history);
        let walked = WalkPage {
            number,
            duplicates: usize::try_from(tally.on_page - tally.new).unwrap_or(usize::MAX),
            records,
            orphans: joined.orphans,
            total_pages,
            total_records,
        };
        self.unreadable = 0;
        self.pass.begin(self.client.service_time());
        self.pass.note(&walked, &tally);
        self.report.note(&walked, self.rows.given());
        self.report.pass = self.pass.outcome();
        if self.pass.is_endless() || number.saturating_sub(self.pass.first_page) >= MOST_PAGES {
            self.ended = true;
            return Err(Error::Client(ClientError::EndlessPages { pages: number }));
        }
        if tally.on_page == 0 {
            self.answers = FuturesOrdered::new();
            self.pass.end_at(number);
        }
        Ok(walked)
    }

    /// Starts over when rows may have moved to where the walk has been.
    fn end_pass(&mut self) {
        let report = &mut self.report;
        let may_settle = self.pass.first_page == 1
            && !report.pass.is_whole()
            && self.pass.was_disturbed(report.passes == 1);
        if !may_settle || report.passes >= self.most_passes {
            self.ended = true;
            report.has_ended = true;
            return;
        }
        report.passes += 1;
        report.unreadable.clear();
        self.pass = Pass::from(1);
        self.rows.begin_pass();
    }
}
