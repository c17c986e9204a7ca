//! All records of a day or a month into a database, safe to interrupt and to run again.

mod so_far;

use std::fmt;
use std::thread;

pub use so_far::SoFar;
use tokio::sync::mpsc;
use udid_client::{Error, Walk, WalkPage, WalkReport};
use udid_types::Period;

use crate::store::{PageCounts, Pull, PullState, Store, StoreError};

/// Pages that may wait for the database.
const WAITING_PAGES: usize = 2;

/// How a pull goes about its work.
#[derive(Clone, Copy, Debug)]
pub struct PullOptions {
    /// Pages asked for at a time.
    pub in_flight: usize,
}

/// What a pull has done so far.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Records of the period that are stored.
    pub records: u64,
    /// Records that the service counts.
    pub total: Option<u64>,
    /// The page that was stored last.
    pub page: u64,
    /// Pages that the service counts.
    pub total_pages: Option<u64>,
}

/// Why a pull stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PullError {
    /// The service or the way to it; the text says what is stored and what is missing.
    #[error("{so_far}")]
    Client {
        /// What went wrong.
        source: Error,
        /// How far the pull had come.
        so_far: SoFar,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a pull came to.
///
/// Its text names the period, and counts what is stored and what is missing.
#[derive(Clone, Debug)]
pub struct Pulled {
    /// The day or month.
    pub period: Period,
    /// The page at which it began: above 1 when it went on with an earlier one.
    pub began_at_page: u64,
    /// What it did to the database.
    pub counts: PageCounts,
    /// What the walk over the pages saw.
    pub report: WalkReport,
}

impl fmt::Display for Pulled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.period, self.report)
    }
}

/// Fetches every page of a period and stores it, one transaction a page. A pull that was
/// interrupted goes on behind its last stored page; `progress` is called after every page.
///
/// Pages are stored on a thread of their own, while the next ones are fetched.
///
/// # Errors
/// The first error of service or database; what was stored stays, and the next run goes on there.
pub async fn pull(
    client: &udid_client::Client,
    mut store: Store,
    period: Period,
    options: PullOptions,
    mut progress: impl FnMut(&Progress),
) -> Result<Pulled, PullError> {
    let (pull, state) = store.begin_pull(&period.to_string())?;
    let mut began_at_page = state.next_page;
    let (records, page) = (state.records, began_at_page - 1);
    progress(&Progress { records, page, ..Progress::default() });
    let walk_from = |page| client.walk(period).in_flight(options.in_flight).start_page(page);
    let mut walk = walk_from(began_at_page);
    if records > 0 {
        walk = walk.known(store.known_records(pull)?);
    }
    let failed = |store: &Store, source| PullError::Client {
        source,
        so_far: SoFar { period, state: store.pull_state(&period.to_string()).ok().flatten() },
    };
    let mut first = walk.next_page().await.map_err(|error| failed(&store, error))?;
    if first.as_ref().is_some_and(|page| has_shrunk(&state, page)) {
        store.begin_anew(pull)?;
        began_at_page = 1;
        walk = walk_from(began_at_page);
        first = walk.next_page().await.map_err(|error| failed(&store, error))?;
    }
    let writer = Writer::start(store, pull);
    let fetched = fetch(&mut walk, first, &writer, &mut progress).await;
    let (mut store, counts) = writer.finish()?;
    fetched.map_err(|error| failed(&store, error))?;
    if walk.report().is_complete() {
        store.complete_pull(pull, walk.report().last_total)?;
    }
    Ok(Pulled { period, began_at_page, counts, report: walk.report().clone() })
}

/// Whether records went away since the pull was interrupted. Others then stand on pages that it has
/// read already, and no count tells of them, since those that went stand in for them.
fn has_shrunk(state: &PullState, page: &WalkPage) -> bool {
    let totals = page.total_records.zip(state.total);
    state.next_page > 1 && totals.is_some_and(|(now, before)| now < before)
}

async fn fetch(
    walk: &mut Walk,
    first: Option<WalkPage>,
    writer: &Writer,
    progress: &mut impl FnMut(&Progress),
) -> Result<(), Error> {
    let mut next = first;
    while let Some(page) = next {
        let (number, total_pages) = (page.number, page.total_pages);
        // For the same reason, a walk that saw records go away must not be gone on with. Records
        // that were left out are on pages that it has read.
        let must_begin_anew = walk.report().withdrawn > 0 || walk.report().left_out > 0;
        let next_page = if must_begin_anew { 1 } else { number + 1 };
        if !writer.write(page, next_page).await {
            break;
        }
        let report = walk.report();
        progress(&Progress {
            records: report.records,
            total: report.last_total,
            page: number,
            total_pages,
        });
        next = walk.next_page().await?;
    }
    Ok(())
}

/// The thread that stores pages.
struct Writer {
    pages: mpsc::Sender<(WalkPage, u64)>,
    thread: thread::JoinHandle<Result<(Store, PageCounts), StoreError>>,
}

impl Writer {
    fn start(mut store: Store, pull: Pull) -> Self {
        let (pages, mut waiting) = mpsc::channel::<(WalkPage, u64)>(WAITING_PAGES);
        let thread = thread::spawn(move || {
            let mut counts = PageCounts::default();
            while let Some((page, next_page)) = waiting.blocking_recv() {
                counts += store.write_page(pull, next_page, page.total_records, &page.records)?;
            }
            Ok((store, counts))
        });
        Self { pages, thread }
    }

    /// Hands a page over, and where to go on behind it; `false` when the thread has stopped with
    /// an error.
    async fn write(&self, page: WalkPage, next_page: u64) -> bool {
        self.pages.send((page, next_page)).await.is_ok()
    }

    /// Waits until everything is stored.
    fn finish(self) -> Result<(Store, PageCounts), StoreError> {
        drop(self.pages);
        self.thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}
