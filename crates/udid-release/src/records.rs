//! The records of a release, one after another.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use udid_types::DeviceRecord;

use crate::archive::Archives;
use crate::read::{IncompleteMember, Piece, Start, read_members};

/// Pieces that are read ahead.
const AHEAD: usize = 2;

/// The records of a release, and an error behind those of each member that is not complete.
pub struct Records {
    pieces: Receiver<Piece>,
    piece: std::vec::IntoIter<DeviceRecord>,
    incomplete: Option<IncompleteMember>,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").finish_non_exhaustive()
    }
}

impl Records {
    pub(crate) fn read(mut archives: Archives) -> Self {
        let (sender, pieces) = sync_channel(AHEAD);
        thread::spawn(move || {
            let _ =
                read_members(&mut archives, Start::default(), |piece| match sender.send(piece) {
                    Ok(()) => ControlFlow::Continue(()),
                    // Nobody reads on.
                    Err(_) => ControlFlow::Break(()),
                });
        });
        Self { pieces, piece: Vec::new().into_iter(), incomplete: None }
    }
}

impl Iterator for Records {
    type Item = Result<DeviceRecord, IncompleteMember>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.piece.next() {
                return Some(Ok(record));
            }
            if let Some(incomplete) = self.incomplete.take() {
                return Some(Err(incomplete));
            }
            let piece = self.pieces.recv().ok()?;
            self.incomplete = piece.shortfall();
            self.piece = piece.records.into_iter();
        }
    }
}
