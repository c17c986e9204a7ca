//! Copies a listing from a source into a store, batch by batch.

use futures_util::future;
use tokio::sync::mpsc::{self, Receiver, Sender};
use udid_store::{
    AmbiguousRecord, Batch, BatchCounts, Completion, Cursor, Listing, ListingState, PassState,
    RecordSink, RecordSource, Shortfall, StoreError,
};

use crate::SoFar;

/// Batches that may wait for the store while the next ones are read.
const WAITING_BATCHES: usize = 2;

/// How often a listing that changes while it is read is read in one copy.
const MOST_PASSES: u32 = 3;

/// How far a copy has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Records that are stored or about to be, those of an interrupted run included.
    pub records: u64,
    /// Total that the source states.
    pub total: Option<u64>,
    /// Position of the batch that was read last; 0 before the first.
    pub batch: u64,
    /// Position of the last batch, if the source states it.
    pub batches: Option<u64>,
}

/// What a copy did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The batch at which its last pass began: above [`Cursor::START`] when it resumed an earlier run.
    pub began_at: Cursor,
    /// How often the listing was read.
    pub passes: u32,
    /// What it did to the database.
    pub counts: BatchCounts,
    /// Whether the listing is complete; `None` if the stored copy is final and nothing was read.
    pub completion: Option<Completion>,
    /// What is stored of the listing now.
    pub state: ListingState,
}

/// Why a copy stopped. `E` is the error of the source.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CopyError<E: std::error::Error + Send + Sync + 'static> {
    /// The source failed; the text says what is stored and what is missing.
    #[error("{so_far}")]
    Source {
        /// The error.
        source: E,
        /// How far the copy had come.
        so_far: SoFar,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads every batch of a source and stores it, one transaction a batch. A copy that was interrupted
/// resumes behind its last stored batch. `progress` is called after every batch.
///
/// A final copy is not read again unless `again` says so: one that is complete and began after the
/// listing had closed, or one that ended twice with the same disagreement. A listing that changes while
/// it is read is read up to three times.
///
/// Batches are stored while the next ones are read.
///
/// # Errors
/// The first error of source or store; what was stored stays, and the next run resumes there.
pub async fn copy<S: RecordSource + ?Sized>(
    source: &mut S,
    sink: &mut (impl RecordSink + ?Sized),
    again: bool,
    progress: impl FnMut(&Progress),
) -> Result<Copied, CopyError<S::Error>> {
    let listing = source.listing();
    let state = sink.state(&listing).await?;
    if !again && state.copy.as_ref().is_some_and(|copy| copy.is_closed) {
        let (began_at, counts) = (Cursor::START, BatchCounts::default());
        return Ok(Copied { began_at, passes: 0, counts, completion: None, state });
    }
    let state = sink.begin(&listing).await?;
    let counts = BatchCounts::default();
    let mut run = Run { source, sink, state, counts, passes: 1, progress };
    match run.until_rest().await {
        Ok(completion) => {
            let Run { state: PassState { cursor: began_at, .. }, passes, counts, sink, .. } = run;
            let state = sink.state(&listing).await?;
            Ok(Copied { began_at, passes, counts, completion: Some(completion), state })
        }
        Err(Stop::Store(error)) => Err(error.into()),
        Err(Stop::Source(source)) => Err(stopped(run.sink, listing, source).await),
    }
}

/// What stopped a copy.
enum Stop<E> {
    Source(E),
    Store(StoreError),
}

impl<E> From<StoreError> for Stop<E> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

async fn stopped<E: std::error::Error + Send + Sync + 'static>(
    sink: &mut (impl RecordSink + ?Sized),
    listing: Listing,
    source: E,
) -> CopyError<E> {
    let state = sink.state(&listing).await.ok();
    CopyError::Source { source, so_far: SoFar { listing, state } }
}

/// A copy under way.
struct Run<'a, S: ?Sized, K: ?Sized, P> {
    source: &'a mut S,
    sink: &'a mut K,
    state: PassState,
    counts: BatchCounts,
    passes: u32,
    progress: P,
}

