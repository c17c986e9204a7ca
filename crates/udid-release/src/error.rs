//! Why a release cannot be read at all.

use std::io;
use std::path::PathBuf;

/// Why a release cannot be read at all. What is wrong with one of its members is told with the member.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReleaseError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is neither a zip archive nor XML, or an archive that is damaged.
    #[error("{}: {reason}", path.display())]
    NotARelease {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}
