//! Copies a listing from a source into a store, batch by batch.

use futures_util::future;
use tokio::sync::mpsc::{self, Receiver, Sender};
use udid_store::{
    Batch, BatchCounts, Completion, Cursor, Evidence, Pass, PassState, RecordSink, RecordSource,
    StoreError,
};

use crate::SoFar;

/// Batches that may wait for the store while the next ones are read.
const WAITING_BATCHES: usize = 2;

/// How far a copy has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Records of the listing that are stored or about to be.
    pub records: u64,
    /// Total that the source states.
    pub total: Option<u64>,
    /// Position of the batch that was read last; 0 before the first.
    pub batch: u64,
    /// Position of the last batch, if the source states it.
    pub batches: Option<u64>,
}

/// What a copy did.
#[derive(Clone, Copy, Debug)]
pub struct Copied {
    /// The batch at which it began: above [`Cursor::START`] when it resumed an earlier run.
    pub began_at: Cursor,
    /// What it did to the database.
    pub counts: BatchCounts,
    /// Whether the listing is complete.
    pub completion: Completion,
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
/// Batches are stored while the next ones are read.
///
/// # Errors
/// The first error of source or store; what was stored stays, and the next run resumes there.
pub async fn copy<S: RecordSource + ?Sized>(
    source: &mut S,
    sink: &mut (impl RecordSink + ?Sized),
    mut progress: impl FnMut(&Progress),
) -> Result<Copied, CopyError<S::Error>> {
    let listing = source.listing();
    let mut state = sink.begin(&listing).await?;
    let (records, batch) = (state.records, state.cursor.0 - 1);
    progress(&Progress { records, total: None, batch, batches: None });
    let stored = if state.records > 0 { sink.listed_rows(state.pass).await? } else { Vec::new() };
    source.start(state.cursor, stored);
    let outcome = async {
        let mut first = source.next_batch().await.map_err(Stop::Source)?;
        if first.as_ref().is_some_and(|batch| has_shrunk(&state, batch)) {
            state = sink.restart(state.pass).await?;
            source.start(state.cursor, Vec::new());
            first = source.next_batch().await.map_err(Stop::Source)?;
        }
        transfer(source, first, sink, state.pass, &mut progress).await
    };
    let counts = match outcome.await {
        Ok(counts) => counts,
        Err(Stop::Store(error)) => return Err(error.into()),
        Err(Stop::Source(source)) => {
            let state = sink.state(&listing).await.ok().flatten();
            return Err(CopyError::Source { source, so_far: SoFar { listing, state } });
        }
    };
    let completion = sink.complete(state.pass, source.evidence()).await?;
    Ok(Copied { began_at: state.cursor, counts, completion })
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

/// Whether records were withdrawn since the interrupted run. Others have moved to batches that it has
/// read already, and no count shows it: the withdrawn ones are counted in their place.
fn has_shrunk(state: &PassState, batch: &Batch) -> bool {
    let totals = batch.total.zip(state.total);
    state.cursor > Cursor::START && totals.is_some_and(|(now, before)| now < before)
}

/// Reads and stores at the same time. What was read before an error is stored.
async fn transfer<S: RecordSource + ?Sized>(
    source: &mut S,
    first: Option<Batch>,
    sink: &mut (impl RecordSink + ?Sized),
    pass: Pass,
    progress: &mut impl FnMut(&Progress),
) -> Result<BatchCounts, Stop<S::Error>> {
    let (sender, receiver) = mpsc::channel(WAITING_BATCHES);
    let (stored, read) =
        future::join(store(sink, pass, receiver), read(source, first, sender, progress)).await;
    let counts = stored?;
    read.map_err(Stop::Source)?;
    Ok(counts)
}

async fn read<S: RecordSource + ?Sized>(
    source: &mut S,
    first: Option<Batch>,
    batches: Sender<Batch>,
    progress: &mut impl FnMut(&Progress),
) -> Result<(), S::Error> {
    let mut next = first;
    while let Some(batch) = next {
        let (position, last) = (batch.position.0, batch.last.map(|last| last.0));
        if batches.send(batch).await.is_err() {
            // The store has failed and says so itself.
            break;
        }
        let Evidence { records, total, .. } = source.evidence();
        progress(&Progress { records, total, batch: position, batches: last });
        next = source.next_batch().await?;
    }
    Ok(())
}

async fn store(
    sink: &mut (impl RecordSink + ?Sized),
    pass: Pass,
    mut batches: Receiver<Batch>,
) -> Result<BatchCounts, StoreError> {
    let mut counts = BatchCounts::default();
    while let Some(batch) = batches.recv().await {
        counts += sink.write(pass, batch).await?;
    }
    Ok(counts)
}
