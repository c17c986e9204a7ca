//! Pulls all records of a day or a month through the API.

use std::fmt;

use async_trait::async_trait;
use auth::in_beijing;
use jiff::Timestamp;
use udid_client::{Client, Error, Walk, WalkPage, WalkReport};
use udid_store::{
    AmbiguousRecord, Batch, BatchCounts, Completion, Cursor, Listing, RecordSink, RecordSource,
    StoreError, StoredCopy, record_key,
};
use udid_types::{DeviceDetailRequest, DeviceRecord, Orphan, OrphanReason, Period, VersionOrder};

use crate::{CopyError, Progress, SoFar, copy};

/// Options of a pull.
#[derive(Clone, Copy, Debug)]
pub struct PullOptions {
    /// Concurrent page requests.
    pub in_flight: usize,
    /// Whether a copy that is final is pulled again.
    pub again: bool,
}

impl Default for PullOptions {
    fn default() -> Self {
        Self { in_flight: 2, again: false }
    }
}

/// Why a pull stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PullError {
    /// The service failed or cannot be reached; the text says what is stored and what is missing.
    #[error("{so_far}")]
    Client {
        /// The error.
        source: Error,
        /// How far the pull had come.
        so_far: SoFar,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<CopyError<Error>> for PullError {
    fn from(error: CopyError<Error>) -> Self {
        match error {
            CopyError::Source { source, so_far } => Self::Client { source, so_far },
            CopyError::Store(error) => Self::Store(error),
        }
    }
}

/// Result of a pull. Its text names the period, what is stored of it, and why it is not complete.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Pulled {
    /// The day or month.
    pub period: Period,
    /// The page at which it began: above 1 when it resumed an earlier run.
    pub began_at_page: u64,
    /// How often the pages were read; 0 if the stored copy is final.
    pub passes: u32,
    /// What it did to the database.
    pub counts: BatchCounts,
    /// Whether the period is complete; `None` if the stored copy is final.
    pub completion: Option<Completion>,
    /// The copy that is stored now, if there is one.
    pub copy: Option<StoredCopy>,
    /// Rows that the last pass has stored, those of an interrupted run included.
    pub rows: u64,
    /// What the last walk over the pages saw.
    pub report: WalkReport,
}

impl Pulled {
    /// The result of a pull that stored nothing, as tests of programs need one.
    pub fn new(period: Period) -> Self {
        Self {
            period,
            began_at_page: 1,
            passes: 0,
            counts: BatchCounts::default(),
            completion: None,
            copy: None,
            rows: 0,
            report: WalkReport::default(),
        }
    }

    /// Whether the stored copy is complete: every record that the service counts is there.
    pub fn is_complete(&self) -> bool {
        match &self.completion {
            Some(completion) => *completion == Completion::Complete,
            None => self.copy.as_ref().is_some_and(|copy| copy.dispute.is_none()),
        }
    }
}

impl fmt::Display for Pulled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const FINAL: &str = "not fetched again without --again";
        let Self { period, report, .. } = self;
        let rows = self.copy.as_ref().map_or(0, |copy| copy.rows);
        match (&self.completion, &self.copy) {
            (Some(Completion::Incomplete(reason)), copy) => {
                write!(f, "{period}: {} records are stored, incomplete: {reason}; ", self.rows)?;
                write!(f, "run again later; read {report}")?;
                let kept = copy.as_ref().map(|copy| (copy.rows, moment(copy.as_of)));
                kept.map_or(Ok(()), |(rows, as_of)| {
                    write!(f, "; the copy of {rows} records as of {as_of} stays")
                })
            }
            (Some(Completion::Disputed(reason)), _) => {
                write!(f, "{period}: {rows} records are stored, disputed: {reason}, as in an ")?;
                write!(f, "earlier run; {FINAL}; read {report}")
            }
            (Some(Completion::Complete), Some(copy)) if !copy.is_closed => {
                let as_of = moment(copy.as_of);
                write!(f, "{period}: {rows} records are stored, complete as of {as_of}; ")?;
                write!(f, "read {report}")
            }
            (Some(Completion::Complete), _) => {
                write!(f, "{period}: {rows} records are stored and complete; read {report}")
            }
            (None, Some(StoredCopy { dispute: Some(reason), .. })) => {
                write!(f, "{period}: {rows} records are stored, disputed: {reason}; {FINAL}")
            }
            (None, _) => write!(f, "{period}: {rows} records are stored and complete; {FINAL}"),
        }
    }
}

