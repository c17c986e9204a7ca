//! `yima udid verify --sample`: stored records against their source.

use std::path::{Path, PathBuf};

use udid_client::Client;
use udid_sqlite::SqliteStore;
use udid_sync::{SampleReport, compare_with_files, compare_with_service};

use crate::screen::printable_lines;
use crate::wiring::CommandError;

/// Compares with the release files in a folder.
pub async fn with_files(db: &Path, folder: PathBuf, most: u32) -> Result<(), CommandError> {
    let store = SqliteStore::open_existing(db).await?;
    judge(&compare_with_files(&store, &[folder], most).await?)
}

/// Compares with the service.
pub async fn with_service(db: &Path, client: &Client, most: u32) -> Result<(), CommandError> {
    let store = SqliteStore::open_existing(db).await?;
    judge(&compare_with_service(&store, client, most).await?)
}

fn judge(report: &SampleReport) -> Result<(), CommandError> {
    eprintln!("{}", printable_lines(&report.to_string()));
    if report.is_sound() {
        return Ok(());
    }
    Err(CommandError::incomplete(
        "stored records are not what their source has; load its files with `yima udid import --again`",
    ))
}
