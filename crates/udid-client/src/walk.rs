//! All pages of a listing, in order, without a gap and without a record twice.
//!
//! New records are put in front while we read, so rows move to later pages and come twice; records
//! that go away pull rows to earlier pages, where we have already been. The page counters of the
//! service are not to be trusted either. So a walk knows which records it has given, goes on until
//! the service has no more, and starts over when rows moved and it has fewer records for certain
//! than the service says, or when a page was not to be trusted.

mod doubt;
mod pass;
mod report;
mod seen;

use std::collections::HashSet;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, FuturesOrdered, Stream, StreamExt};
use udid_types::{DeviceHistoryRequest, DevicePage, DeviceRecord, Orphan, Period, RecordKey};

use doubt::take_doubtful;
use pass::{PAGE, Pass, Tally};
pub use report::WalkReport;
use seen::Seen;

use crate::orphans::warn_of_orphans;
use crate::{Client, ClientError, Error};

/// More pages than any listing has: 6 million records are 300,000.
const MOST_PAGES: u64 = 1_000_000;

/// How often a walk starts over for records that it has not seen.
const MOST_PASSES: u32 = 3;

const _: () = assert!(MOST_PASSES < seen::PASSES, "every pass can be told apart");

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
/// A page that holds a record twice may hold rows of records twice. Records whose rows then cannot be
/// told for certain are left out and looked for again; those that are never certain are counted as
/// missing ([`WalkReport::left_out`]).
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
    /// Whether it was told which records came before.
    resumed: bool,
    pass: Pass,
    ended: bool,
    answers: FuturesOrdered<BoxFuture<'static, Answer>>,
    seen: Seen,
    /// Keys of records that were left out and did not come otherwise so far.
    left_out: HashSet<String>,
    report: WalkReport,
    /// Records of the last page that [`next_record`](Self::next_record) has not given yet.
    records: std::vec::IntoIter<DeviceRecord>,
    /// Whether missing records were reported.
    reported: bool,
}

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
            resumed: false,
            pass: Pass::from(1),
            ended: false,
            answers: FuturesOrdered::new(),
            seen: Seen::default(),
            left_out: HashSet::new(),
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

    /// Begins at this page instead of the first. What is on the pages before is then not missed,
    /// unless [`known`](Self::known) names the records they held.
    pub fn start_page(mut self, page: u64) -> Self {
        self.pass = Pass::from(page.max(1));
        self
    }

    /// Records that are there already, by key and version (`deviceRecordKey`, `versionNumber`):
    /// they are not given again, and count when the walk is held against the service's total.
    pub fn known<K: AsRef<str>>(mut self, records: impl IntoIterator<Item = (K, u64)>) -> Self {
        for (key, version) in records {
            self.seen.insert(key.as_ref(), version, 0);
        }
        self.resumed = true;
        self
    }

    /// The next page, or `None` at the end. After an error the walk can continue: the next call asks
    /// for the same page again. Only [`ClientError::EndlessPages`] is the end.
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
                    self.pass.next_page = number;
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
        if self.reported || !self.report.ended || self.report.is_complete() {
            return Ok(());
        }
        self.reported = true;
        let report = Box::new(self.report.clone());
        Err(Error::Client(ClientError::IncompleteWalk { report }))
    }

    /// Keeps the wanted number of requests going, but none behind the end of the pass.
    fn ask_ahead(&mut self) {
        while self.answers.len() < self.in_flight && self.may_ask() {
            let (client, source, number) =
                (self.client.clone(), self.source.clone(), self.pass.next_page);
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
            self.pass.next_page = number.saturating_add(1);
        }
    }

    /// Pages up to the stated last one may be asked for at once; what may lie behind it, or
    /// anything before the first answer, one at a time.
    fn may_ask(&self) -> bool {
        let may_have_more =
            || self.answers.is_empty() && self.pass.may_have_more(self.report.adds_up());
        self.pass.expects_more() || may_have_more()
    }

    /// Whether it began at page 1 or was told what came before, so that totals can be compared.
    fn sees_all(&self) -> bool {
        self.resumed || self.pass.first_page == 1
    }

    fn take(&mut self, number: u64, page: DevicePage) -> Result<WalkPage, Error> {
        let count = |count: &Option<wire::Count>| count.as_ref().and_then(wire::Count::get);
        let (total_pages, total_records) = (count(&page.total_pages), count(&page.total_records));
        let joined = page.data_set.unwrap_or_default().into_records();
        warn_of_orphans("D001/D002", &joined.orphans);
        let on_page = joined.records.len();
        if let (1, Some(total)) = (number, total_records) {
            self.seen.expect(total);
        }
        let mut records = joined.records;
        let doubtful = take_doubtful(&mut records);
        let taken = records.len();
        let mut tally = Tally { on_page: on_page as u64, ..Tally::default() };
        records.retain(|record| {
            if let Some(key) = seen::key_of(record) {
                self.left_out.remove(key);
            }
            let sighting = self.seen.insert_record(record, self.report.passes);
            tally.new += u64::from(sighting.is_new);
            tally.first_in_pass += u64::from(sighting.is_first_in_pass);
            sighting.is_new
        });

        let walked = WalkPage {
            number,
            duplicates: taken - records.len(),
            records,
            orphans: joined.orphans,
            total_pages,
            total_records,
        };
        self.pass.note(&walked, &tally);
        for record in &doubtful {
            let sighted = seen::key_of(record).filter(|key| !self.seen.contains(key));
            self.left_out.extend(sighted.map(str::to_owned));
        }
        self.report.note(&walked, self.seen.len());
        self.report.left_out = self.left_out.len() as u64;
        let certain = self.seen.len().saturating_sub(self.report.withdrawn);
        self.report.certain = certain.max(self.pass.certain());
        if !self.sees_all() {
            self.report.skipped = (self.pass.first_page - 1).saturating_mul(PAGE);
        }
        if self.pass.is_endless() || number - self.pass.first_page >= MOST_PAGES {
            self.ended = true;
            return Err(Error::Client(ClientError::EndlessPages { pages: number }));
        }
        let has_caught_up = self.report.passes > 1 && self.report.missing() == 0;
        if on_page == 0 || has_caught_up {
            self.answers = FuturesOrdered::new();
            self.pass.end_at(number);
        }
        Ok(walked)
    }

    /// Starts over when records are missing that may have moved to where the walk has been.
    fn end_pass(&mut self) {
        let is_worth_it = self.sees_all()
            && self.report.missing() > 0
            && (self.pass.first_page > 1
                || self.report.left_out > 0
                || self.pass.was_disturbed(self.report.passes == 1));
        if !is_worth_it || self.report.passes >= MOST_PASSES {
            self.ended = true;
            self.report.ended = true;
            return;
        }
        self.report.passes += 1;
        self.pass = Pass::from(1);
    }
}
