//! `yima udid import`.

use std::path::{Path, PathBuf};

use udid_sqlite::SqliteStore;
use udid_sync::{ImportError, Imported, MeetingError, compare_with_release, import, release_files};

use crate::screen::{PullBar, printable};
use crate::wiring::CommandError;

/// Incomplete members that are named of one file.
const MOST_MEMBERS: usize = 20;

/// Loads files one after another. One that cannot be read does not keep the others from being loaded.
pub async fn run(paths: &[PathBuf], file: &Path, again: bool) -> Result<(), CommandError> {
    let files = release_files(paths)
        .map_err(|error| CommandError::usage(format!("a folder cannot be read: {error}")))?;
    if files.is_empty() {
        return Err(CommandError::not_found("no .zip or .xml in these folders"));
    }
    let mut store = SqliteStore::open(file).await?;
    let mut incomplete = Vec::new();
    for release in &files {
        match load(release, &mut store, again).await {
            Ok(imported) if imported.is_complete() => {}
            Ok(imported) => incomplete.push(imported.to_string()),
            Err(Failure::Run(error)) => return Err(error),
            Err(Failure::File(error)) => {
                let error = printable(&error);
                eprintln!("{error}");
                incomplete.push(error);
            }
        }
    }
    let many = files.len();
    match incomplete.as_slice() {
        [] => Ok(()),
        [only] if many == 1 => Err(CommandError::incomplete(only.clone())),
        [first, ..] => Err(CommandError::incomplete(format!(
            "{} of {many} files are not complete, the first is {first}",
            incomplete.len()
        ))),
    }
}

/// Why a file was not loaded.
enum Failure {
    /// The others cannot be loaded either.
    Run(CommandError),
    File(String),
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Store(error) => Self::Run(error.into()),
            error => Self::File(error.to_string()),
        }
    }
}

impl From<MeetingError> for Failure {
    fn from(error: MeetingError) -> Self {
        match error {
            MeetingError::Release(error) => Self::File(error.to_string()),
            error => Self::Run(error.into()),
        }
    }
}

async fn load(release: &Path, store: &mut SqliteStore, again: bool) -> Result<Imported, Failure> {
    compare_with_release(release, store).await?;
    let mut bar = PullBar::new(release.display().to_string(), "member");
    let result = import(release, store, again, |progress| bar.show(progress)).await;
    let seconds = bar.finish();
    let imported = result?;
    let text = printable(&imported.to_string());
    if imported.completion.is_none() {
        eprintln!("{text}");
    } else {
        let counts = imported.counts;
        eprintln!("{text}, {seconds:.1} s");
        eprintln!(
            "{} new, {} written again, {} kept in a newer version",
            counts.inserted, counts.replaced, counts.kept
        );
    }
    for member in imported.report.incomplete.iter().take(MOST_MEMBERS) {
        eprintln!("{}", printable(&member.to_string()));
    }
    Ok(imported)
}