/// A moment as people in Beijing read it.
fn moment(as_of: i64) -> String {
    let moment = Timestamp::from_millisecond(as_of).unwrap_or_default();
    in_beijing(moment).strftime("%Y-%m-%d %H:%M:%S (Beijing)").to_string()
}

/// Fetches every page of a period and stores it, one transaction a page. A pull that was interrupted
/// resumes behind its last stored page; `progress` is called after every page. See [`copy`].
///
/// # Errors
/// The first error of service or store; what was stored stays, and the next run resumes there.
pub async fn pull(
    client: &Client,
    sink: &mut (impl RecordSink + ?Sized),
    period: Period,
    options: PullOptions,
    progress: impl FnMut(&Progress),
) -> Result<Pulled, PullError> {
    let mut source = ListingSource::new(client.clone(), period, options.in_flight);
    let copied = copy(&mut source, sink, options.again, progress).await?;
    Ok(Pulled {
        period,
        began_at_page: copied.began_at.0,
        passes: copied.passes,
        counts: copied.counts,
        completion: copied.completion,
        rows: copied.state.unfinished.map_or(0, |pass| pass.rows),
        copy: copied.state.copy,
        report: source.report().clone(),
    })
}

/// The listing of a period (D001) as a source of records: a batch is a page.
pub struct ListingSource {
    client: Client,
    period: Period,
    in_flight: usize,
    walk: Walk,
    /// Where a run continues behind the last page.
    next: Cursor,
}

impl std::fmt::Debug for ListingSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListingSource").finish_non_exhaustive()
    }
}

impl ListingSource {
    /// The listing of a period.
    pub fn new(client: Client, period: Period, in_flight: usize) -> Self {
        let walk = client.walk(period);
        Self { client, period, in_flight, walk, next: Cursor::START }
    }

    /// What the walk over the pages has seen so far.
    pub fn report(&self) -> &WalkReport {
        self.walk.report()
    }

    fn batch(&mut self, page: WalkPage) -> Batch {
        let mut batch = self.batch_at(Cursor(page.number));
        batch.records = page.records;
        batch.waiting = page.orphans;
        batch.last = page.total_pages.map(Cursor);
        batch.total = page.total_records;
        batch
    }

    fn batch_at(&mut self, position: Cursor) -> Batch {
        let as_of = self.walk.pass_began_at().unwrap_or_else(|| self.client.service_time());
        let mut batch = Batch::new(Vec::new(), position, as_of.as_millisecond());
        // The first page may come again at the end of a pass.
        self.next = self.next.max(batch.next);
        batch.next = self.next;
        batch.registry = Some(self.client.registry().to_owned());
        batch
    }
}

#[async_trait]
impl RecordSource for ListingSource {
    type Error = Error;

    fn listing(&self) -> Listing {
        Listing::Period(self.period)
    }

    fn start(&mut self, cursor: Cursor) {
        let walk = self.client.walk(self.period).single_pass();
        self.walk = walk.in_flight(self.in_flight).start_page(cursor.0);
        self.next = cursor;
    }

    async fn next_batch(&mut self) -> Result<Option<Batch>, Error> {
        let skipped = self.report().unreadable.len();
        match self.walk.next_page().await {
            Ok(page) => Ok(page.map(|page| self.batch(page))),
            Err(error) => match self.report().unreadable.get(skipped) {
                Some(&page) => {
                    tracing::warn!(
                        page,
                        error = &error as &dyn std::error::Error,
                        "unreadable page"
                    );
                    let mut batch = self.batch_at(Cursor(page));
                    batch.is_unreadable = true;
                    Ok(Some(batch))
                }
                None => Err(error),
            },
        }
    }

    fn has_ended(&self) -> bool {
        self.report().has_ended
    }

    fn has_repeats(&self) -> bool {
        self.report().duplicates > 0
    }

    async fn whole_record(
        &mut self,
        record: &AmbiguousRecord,
    ) -> Result<Option<DeviceRecord>, Error> {
        let Some(di) = &record.primary_di else { return Ok(None) };
        let page = self.client.get_device(&DeviceDetailRequest::new(di)).await?;
        let joined = page.data_set.unwrap_or_default().into_records();
        // Rows that name none of several versions are as open as in the listing.
        let is_open = |orphan: &Orphan| orphan.reason == OrphanReason::SeveralDevices;
        if joined.orphans.iter().any(is_open) {
            return Ok(None);
        }
        let records = joined.records.into_iter().filter(|it| record_key(&it.device) == record.key);
        Ok(records.max_by_key(|record| VersionOrder::of(&record.device)))
    }
}