impl<S, K, P> Run<'_, S, K, P>
where
    S: RecordSource + ?Sized,
    K: RecordSink + ?Sized,
    P: FnMut(&Progress),
{
    /// Reads the listing until it has come to rest, or often enough.
    async fn until_rest(&mut self) -> Result<Completion, Stop<S::Error>> {
        loop {
            let completion = self.pass().await?;
            let may_settle = match &completion {
                Completion::Incomplete(Shortfall::Moved) => true,
                Completion::Incomplete(Shortfall::Rows { .. }) => {
                    self.state.cursor > Cursor::START || self.source.has_repeats()
                }
                _ => false,
            };
            if !may_settle || self.passes >= MOST_PASSES {
                return Ok(completion);
            }
            self.passes += 1;
            self.state = self.sink.restart(self.state.pass).await?;
        }
    }

    /// Reads the listing to its end.
    async fn pass(&mut self) -> Result<Completion, Stop<S::Error>> {
        if self.state.archive.as_deref().is_some_and(|known| self.source.archive() != Some(known)) {
            self.state = self.sink.restart(self.state.pass).await?;
        }
        let PassState { cursor, rows: records, .. } = self.state;
        (self.progress)(&Progress { records, total: None, batch: cursor.0 - 1, batches: None });
        self.source.start(cursor);
        let mut first = self.source.next_batch().await.map_err(Stop::Source)?;
        if first.as_ref().is_some_and(|batch| has_moved(&self.state, batch)) {
            self.state = self.sink.restart(self.state.pass).await?;
            self.source.start(self.state.cursor);
            first = self.source.next_batch().await.map_err(Stop::Source)?;
        }
        self.transfer(first).await?;
        self.settle().await?;
        Ok(self.sink.complete(self.state.pass, self.source.has_ended()).await?)
    }

    /// Reads and stores at the same time. What was read before an error is stored.
    async fn transfer(&mut self, first: Option<Batch>) -> Result<(), Stop<S::Error>> {
        let (sender, receiver) = mpsc::channel(WAITING_BATCHES);
        let stored = store(self.sink, &self.state, receiver);
        let read = read(self.source, first, sender, self.state.rows, &mut self.progress);
        let (stored, read) = future::join(stored, read).await;
        self.counts += stored?;
        read.map_err(Stop::Source)
    }

    /// Asks for each record by itself whose rows the listing leaves open. One that cannot be had stays
    /// open, and the pass incomplete.
    async fn settle(&mut self) -> Result<(), Stop<S::Error>> {
        for record in self.sink.ambiguous_records(self.state.pass).await? {
            match self.source.whole_record(&record).await {
                Ok(Some(whole)) => self.sink.settle(self.state.pass, whole).await?,
                Ok(None) => {}
                Err(error) => warn_of_unsettled(&record, &error),
            }
        }
        Ok(())
    }
}

fn warn_of_unsettled(record: &AmbiguousRecord, error: &(dyn std::error::Error + 'static)) {
    let key = &record.key;
    tracing::warn!(key, error, "a record in several versions cannot be asked for by itself");
}

/// Whether the listing has another total than when the run was interrupted. Records may have moved to
/// batches that it has read already.
fn has_moved(state: &PassState, batch: &Batch) -> bool {
    let totals = batch.total.zip(state.total);
    state.cursor > Cursor::START && totals.is_some_and(|(now, before)| now != before)
}

async fn read<S: RecordSource + ?Sized>(
    source: &mut S,
    first: Option<Batch>,
    batches: Sender<Batch>,
    mut records: u64,
    progress: &mut impl FnMut(&Progress),
) -> Result<(), S::Error> {
    let mut next = first;
    while let Some(batch) = next {
        let (position, last, total) = match &batch.member {
            // A release is counted in members.
            Some(part) => (part.position, batch.total, None),
            None => (batch.position.0, batch.last.map(|last| last.0), batch.total),
        };
        records += batch.records.len() as u64;
        if batches.send(batch).await.is_err() {
            // The store has failed and says so itself.
            break;
        }
        progress(&Progress { records, total, batch: position, batches: last });
        next = source.next_batch().await?;
    }
    Ok(())
}

async fn store(
    sink: &mut (impl RecordSink + ?Sized),
    state: &PassState,
    mut batches: Receiver<Batch>,
) -> Result<BatchCounts, StoreError> {
    let mut counts = BatchCounts::default();
    while let Some(batch) = batches.recv().await {
        counts += sink.write(state.pass, batch).await?;
    }
    Ok(counts)
}
