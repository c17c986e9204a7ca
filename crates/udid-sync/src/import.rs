//! Loads official release files into a store.

use std::fmt;
use std::path::{Path, PathBuf};

use udid_release::{ReleaseError, ReleaseReport, ReleaseSource};
use udid_store::{
    BatchCounts, Completion, Listing, RecordSink, ReleaseKind, ReleaseName, StoreError, StoredCopy,
};

use crate::{CopyError, Progress, copy, noted_hash};

/// Why a release file could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Release(#[from] ReleaseError),
    /// A folder of release files cannot be read.
    #[error("a folder cannot be read: {source}")]
    Folder {
        /// Why.
        source: std::io::Error,
    },
    /// The file has another hash than the one that stands beside it since its download.
    #[error("{file} was changed or damaged since its download: its SHA-256 is not the one in {file}.sha256; copy it again", file = .0.display())]
    Changed(PathBuf),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What became of a release file. Its text names it, what is stored, and why it is not complete.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Imported {
    /// The file.
    pub file: PathBuf,
    /// What it is.
    pub listing: Listing,
    /// Whether it is complete; `None` if it was stored before and was not read.
    pub completion: Option<Completion>,
    /// The copy that is stored now, if there is one.
    pub copy: Option<StoredCopy>,
    /// Different records of it that are stored.
    pub rows: u64,
    /// What it did to the database.
    pub counts: BatchCounts,
    /// What was found in the file.
    pub report: ReleaseReport,
}

impl Imported {
    /// The result of a load that stored nothing, as tests of programs need one.
    pub fn new(file: PathBuf, listing: Listing) -> Self {
        Self {
            file,
            listing,
            completion: None,
            copy: None,
            rows: 0,
            counts: BatchCounts::default(),
            report: ReleaseReport::default(),
        }
    }

    /// Whether every record that the file states is stored.
    pub fn is_complete(&self) -> bool {
        match &self.completion {
            Some(completion) => *completion == Completion::Complete,
            None => self.copy.as_ref().is_some_and(|copy| copy.dispute.is_none()),
        }
    }
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { listing, rows, report, .. } = self;
        let state = match (&self.completion, &self.copy) {
            (None, Some(StoredCopy { dispute: Some(reason), .. })) => {
                format!("disputed before: {reason}; not read again without --again")
            }
            (None, _) => "complete before; not read again without --again".to_owned(),
            (Some(Completion::Complete), _) => "complete".to_owned(),
            (Some(Completion::Disputed(reason)), _) => format!("disputed: {reason}, as before"),
            (Some(Completion::Incomplete(reason)), _) => format!("incomplete: {reason}"),
        };
        write!(f, "{listing}: {rows} records are stored, {state}")?;
        let repeats = report.records.saturating_sub(*rows);
        if self.completion.is_some() && report.records > 0 && repeats > 0 {
            write!(f, "; {repeats} repeated")?;
        }
        if let Some((member, repair)) = report.repairs.first() {
            let places = report.repairs.len();
            write!(f, "; characters that XML forbids were replaced in {places} records, ")?;
            write!(f, "the first is {} in {} of {member}", repair.element, repair.key)?;
        }
        Ok(())
    }
}

/// Loads a release file: an archive, or a loose XML file. A hash that stands beside it is compared. A load that was interrupted resumes; a complete
/// one is not read again unless `again` says so. `progress` is called after every batch and counts members.
///
/// # Errors
/// [`ImportError`] if the file or the store cannot be used. What is wrong with a member of a release is part
/// of the result.
pub async fn import(
    file: &Path,
    sink: &mut (impl RecordSink + ?Sized),
    again: bool,
    progress: impl FnMut(&Progress),
) -> Result<Imported, ImportError> {
    let mut source = ReleaseSource::open(file)?;
    let unreadable = |source| ReleaseError::Io { path: file.to_owned(), source };
    if noted_hash(file).map_err(unreadable)?.is_some_and(|noted| noted != source.hashes().sha256) {
        return Err(ImportError::Changed(file.to_owned()));
    }
    let copied = copy(&mut source, sink, again, progress).await.map_err(|error| match error {
        CopyError::Source { source, .. } => ImportError::Release(source),
        CopyError::Store(error) => ImportError::Store(error),
    })?;
    let rows = copied.state.copy.as_ref().map(|copy| copy.rows);
    let unfinished = copied.state.unfinished.map(|pass| pass.rows);
    let is_copy = !matches!(copied.completion, Some(Completion::Incomplete(_)));
    Ok(Imported {
        file: file.to_owned(),
        listing: udid_store::RecordSource::listing(&source),
        rows: if is_copy { rows } else { unfinished }.unwrap_or_default(),
        completion: copied.completion,
        copy: copied.state.copy,
        counts: copied.counts,
        report: source.report().clone(),
    })
}

/// The release files in folders and among files, in the order in which they are best loaded: full
/// releases first, the newest of them before the others, then what changed since, oldest first.
///
/// # Errors
/// If a folder cannot be read.
pub fn release_files(paths: &[PathBuf]) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        for entry in std::fs::read_dir(path)? {
            let file = entry?.path();
            let ending = file.extension().unwrap_or_default().to_ascii_lowercase();
            if file.is_file() && (ending == "zip" || ending == "xml") {
                files.push(file);
            }
        }
    }
    files.sort_by_cached_key(|file| loading_order(file));
    files.dedup();
    Ok(files)
}

/// Full releases by their age, others by their last day; files without a known name last.
fn loading_order(file: &Path) -> (u8, i64, PathBuf) {
    let title = file.file_stem().unwrap_or_default().to_string_lossy();
    let (group, date) = match ReleaseName::from_title(&title) {
        Some(name) if name.kind == ReleaseKind::Full => (0, -name.as_of()),
        Some(name) => (1, name.as_of()),
        None => (2, 0),
    };
    (group, date, file.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_releases_come_first_and_then_what_changed_since() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "UDID_DAY_UPDATE_20260910.zip",
            "UDID_DAY_UPDATE_20260909.zip",
            "UDID_FULL_RELEASE_20260801.zip",
            "UDID_FULL_RELEASE_20260901.ZIP",
            "loose.xml",
            "note.txt",
        ] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let elsewhere = PathBuf::from("UDID_MONTH_UPDATE_202608.zip");
        let files = release_files(&[folder.path().to_owned(), elsewhere]).unwrap();
        let names: Vec<_> = files.iter().map(|file| file.file_name().unwrap()).collect();
        let expected = [
            "UDID_FULL_RELEASE_20260901.ZIP",
            "UDID_FULL_RELEASE_20260801.zip",
            "UDID_MONTH_UPDATE_202608.zip",
            "UDID_DAY_UPDATE_20260909.zip",
            "UDID_DAY_UPDATE_20260910.zip",
            "loose.xml",
        ];
        assert_eq!(names, expected);
    }
}
