//! A release file: its name, its members and their records.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use udid_store::ReleaseName;

use crate::archive::Archives;
use crate::error::ReleaseError;
use crate::read::{Piece, Start, read_members};
use crate::records::Records;

/// A release file that can be read.
pub struct Release {
    path: PathBuf,
    name: Option<ReleaseName>,
    archives: Archives,
}

impl std::fmt::Debug for Release {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Release").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Release {
    /// Opens an archive, or a loose XML file, and lists what is in it. The name of the file without its
    /// ending says what it covers.
    ///
    /// # Errors
    /// [`ReleaseError`] if it cannot be read, is damaged as a whole, or has no XML.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, ReleaseError> {
        let path = path.into();
        let io = |source| ReleaseError::Io { path: path.clone(), source };
        let metadata = std::fs::metadata(&path).map_err(io)?;
        if !metadata.is_file() {
            let reason = "it is not a file".to_owned();
            return Err(ReleaseError::NotARelease { path, reason });
        }
        let file = File::open(&path).map_err(io)?;
        let archives = Archives::open(file, &file_name(&path))
            .map_err(|fault| ReleaseError::NotARelease { path: path.clone(), reason: fault.0 })?;
        if archives.members.is_empty() {
            let reason = "there is no XML in it".to_owned();
            return Err(ReleaseError::NotARelease { path, reason });
        }
        let name = ReleaseName::from_title(&title(&path));
        Ok(Self { path, name, archives })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it covers; `None` if its name is of no known form.
    pub fn name(&self) -> Option<ReleaseName> {
        self.name
    }

    /// The names of its members in the order in which they are read, those included that cannot be.
    pub fn members(&self) -> impl ExactSizeIterator<Item = &str> {
        self.archives.members.iter().map(|member| member.name.as_str())
    }

    /// Bytes of all members when they are unpacked, as the archives state them.
    pub fn unpacked_size(&self) -> u64 {
        self.archives.members.iter().map(|member| member.size).sum()
    }

    /// Gives its records, member by member, to `take`, until it breaks.
    pub fn read(mut self, start: Start, take: impl FnMut(Piece) -> ControlFlow<()>) {
        _ = read_members(&mut self.archives, start, take);
    }

    /// Its records one after another. They are read on a thread of their own, a few thousand ahead.
    ///
    /// What a member lacks comes as an error behind its records, and the next member follows: a release
    /// is complete if there was no error.
    #[must_use]
    pub fn records(self) -> Records {
        Records::read(self.archives)
    }
}

pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The name of a file without the ending of an archive.
fn title(path: &Path) -> String {
    let mut name = file_name(path);
    if name.to_ascii_lowercase().ends_with(".zip") {
        name.truncate(name.len() - ".zip".len());
    }
    name
}
