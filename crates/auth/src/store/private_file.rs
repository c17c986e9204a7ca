//! One small file of a user's own: locked, read with distrust, replaced whole.

use std::fmt::Display;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;

/// No file that we write comes near.
const LARGEST: u64 = 16 * 1024;

const VERSION: u32 = 1;

/// Where one record is kept.
#[derive(Clone)]
pub struct PrivateFile {
    kind: &'static str,
    key: String,
    path: PathBuf,
}

/// Holds the lock of a file until it is dropped, or its process ends however it may.
pub struct FileLock {
    _file: File,
}

/// What stands around every record.
#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    kind: String,
    version: u32,
    key: String,
    record: T,
}

/// Why a file is not read.
enum Distrust {
    NotThere,
    Because(&'static str),
    Unreadable(io::Error),
}

impl PrivateFile {
    pub fn new(folder: &Path, kind: &'static str, key: String) -> Self {
        let path = folder.join(format!("{key}.{kind}"));
        Self { kind, key, path }
    }

    /// Waits for the lock, which is a file of its own since the file itself is replaced.
    pub fn lock(&self) -> Result<FileLock, StoreError> {
        let path = self.beside("lock");
        let lock = || {
            let file = private(OpenOptions::new().write(true).create(true)).open(&path)?;
            file.lock()?;
            Ok(FileLock { _file: file })
        };
        lock().map_err(StoreError::of(&path))
    }

    /// The record, without a lock: anything wrong with it is left to who holds the lock.
    pub fn peek<T: DeserializeOwned>(&self) -> Option<T> {
        self.try_read().ok()
    }

    /// The record. A file that cannot be trusted stays where it is.
    ///
    /// # Errors
    /// [`StoreError::Untrusted`].
    pub fn load<T: DeserializeOwned>(&self, _: &FileLock) -> Result<Option<T>, StoreError> {
        match self.try_read() {
            Ok(record) => Ok(Some(record)),
            Err(Distrust::NotThere) => Ok(None),
            Err(Distrust::Because(reason)) => Err(self.untrusted(&reason)),
            Err(Distrust::Unreadable(error)) => Err(self.untrusted(&error)),
        }
    }

    /// The error of a file that cannot be trusted.
    pub fn untrusted(&self, reason: &dyn Display) -> StoreError {
        StoreError::Untrusted { path: self.path.display().to_string(), reason: reason.to_string() }
    }

    /// The record. A file that cannot be trusted is set aside.
    pub fn read<T: DeserializeOwned>(&self, _: &FileLock) -> Option<T> {
        let reason = match self.try_read() {
            Ok(record) => return Some(record),
            Err(Distrust::NotThere) => return None,
            Err(Distrust::Because(reason)) => reason.to_owned(),
            Err(Distrust::Unreadable(error)) => error.to_string(),
        };
        let aside = self.beside("aside");
        let moved = self.set_aside(&aside);
        let (file, aside) = (self.path.display(), aside.display());
        match moved {
            Ok(()) => tracing::warn!(%file, %aside, reason, "a stored file is set aside"),
            Err(error) => tracing::warn!(%file, reason, %error, "a stored file cannot be used"),
        }
        None
    }

    /// Replaces the record, so that every moment finds the old one or the new one. A power cut may
    /// take it back: to wait for the disk at every call would take many times as long as the call.
    pub fn write<T: Serialize>(&self, _: &FileLock, record: &T) -> Result<(), StoreError> {
        let envelope = Envelope {
            kind: self.kind.to_owned(),
            version: VERSION,
            key: self.key.clone(),
            record,
        };
        let new = self.beside("new");
        let write = || {
            let text = Zeroizing::new(serde_json::to_vec(&envelope)?);
            // Left by a process that was killed; its mode may be another.
            remove_if_there(&new)?;
            let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&new)?;
            file.write_all(&text)?;
            fs::rename(&new, &self.path)
        };
        write().map_err(StoreError::of(&self.path))
    }

    pub fn remove(&self, _: &FileLock) -> Result<(), StoreError> {
        remove_if_there(&self.path).map_err(StoreError::of(&self.path))
    }

    fn try_read<T: DeserializeOwned>(&self) -> Result<T, Distrust> {
        let metadata = fs::symlink_metadata(&self.path).map_err(Distrust::of)?;
        if !metadata.is_file() {
            return Err(Distrust::Because("it is not a plain file"));
        }
        let file = File::open(&self.path).map_err(Distrust::of)?;
        let metadata = file.metadata().map_err(Distrust::of)?;
        if is_open_to_others(&metadata) {
            return Err(Distrust::Because("it is open to other users"));
        }
        if !self.has_owner_of_folder(&metadata).map_err(Distrust::of)? {
            return Err(Distrust::Because("it belongs to another user"));
        }
        let mut text = Zeroizing::new(Vec::new());
        file.take(LARGEST + 1).read_to_end(&mut text).map_err(Distrust::of)?;
        if text.len() as u64 > LARGEST {
            return Err(Distrust::Because("it is too large"));
        }
        // What the parser says could repeat a part of the file.
        let envelope: Envelope<T> =
            serde_json::from_slice(&text).map_err(|_| Distrust::Because("it is damaged"))?;
        let is_ours = envelope.kind == self.kind && envelope.key == self.key;
        if !is_ours || envelope.version != VERSION {
            return Err(Distrust::Because("it is of another kind, account or version"));
        }
        Ok(envelope.record)
    }

    fn set_aside(&self, aside: &Path) -> io::Result<()> {
        fs::rename(&self.path, aside)?;
        #[cfg(unix)]
        if fs::symlink_metadata(aside)?.is_file() {
            // It may hold a token.
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            fs::set_permissions(aside, mode)?;
        }
        Ok(())
    }

    #[cfg(unix)]
    fn has_owner_of_folder(&self, metadata: &Metadata) -> io::Result<bool> {
        use std::os::unix::fs::MetadataExt;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        Ok(fs::metadata(folder)?.uid() == metadata.uid())
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on other systems")]
    fn has_owner_of_folder(&self, _: &Metadata) -> io::Result<bool> {
        Ok(true)
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(".");
        path.push(suffix);
        path.into()
    }
}

impl Distrust {
    fn of(error: io::Error) -> Self {
        if error.kind() == ErrorKind::NotFound { Self::NotThere } else { Self::Unreadable(error) }
    }
}

/// Whether others than the owner may do anything with it. Elsewhere than on Unix the folder of the
/// user protects what is in it.
pub fn is_open_to_others(metadata: &Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0;
    #[cfg(not(unix))]
    {
        let _ = metadata;
        false
    }
}

/// Whether it belongs to the user of this process or to the system. Where the system does not say who
/// the user is, everything is taken for their own.
pub fn is_own(metadata: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // The files of a process in `/proc` belong to its user.
        let user = fs::metadata("/proc/self").map(|process| process.uid());
        metadata.uid() == 0 || user.map_or(true, |user| metadata.uid() == user)
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        true
    }
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
