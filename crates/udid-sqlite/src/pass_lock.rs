//! Who owns a pass: the process that holds the lock on a file beside the database. The lock is free as
//! soon as the process is gone, however it ended.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use udid_store::Pass;

use crate::error::Error;

/// The lock of a pass. Dropping it frees the pass and removes the file.
#[derive(Debug)]
pub struct PassLock {
    file: File,
    path: PathBuf,
}

impl PassLock {
    /// Takes the lock of a pass; `None` if another owner has it.
    pub fn take(database: &Path, pass: Pass) -> Result<Option<Self>, Error> {
        let path = path_of(database, pass);
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(Error::Lock)?;
        match file.try_lock() {
            Ok(()) if is_current(&file, &path) => Ok(Some(Self { file, path })),
            Ok(()) | Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Error::Lock(error)),
        }
    }
}

impl Drop for PassLock {
    fn drop(&mut self) {
        // What cannot be removed is locked and removed by the next owner.
        _ = fs::remove_file(&self.path);
        _ = self.file.unlock();
    }
}

/// Whether the file is still the one of this name. An owner that ends removes its file, which another
/// may have opened just before.
#[cfg(unix)]
fn is_current(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let inode = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let named = fs::metadata(path).ok().map(inode);
    named.is_some() && named == file.metadata().ok().map(inode)
}

/// An open file cannot be removed.
#[cfg(not(unix))]
fn is_current(_: &File, _: &Path) -> bool {
    true
}

fn path_of(database: &Path, Pass(number): Pass) -> PathBuf {
    let mut name = OsString::from(database);
    name.push(format!("-pass{number}"));
    PathBuf::from(name)
}
