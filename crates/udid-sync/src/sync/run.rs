//! One run: plan, download, load, pull.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use transport::TransportError;
use udid_client::{Class, Client};
use udid_store::{Coverage, Holdings, Inventory, RecordSink, Registry, StoreError, StoredListing};
use udid_types::Period;

use super::download::{DownloadError, download};
use super::offers::{Offer, ReleaseServer};
use super::plan::{Plan, plan};
use crate::{
    ImportError, Imported, MeetingError, Progress, PullError, PullOptions, Pulled,
    compare_with_api, compare_with_release, import, pull,
};

/// Options of a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SyncOptions {
    /// The last day that has ended in Beijing.
    pub last_day: Period,
    /// Whether a newer full release is read although one is stored.
    pub full: bool,
    /// The folder in which downloaded files are kept.
    pub archive: PathBuf,
    /// When the run stops; the next one continues.
    pub until: Option<Timestamp>,
    /// How days are pulled.
    pub pull: PullOptions,
}

impl SyncOptions {
    /// Everything up to a day, with files in a folder.
    pub fn new(last_day: Period, archive: PathBuf) -> Self {
        Self { last_day, full: true, archive, until: None, pull: PullOptions::default() }
    }
}

/// What happens in a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum SyncEvent<'a> {
    /// What will be done.
    Planned(&'a Plan),
    /// A file is downloaded: bytes so far, and all of them if they are known.
    Downloading(&'a Offer, u64, Option<u64>),
    /// A file is loaded.
    Loading(&'a Offer, &'a Progress),
    /// A file was loaded.
    Loaded(&'a Imported),
    /// A file could not be had or read.
    Failed(&'a Offer, &'a str),
    /// A day is pulled.
    Pulling(Period, &'a Progress),
    /// A day was pulled.
    Pulled(&'a Pulled),
}

/// Why a run stopped with work left. What it did is stored, and the next run continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StopReason {
    /// The time after which nothing is begun.
    Time,
    /// The calls of the day, or those that the run was allowed, are used up.
    Calls,
}

/// What a run came to.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Synced {
    /// What was planned.
    pub plan: Plan,
    /// Files that were loaded.
    pub imported: Vec<Imported>,
    /// Days that were pulled.
    pub pulled: Vec<Pulled>,
    /// Titles of files that could not be had or read, and why.
    pub failed: Vec<(String, String)>,
    /// Why the run stopped with work left.
    pub stopped: Option<StopReason>,
    /// The listings of which something is stored now.
    pub listings: Vec<StoredListing>,
    /// What is stored now; none if nothing was loaded.
    pub inventory: Option<Inventory>,
}

impl Synced {
    /// The days up to the last one whose changes are still not stored.
    pub fn missing_days(&self, last: Period) -> Vec<Period> {
        Coverage::of(&self.listings).missing_days(last)
    }

    /// Whether all that was planned is stored as a whole.
    pub fn is_complete(&self) -> bool {
        let files = self.imported.iter().all(Imported::is_complete);
        let days = self.pulled.iter().all(Pulled::is_complete);
        files && days && self.failed.is_empty() && self.stopped.is_none()
    }
}

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SyncError {
    /// What is offered cannot be asked for.
    #[error(transparent)]
    Offers(#[from] TransportError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A day could not be pulled.
    #[error(transparent)]
    Pull(#[from] PullError),
    /// Release files and the API name the same records differently.
    #[error(transparent)]
    Meeting(#[from] MeetingError),
}

/// Makes a copy current: the newest full release and what changed since, from files; days that no file
/// covers through the API. Either may be left out. A file that cannot be had is told and left for the next
/// run. A run that is broken off continues where it was.
///
/// # Errors
/// [`SyncError`] if nothing can be planned, or a day cannot be pulled.
pub async fn sync<S: RecordSink + Holdings + Registry + ?Sized>(
    server: Option<&ReleaseServer>,
    client: Option<&Client>,
    store: &mut S,
    options: &SyncOptions,
    mut tell: impl FnMut(SyncEvent<'_>),
) -> Result<Synced, SyncError> {
    let offers = match server {
        Some(server) => server.offers().await?,
        None => Vec::new(),
    };
    let coverage = Coverage::of(&store.listings().await?);
    let plan = plan(&coverage, &offers, options.last_day, options.full);
    let mut synced = Synced { plan, ..Synced::default() };
    tell(SyncEvent::Planned(&synced.plan));
    let work = carry_out(server, client, store, options, &mut synced, &mut tell);
    match options.until {
        None => work.await?,
        // What is dropped is stored up to a batch, as if the run had been broken off.
        Some(until) => match tokio::time::timeout(time_left(until), work).await {
            Ok(result) => result?,
            Err(_) => synced.stopped = Some(StopReason::Time),
        },
    }
    synced.listings = store.listings().await?;
    if !synced.imported.is_empty() || !synced.pulled.is_empty() {
        synced.inventory = Some(store.inventory().await?);
    }
    Ok(synced)
}

fn time_left(until: Timestamp) -> Duration {
    Duration::try_from(until.duration_since(Timestamp::now())).unwrap_or_default()
}

async fn carry_out<S: RecordSink + Holdings + Registry + ?Sized>(
    server: Option<&ReleaseServer>,
    client: Option<&Client>,
    store: &mut S,
    options: &SyncOptions,
    synced: &mut Synced,
    tell: &mut impl FnMut(SyncEvent<'_>),
) -> Result<(), SyncError> {
    if let Some(server) = server {
        for offer in &synced.plan.files.clone() {
            load(server, offer, store, options, synced, tell).await?;
        }
    }
    match client {
        Some(client) => pull_days(client, store, options, synced, tell).await,
        None => Ok(()),
    }
}

async fn load<S: RecordSink + Holdings + Registry + ?Sized>(
    server: &ReleaseServer,
    offer: &Offer,
    store: &mut S,
    options: &SyncOptions,
    synced: &mut Synced,
    tell: &mut impl FnMut(SyncEvent<'_>),
) -> Result<(), SyncError> {
    match fetch_and_import(server, offer, store, &options.archive, tell).await {
        Ok(imported) => {
            tell(SyncEvent::Loaded(&imported));
            synced.imported.push(imported);
        }
        Err(Failure::Run(error)) => return Err(error),
        Err(Failure::File(reason)) => {
            tell(SyncEvent::Failed(offer, &reason));
            synced.failed.push((offer.title.clone(), reason));
        }
    }
    Ok(())
}

/// Why a file was not loaded.
enum Failure {
    /// The others cannot be loaded either.
    Run(SyncError),
    File(String),
}

impl From<DownloadError> for Failure {
    fn from(error: DownloadError) -> Self {
        let mut reason = error.to_string();
        if let Some(source) = std::error::Error::source(&error) {
            reason = format!("{reason}: {source}");
        }
        Self::File(reason)
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Store(error) => Self::Run(error.into()),
            other => Self::File(other.to_string()),
        }
    }
}

impl From<MeetingError> for Failure {
    fn from(error: MeetingError) -> Self {
        match error {
            MeetingError::Release(error) => Self::File(error.to_string()),
            other => Self::Run(other.into()),
        }
    }
}

async fn fetch_and_import<S: RecordSink + Holdings + Registry + ?Sized>(
    server: &ReleaseServer,
    offer: &Offer,
    store: &mut S,
    archive: &Path,
    tell: &mut impl FnMut(SyncEvent<'_>),
) -> Result<Imported, Failure> {
    let downloading = |bytes, whole| tell(SyncEvent::Downloading(offer, bytes, whole));
    let file = download(server, offer, archive, downloading).await?;
    compare_with_release(&file, store).await?;
    Ok(import(&file, store, false, |progress| tell(SyncEvent::Loading(offer, progress))).await?)
}

async fn pull_days<S: RecordSink + Holdings + Registry + ?Sized>(
    client: &Client,
    store: &mut S,
    options: &SyncOptions,
    synced: &mut Synced,
    tell: &mut impl FnMut(SyncEvent<'_>),
) -> Result<(), SyncError> {
    for day in synced.plan.days.clone() {
        match pull_day(client, store, day, options, tell).await {
            Ok(pulled) => {
                tell(SyncEvent::Pulled(&pulled));
                synced.pulled.push(pulled);
            }
            Err(
                SyncError::Pull(PullError::Client { source, .. })
                | SyncError::Meeting(MeetingError::Client(source)),
            ) if source.class() == Class::QuotaUsedUp => {
                synced.stopped = Some(StopReason::Calls);
                break;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn pull_day<S: RecordSink + Holdings + Registry + ?Sized>(
    client: &Client,
    store: &mut S,
    day: Period,
    options: &SyncOptions,
    tell: &mut impl FnMut(SyncEvent<'_>),
) -> Result<Pulled, SyncError> {
    compare_with_api(client, store).await?;
    let pulling = |progress: &Progress| tell(SyncEvent::Pulling(day, progress));
    Ok(pull(client, store, day, options.pull, pulling).await?)
}
