//! Compares stored records, drawn at random, with where they come from.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

use udid_client::Client;
use udid_release::Release;
use udid_store::{
    Coverage, Holdings, StoreError, changed_fields, content_hash, record_key, version_text,
};
use udid_types::{DeviceRecord, Period, VersionOrder};

use crate::{ImportError, release_files};

/// What became of a sample of stored records. Its text says so in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SampleReport {
    /// Records that are stored as the source has them.
    pub equal: u64,
    /// Records that the source does not have, or has in an older version.
    pub not_at_source: u64,
    /// Records that the source changed after the day as of which the copy is complete.
    pub changed_since: u64,
    /// Records that the source has in a newer version.
    pub outdated: Vec<Deviation>,
    /// Records that differ from the same version at the source.
    pub different: Vec<Deviation>,
}

/// A stored record that is not what the source has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deviation {
    /// Key of the record.
    pub key: String,
    /// Version that is stored.
    pub stored: String,
    /// Version at the source.
    pub found: String,
    /// Names of the fields and lists that differ.
    pub fields: Vec<String>,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, stored, found, fields, .. } = self;
        if stored == found {
            write!(f, "{key}, version {stored}: {} differ", fields.join(", "))
        } else {
            write!(f, "{key}: version {stored} is stored, the source has {found}")
        }
    }
}

impl fmt::Display for SampleReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { equal, not_at_source, changed_since, outdated, different } = self;
        let compared = equal + outdated.len() as u64 + different.len() as u64;
        write!(f, "{compared} records compared: {equal} equal, {} older than ", outdated.len())?;
        write!(f, "the source, {} different; {not_at_source} more are not ", different.len())?;
        write!(f, "there in this version, {changed_since} were changed since")?;
        outdated.iter().chain(different).try_for_each(|deviation| write!(f, "\n{deviation}"))
    }
}

impl SampleReport {
    /// Whether nothing is missing or wrong.
    pub fn is_sound(&self) -> bool {
        self.outdated.is_empty() && self.different.is_empty()
    }

    fn add(
        &mut self,
        stored: &DeviceRecord,
        found: Option<&DeviceRecord>,
        data_date: Option<Period>,
    ) {
        let ours = VersionOrder::of(&stored.device);
        let theirs = found.map(|found| VersionOrder::of(&found.device));
        match (found, theirs) {
            (Some(found), Some(order)) if order >= ours => {
                let fields = changed_fields(stored, found);
                let deviation = || Deviation {
                    key: record_key(&stored.device),
                    stored: version_text(&ours),
                    found: version_text(&order),
                    fields: fields.iter().map(ToString::to_string).collect(),
                };
                if order > ours && is_since(order, data_date) {
                    self.changed_since += 1;
                } else if order > ours {
                    self.outdated.push(deviation());
                } else if content_hash(stored) == content_hash(found) {
                    self.equal += 1;
                } else {
                    self.different.push(deviation());
                }
            }
            _ => self.not_at_source += 1,
        }
    }
}

/// Whether a version came after a day.
fn is_since(order: VersionOrder, day: Option<Period>) -> bool {
    let latest = order.version_time.max(order.correction_time);
    let latest = latest.map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
    latest.zip(day).is_some_and(|(latest, day)| latest > day.to_string())
}

/// Compares records drawn at random with the release files among some files and folders. Every file is
/// read, as far as it can be.
///
/// # Errors
/// [`ImportError`] if the store or a file cannot be read.
pub async fn compare_with_files(
    store: &(impl Holdings + ?Sized),
    paths: &[PathBuf],
    most: u32,
) -> Result<SampleReport, ImportError> {
    let sample = store.sample(most).await?;
    let keys = sample.iter().map(|record| (record_key(&record.device), record));
    let sample: HashMap<_, _> = keys.collect();
    let mut found = HashMap::<String, DeviceRecord>::new();
    let unreadable = |source| ImportError::Folder { source };
    for file in release_files(paths).map_err(unreadable)? {
        find_in(&file, &sample, &mut found)?;
    }
    let mut report = SampleReport::default();
    for (key, record) in &sample {
        report.add(record, found.get(key), None);
    }
    Ok(report)
}

/// Keeps the newest version of each record of the sample; of equal versions the one that is stored.
fn find_in(
    file: &Path,
    sample: &HashMap<String, &DeviceRecord>,
    found: &mut HashMap<String, DeviceRecord>,
) -> Result<(), ImportError> {
    for record in Release::open(file)?.records().flatten() {
        let key = record_key(&record.device);
        let Some(stored) = sample.get(&key) else { continue };
        let order = VersionOrder::of(&record.device);
        let is_better = found.get(&key).is_none_or(|known| {
            let known = VersionOrder::of(&known.device);
            order > known || (order == known && content_hash(&record) == content_hash(stored))
        });
        if is_better {
            found.insert(key, record);
        }
    }
    Ok(())
}

/// Compares records drawn at random with the service: one call each.
///
/// # Errors
/// [`SampleError`] if the store or the service fails.
pub async fn compare_with_service(
    store: &(impl Holdings + ?Sized),
    client: &Client,
    most: u32,
) -> Result<SampleReport, SampleError> {
    let mut report = SampleReport::default();
    let data_date = Coverage::of(&store.listings().await?).data_date();
    for stored in store.sample(most).await? {
        let found = match &stored.device.primary_di {
            Some(di) => client.find_device(di).await?,
            None => None,
        };
        let key = record_key(&stored.device);
        let found = found.filter(|found| record_key(&found.device) == key);
        report.add(&stored, found.as_ref(), data_date);
    }
    Ok(report)
}

/// Why a sample was not compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The service failed.
    #[error(transparent)]
    Client(#[from] udid_client::Error),
}
