//! Pulls all records of a day or a month through the API.

use std::fmt;

use async_trait::async_trait;
use udid_client::{Client, Error, Walk, WalkPage, WalkReport};
use udid_store::{
    Batch, BatchCounts, Cursor, Evidence, ListedRow, Listing, RecordSink, RecordSource, StoreError,
};
use udid_types::Period;

use crate::{CopyError, Progress, SoFar, copy};

/// Options of a pull.
#[derive(Clone, Copy, Debug)]
pub struct PullOptions {
    /// Concurrent page requests.
    pub in_flight: usize,
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

/// Result of a pull. Its text names the period, and counts what is stored and what is missing.
#[derive(Clone, Debug)]
pub struct Pulled {
    /// The day or month.
    pub period: Period,
    /// The page at which it began: above 1 when it resumed an earlier run.
    pub began_at_page: u64,
    /// What it did to the database.
    pub counts: BatchCounts,
    /// What the walk over the pages saw.
    pub report: WalkReport,
}

impl fmt::Display for Pulled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.period, self.report)
    }
}

/// Fetches every page of a period and stores it, one transaction a page. A pull that was interrupted
/// resumes behind its last stored page; `progress` is called after every page.
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
    let mut source = ListingSource::new(client.clone(), period, options);
    let copied = copy(&mut source, sink, progress).await?;
    let (began_at_page, counts) = (copied.began_at.0, copied.counts);
    Ok(Pulled { period, began_at_page, counts, report: source.report().clone() })
}

/// The listing of a period (D001) as a source of records: a batch is a page.
pub struct ListingSource {
    client: Client,
    period: Period,
    options: PullOptions,
    walk: Walk,
}

impl ListingSource {
    /// The listing of a period.
    pub fn new(client: Client, period: Period, options: PullOptions) -> Self {
        let walk = client.walk(period).in_flight(options.in_flight);
        Self { client, period, options, walk }
    }

    /// What the walk over the pages has seen so far.
    pub fn report(&self) -> &WalkReport {
        self.walk.report()
    }

    fn batch(&self, page: WalkPage) -> Batch {
        let mut batch = Batch::new(page.records, Cursor(page.number));
        batch.last = page.total_pages.map(Cursor);
        batch.total = page.total_records;
        // Withdrawn records move others to pages that were read already, and records that were left
        // out are on such pages: a run that is interrupted now must not resume behind them.
        if self.report().withdrawn > 0 || self.report().left_out > 0 {
            batch.next = Cursor::START;
        }
        batch
    }
}

#[async_trait]
impl RecordSource for ListingSource {
    type Error = Error;

    fn listing(&self) -> Listing {
        Listing::Period(self.period)
    }

    fn start(&mut self, cursor: Cursor, stored: Vec<ListedRow>) {
        let walk = self.client.walk(self.period).in_flight(self.options.in_flight);
        let walk = walk.start_page(cursor.0);
        self.walk = if stored.is_empty() {
            walk
        } else {
            walk.known(stored.into_iter().map(|row| (row.key, row.order.version_number)))
        };
    }

    async fn next_batch(&mut self) -> Result<Option<Batch>, Error> {
        Ok(self.walk.next_page().await?.map(|page| self.batch(page)))
    }

    fn evidence(&self) -> Evidence {
        let report = self.report();
        Evidence::new(report.records, report.last_total, report.missing(), report.ended)
    }
}
