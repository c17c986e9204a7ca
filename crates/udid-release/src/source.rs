//! A release file as a source of batches for a store.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::thread;

use async_trait::async_trait;
use md5::Md5;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc::{self, Receiver};
use udid_store::{AmbiguousRecord, Batch, Cursor, Listing, MemberPart, RecordSource, hexadecimal};
use udid_types::{DeviceRecord, PRODUCTION_REGISTRY};

use crate::error::ReleaseError;
use crate::read::{IncompleteMember, Piece, Repair, Start};
use crate::release::{Release, file_name};

/// Pieces that are read ahead.
const AHEAD: usize = 2;

/// Repairs that are kept of a release at most.
const MOST_REPAIRS: usize = 1_000;

/// Bits of a cursor for the record within a member.
const RECORD_BITS: u32 = 40;

/// Reads a release file in batches, on a thread of its own.
#[derive(Debug)]
pub struct ReleaseSource {
    path: PathBuf,
    listing: Listing,
    hashes: Hashes,
    members: u64,
    pieces: Option<Receiver<Result<Piece, ReleaseError>>>,
    report: ReleaseReport,
    has_ended: bool,
}

/// Hashes of a file, in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hashes {
    /// SHA-256.
    pub sha256: String,
    /// MD5, as the download page publishes it.
    pub md5: String,
}

/// What a source found in its release so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReleaseReport {
    /// Records that were read.
    pub records: u64,
    /// Members that are not complete.
    pub incomplete: Vec<IncompleteMember>,
    /// Members with their places where characters were replaced or removed; at most 1,000.
    pub repairs: Vec<(String, Repair)>,
}

impl ReleaseSource {
    /// Opens a release file and hashes it.
    ///
    /// # Errors
    /// [`ReleaseError`] if it cannot be read, is damaged as a whole, or has no XML.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, ReleaseError> {
        let path = path.into();
        let release = Release::open(&path)?;
        let listing =
            release.name().map_or_else(|| Listing::File(file_name(&path)), Listing::Release);
        let hashes =
            Hashes::of(&path).map_err(|source| ReleaseError::Io { path: path.clone(), source })?;
        Ok(Self {
            listing,
            hashes,
            members: release.members().len() as u64,
            path,
            pieces: None,
            report: ReleaseReport::default(),
            has_ended: false,
        })
    }

    /// Hashes of the file.
    pub fn hashes(&self) -> &Hashes {
        &self.hashes
    }

    /// What was found so far.
    pub fn report(&self) -> &ReleaseReport {
        &self.report
    }

    fn batch(&mut self, piece: Piece) -> Batch {
        let member = piece.member as u64;
        self.report.records += piece.records.len() as u64;
        self.report.incomplete.extend(piece.shortfall());
        let room = MOST_REPAIRS.saturating_sub(self.report.repairs.len());
        let repairs = piece.repairs.iter().take(room);
        self.report.repairs.extend(repairs.map(|repair| (piece.name.clone(), repair.clone())));
        let first = piece.next_record - piece.records.len() as u64;
        let mut batch = Batch::new(piece.records, cursor(member, first), self.listing.closes_at());
        let has_ended = piece.end.is_some();
        batch.next =
            if has_ended { cursor(member + 1, 0) } else { cursor(member, piece.next_record) };
        batch.total = Some(self.members);
        batch.registry = Some(piece.registry.unwrap_or_else(|| PRODUCTION_REGISTRY.to_owned()));
        let end = piece.end.unwrap_or_default();
        let mut part = MemberPart::new(self.hashes.sha256.clone(), member + 1, piece.name);
        part.repairs = piece.repairs.len() as u64;
        (part.has_ended, part.stated, part.problem) = (has_ended, end.stated, end.problem);
        batch.member = Some(part);
        batch
    }
}

/// Where a run continues, as one number.
fn cursor(member: u64, record: u64) -> Cursor {
    Cursor(Cursor::START.0 + (member << RECORD_BITS) + record)
}

fn start(cursor: Cursor) -> Start {
    let place = cursor.0.saturating_sub(Cursor::START.0);
    let member = usize::try_from(place >> RECORD_BITS).unwrap_or(usize::MAX);
    Start { member, record: place & ((1 << RECORD_BITS) - 1) }
}

#[async_trait]
impl RecordSource for ReleaseSource {
    type Error = ReleaseError;

    fn listing(&self) -> Listing {
        self.listing.clone()
    }

    fn archive(&self) -> Option<&str> {
        Some(&self.hashes.sha256)
    }

    fn start(&mut self, cursor: Cursor) {
        let (sender, pieces) = mpsc::channel(AHEAD);
        let (path, start) = (self.path.clone(), start(cursor));
        self.pieces = Some(pieces);
        self.report = ReleaseReport::default();
        self.has_ended = false;
        thread::spawn(move || match Release::open(path) {
            Ok(release) => release.read(start, |piece| match sender.blocking_send(Ok(piece)) {
                Ok(()) => ControlFlow::Continue(()),
                // Nobody reads on.
                Err(_) => ControlFlow::Break(()),
            }),
            Err(error) => _ = sender.blocking_send(Err(error)),
        });
    }

    async fn next_batch(&mut self) -> Result<Option<Batch>, ReleaseError> {
        let Some(pieces) = &mut self.pieces else { return Ok(None) };
        let piece = pieces.recv().await.transpose()?;
        self.has_ended = piece.is_none();
        Ok(piece.map(|piece| self.batch(piece)))
    }

    /// Whether every member was read. The thread may have ended for another reason; the store counts the
    /// members itself.
    fn has_ended(&self) -> bool {
        self.has_ended
    }

    fn has_repeats(&self) -> bool {
        false
    }

    async fn whole_record(
        &mut self,
        _record: &AmbiguousRecord,
    ) -> Result<Option<DeviceRecord>, ReleaseError> {
        Ok(None)
    }
}

impl Hashes {
    /// Hashes of a file.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let (mut sha256, mut md5) = (Sha256::new(), Md5::new());
        let mut buffer = vec![0; 256 << 10];
        loop {
            let read = file.read(&mut buffer)?;
            let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            sha256.update(bytes);
            md5.update(bytes);
        }
        Ok(Self { sha256: hexadecimal(&sha256.finalize()), md5: hexadecimal(&md5.finalize()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place() {
        for (member, record) in [(0, 0), (0, 5_000), (1_202, 0), (99_999, 1 << 39)] {
            let place = start(cursor(member, record));
            assert_eq!((place.member as u64, place.record), (member, record));
        }
        assert_eq!(cursor(0, 0), Cursor::START);
    }

    #[test]
    fn hashes_are_those_that_others_compute() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        io::Write::write_all(&mut file, "支架\n".as_bytes()).unwrap();
        let hashes = Hashes::of(file.path()).unwrap();
        // md5sum and sha256sum of the same text.
        assert_eq!(hashes.md5, MD5);
        assert_eq!(hashes.sha256, SHA256);
    }

    const MD5: &str = "5e6b203cd0d7683eca70a90ebfbe4f09";
    const SHA256: &str = "62b7885c65d10915984db5882c76266f4e8ce650066c5579adc028ec1d5f4f99";
}
