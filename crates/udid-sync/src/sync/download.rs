//! Downloads release files; what was cut is continued.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use http::header::{CONTENT_LENGTH, CONTENT_RANGE, RANGE};
use http::{HeaderMap, StatusCode};
use transport::{ResponseStream, TransportError};
use udid_release::Hashes;

use super::offers::{Offer, ReleaseServer};
use crate::noted_hash::{note_hash, noted_hash};

/// Attempts that bring nothing, after which a download is given up.
const ATTEMPTS: u32 = 5;

/// The wait before the second of them; it doubles.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// Bytes of a release file at most.
const MOST_BYTES: u64 = 8 << 30;

/// Why a release file was not downloaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DownloadError {
    /// The server cannot be reached, or the connection ends again and again.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server answers with another status.
    #[error("the server answers with HTTP status {0}")]
    Status(u16),
    /// What came is no archive: a page, perhaps.
    #[error("what the server sent is no zip archive")]
    NotAnArchive,
    /// The file is larger than any release.
    #[error("the file is larger than {} GiB", MOST_BYTES >> 30)]
    TooLarge,
    /// The MD5 differs from the one that the download page publishes, twice.
    #[error("its MD5 is {found}, but the download page says {published}")]
    WrongMd5 {
        /// That of the page.
        published: String,
        /// That of the file.
        found: String,
    },
    /// The file cannot be written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Downloads a file into a folder, unless it is there and sound. `progress` gets the bytes so far and, if the
/// server says so, those of the whole file.
pub async fn download(
    server: &ReleaseServer,
    offer: &Offer,
    folder: &Path,
    mut progress: impl FnMut(u64, Option<u64>),
) -> Result<PathBuf, DownloadError> {
    let path = file_of(folder, &offer.title);
    let io = |source| DownloadError::Io { path: path.clone(), source };
    fs::create_dir_all(folder).map_err(io)?;
    if is_sound(&path).map_err(io)? {
        return Ok(path);
    }
    let part = path.with_extension("zip.part");
    let mut has_failed = false;
    loop {
        fetch(server, offer, &part, &mut progress).await?;
        let hashes = Hashes::of(&part).map_err(io)?;
        match &offer.md5 {
            Some(published) if *published != hashes.md5 => {
                fs::remove_file(&part).map_err(io)?;
                if has_failed {
                    let (published, found) = (published.clone(), hashes.md5);
                    return Err(DownloadError::WrongMd5 { published, found });
                }
                has_failed = true;
            }
            _ => {
                fs::rename(&part, &path).map_err(io)?;
                note_hash(&path, &hashes).map_err(io)?;
                return Ok(path);
            }
        }
    }
}

/// The file of a release. Titles come from outside: nothing in them leads out of the folder.
fn file_of(folder: &Path, title: &str) -> PathBuf {
    let is_harmless = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    let name: String =
        title.chars().map(|letter| if is_harmless(letter) { letter } else { '_' }).collect();
    folder.join(format!("{name}.zip"))
}

/// Whether a file is there and has the hash that was noted when it was downloaded.
fn is_sound(path: &Path) -> io::Result<bool> {
    let noted = if path.exists() { noted_hash(path)? } else { None };
    Ok(match noted {
        Some(noted) => noted == Hashes::of(path)?.sha256,
        None => false,
    })
}

/// Brings a partial file to its end.
async fn fetch(
    server: &ReleaseServer,
    offer: &Offer,
    part: &Path,
    progress: &mut impl FnMut(u64, Option<u64>),
) -> Result<(), DownloadError> {
    let mut failures = 0;
    loop {
        let before = size(part);
        match attempt(server, offer, part, progress).await {
            Ok(()) => return check_kind(part),
            Err(DownloadError::Transport(error)) if is_transient(&error) => {
                // An attempt that brought something counts as the first.
                failures = if size(part) > before { 1 } else { failures + 1 };
                if failures >= ATTEMPTS {
                    return Err(error.into());
                }
            }
            Err(error) => return Err(error),
        }
        tokio::time::sleep(FIRST_WAIT * 2_u32.pow(failures - 1)).await;
    }
}

fn is_transient(error: &TransportError) -> bool {
    use TransportError::{Connect, Interrupted, Timeout};
    matches!(error, Connect { .. } | Interrupted { .. } | Timeout { .. })
}

fn size(part: &Path) -> u64 {
    fs::metadata(part).map_or(0, |metadata| metadata.len())
}

async fn attempt(
    server: &ReleaseServer,
    offer: &Offer,
    part: &Path,
    progress: &mut impl FnMut(u64, Option<u64>),
) -> Result<(), DownloadError> {
    let io = |source| DownloadError::Io { path: part.to_owned(), source };
    let mut have = size(part);
    let mut request = server.request(&offer.link)?;
    if have > 0
        && let Ok(range) = format!("bytes={have}-").parse()
    {
        request.headers_mut().insert(RANGE, range);
    }
    let mut response = server.transport().download(request).await?;
    let open = OpenOptions::new().create(true).append(true).open(part);
    let mut file = open.map_err(io)?;
    if !continues(&response, have) {
        // The whole file comes, or nothing behind what is there: what is there is of another file.
        file.set_len(0).map_err(io)?;
        file.rewind().map_err(io)?;
        have = 0;
    }
    match response.status() {
        StatusCode::OK | StatusCode::PARTIAL_CONTENT => {}
        StatusCode::RANGE_NOT_SATISFIABLE => {
            let source = io::Error::other("the rest of the file is not there");
            return Err(TransportError::Interrupted { host: String::new(), source }.into());
        }
        status => return Err(DownloadError::Status(status.as_u16())),
    }
    let whole = length(response.headers()).map(|length| have + length);
    copy_pieces(&mut response, &mut file, part, (have, whole), progress).await
}

async fn copy_pieces(
    response: &mut ResponseStream,
    file: &mut File,
    part: &Path,
    (mut have, whole): (u64, Option<u64>),
    progress: &mut impl FnMut(u64, Option<u64>),
) -> Result<(), DownloadError> {
    let io = |source| DownloadError::Io { path: part.to_owned(), source };
    while let Some(piece) = response.next_piece().await? {
        have += piece.len() as u64;
        if have > MOST_BYTES {
            return Err(DownloadError::TooLarge);
        }
        file.write_all(&piece).map_err(io)?;
        progress(have, whole);
    }
    file.sync_all().map_err(io)
}

/// Whether a response continues a file at a length.
fn continues(response: &ResponseStream, have: u64) -> bool {
    let range = response.headers().get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
    let start =
        range.and_then(|range| range.strip_prefix("bytes ")?.split('-').next()?.parse().ok());
    response.status() == StatusCode::PARTIAL_CONTENT && start == Some(have)
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A page of a server that is closed comes with status 200.
fn check_kind(part: &Path) -> Result<(), DownloadError> {
    let io = |source| DownloadError::Io { path: part.to_owned(), source };
    let mut beginning = [0; 2];
    let read = File::open(part).and_then(|mut file| io::Read::read(&mut file, &mut beginning));
    if read.map_err(io)? == 2 && beginning == *b"PK" {
        return Ok(());
    }
    fs::remove_file(part).map_err(io)?;
    Err(DownloadError::NotAnArchive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_leads_nowhere_else() {
        let folder = Path::new("archive");
        let file = |title: &str| file_of(folder, title).display().to_string();
        assert_eq!(file("UDID_DAY_UPDATE_20260810"), "archive/UDID_DAY_UPDATE_20260810.zip");
        assert_eq!(file("../../etc/支"), "archive/______etc__.zip");
    }
}
