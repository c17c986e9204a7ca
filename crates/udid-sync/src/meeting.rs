//! Whether release files and the API name the same records alike, before one meets what the other stored.

use std::fmt;
use std::path::Path;

use udid_client::Client;
use udid_release::{Release, ReleaseError};
use udid_store::{Holdings, Listing, Registry, StoreError, record_key};
use udid_types::DeviceRecord;

/// Identifiers that are compared.
const COMPARED: usize = 20;

/// Records of a release file that are read to find as many.
const MOST_READ: usize = 50_000;

/// Why two sources may not meet in a database.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MeetingError {
    /// They give the same devices other keys, so that every record would be there twice.
    #[error("{0}")]
    OtherKeys(Comparison),
    /// The release file cannot be read.
    #[error(transparent)]
    Release(#[from] ReleaseError),
    /// The service failed.
    #[error(
        "20 devices could not be compared with the service before its records meet those of release files"
    )]
    Client(#[from] udid_client::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Identifiers that both sources have, and how many of them have other record keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// Identifiers that were compared.
    pub compared: usize,
    /// Those whose keys differ.
    pub different: usize,
    /// One of them, with a key that is stored and the one that was found.
    pub example: Option<[String; 3]>,
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { compared, different, example } = self;
        write!(f, "of {compared} devices that release files and API have in common, {different} ")?;
        write!(f, "have other record keys")?;
        if let Some([di, stored, found]) = example {
            write!(f, " ({di}: {stored} is stored, {found} comes)")?;
        }
        write!(f, "; keep the two in databases of their own")
    }
}

impl Comparison {
    fn add(&mut self, di: &str, stored: &[DeviceRecord], found: &str) {
        let keys: Vec<_> = stored.iter().map(|record| record_key(&record.device)).collect();
        let Some(first) = keys.first() else { return };
        self.compared += 1;
        if !keys.iter().any(|key| key == found) {
            self.different += 1;
            self.example.get_or_insert_with(|| [di, first, found].map(str::to_owned));
        }
    }

    /// A device that was published again may have a new key; where half of them have, keys are others.
    fn judge(self) -> Result<Self, MeetingError> {
        if self.different * 2 > self.compared {
            return Err(MeetingError::OtherKeys(self));
        }
        Ok(self)
    }
}

/// What a database holds records of.
struct Sources {
    releases: bool,
    api: bool,
}

async fn sources(store: &(impl Holdings + ?Sized)) -> Result<Sources, StoreError> {
    let listings = store.listings().await?;
    let has = |is: fn(&Listing) -> bool| {
        listings.iter().any(|stored| stored.rows > 0 && is(&stored.listing))
    };
    let releases = has(|listing| matches!(listing, Listing::Release(_) | Listing::File(_)));
    Ok(Sources { releases, api: has(|listing| matches!(listing, Listing::Period(_))) })
}

/// Compares record keys before records of the API first meet those of release files: at most 20 calls.
/// Nothing is compared otherwise.
///
/// # Errors
/// [`MeetingError`]; [`MeetingError::OtherKeys`] if most keys differ.
pub async fn compare_with_api<S>(client: &Client, store: &S) -> Result<Comparison, MeetingError>
where
    S: Holdings + Registry + ?Sized,
{
    let mut comparison = Comparison::default();
    let Sources { releases: true, api: false } = sources(store).await? else {
        return Ok(comparison);
    };
    for record in store.sample(u32::try_from(COMPARED).unwrap_or_default()).await? {
        let Some(di) = record.device.primary_di else { continue };
        if let Some(found) = client.find_device(&di).await? {
            let stored = store.find_by_di(&di).await?;
            comparison.add(&di, &stored, &record_key(&found.device));
        }
    }
    comparison.judge()
}

/// Compares record keys before records of a release file first meet those of the API. Nothing is
/// compared otherwise.
///
/// # Errors
/// [`MeetingError`]; [`MeetingError::OtherKeys`] if most keys differ.
pub async fn compare_with_release<S>(file: &Path, store: &S) -> Result<Comparison, MeetingError>
where
    S: Holdings + Registry + ?Sized,
{
    let mut comparison = Comparison::default();
    let Sources { releases: false, api: true } = sources(store).await? else {
        return Ok(comparison);
    };
    for record in Release::open(file)?.records().take(MOST_READ).flatten() {
        let Some(di) = &record.device.primary_di else { continue };
        let stored = store.find_by_di(di).await?;
        comparison.add(di, &stored, &record_key(&record.device));
        if comparison.compared == COMPARED {
            break;
        }
    }
    comparison.judge()
}
