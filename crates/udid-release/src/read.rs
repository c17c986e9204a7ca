//! Members into records, in pieces that a store can take at once.

use std::io::{self, Read};
use std::ops::ControlFlow;

use udid_types::{Device, DeviceRecord};

use crate::archive::Archives;
use crate::xml::{Item, XmlReader};

/// Records of a piece at most: pieces that wait for each other are in memory, and each is a transaction of
/// the store.
pub const MOST_RECORDS: usize = 2_500;

/// Notes kept of a member at most.
const MOST_NOTES: usize = 100;

/// Records of one member that follow one another.
#[derive(Debug)]
#[non_exhaustive]
pub struct Piece {
    /// Position of the member, from 0.
    pub member: usize,
    /// Its name.
    pub name: String,
    /// The position in the member of the record behind this piece.
    pub next_record: u64,
    /// The records.
    pub records: Vec<DeviceRecord>,
    /// Places where characters were replaced or removed: at most 100 for each piece.
    pub repairs: Vec<Repair>,
    /// The registry that an invented file names.
    pub registry: Option<String>,
    /// What was found at the end of the member; `None` if more of it follows.
    pub end: Option<MemberEnd>,
}

/// A place where the text of a file was changed to make it XML.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repair {
    /// `deviceRecordKey` of the record, or its DI; empty if it has neither.
    pub key: String,
    /// The element.
    pub element: String,
}

/// Why a member of a release is not complete.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{member}: {reason}")]
#[non_exhaustive]
pub struct IncompleteMember {
    /// Its name.
    pub member: String,
    /// What is wrong with it.
    pub reason: String,
}

/// How the reading of a member ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemberEnd {
    /// The number of records that its header states.
    pub stated: Option<u64>,
    /// What is wrong with it, apart from a wrong count.
    pub problem: Option<String>,
}

/// Where reading begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Position of the member, from 0.
    pub member: usize,
    /// Position of the record in it, from 0.
    pub record: u64,
}

/// Gives the records of all members from `start` on to `take`, until it breaks.
pub fn read_members(
    archives: &mut Archives,
    start: Start,
    mut take: impl FnMut(Piece) -> ControlFlow<()>,
) -> ControlFlow<()> {
    for member in start.member..archives.members.len() {
        let skipped = if member == start.member { start.record } else { 0 };
        let name = archives.members[member].name.clone();
        let mut piece = Piece::new(member, name, skipped);
        let ended = match archives.read(member) {
            Ok(reader) => read_member(reader, &mut piece, &mut take),
            Err(fault) => ControlFlow::Continue(MemberEnd::with_problem(fault.0)),
        };
        piece.end = Some(ended?);
        take(piece)?;
    }
    ControlFlow::Continue(())
}

/// Reads a member. What its last piece holds is left in `piece`.
fn read_member(
    reader: impl Read,
    piece: &mut Piece,
    take: &mut impl FnMut(Piece) -> ControlFlow<()>,
) -> ControlFlow<(), MemberEnd> {
    let mut reader = XmlReader::new(reader);
    let mut problems = Problems { unreadable: 0, first: None };
    let mut to_skip = piece.next_record;
    loop {
        let (record, repaired) = match reader.next() {
            Ok(None) => break,
            Ok(Some(Item::Record(record, repaired))) => (*record, repaired),
            Ok(Some(Item::Unreadable(why))) => {
                problems.add(why);
                continue;
            }
            Err(error) => {
                problems.stop(&error);
                break;
            }
        };
        if to_skip > 0 {
            to_skip -= 1;
            continue;
        }
        piece.add(record, repaired);
        if piece.records.len() >= MOST_RECORDS {
            piece.registry = reader.header().registry;
            let next = Piece::new(piece.member, piece.name.clone(), piece.next_record);
            take(std::mem::replace(piece, next))?;
        }
    }
    piece.registry = reader.header().registry;
    let stated = reader.header().stated;
    ControlFlow::Continue(MemberEnd { stated, problem: problems.text(&reader) })
}

/// What is wrong with a member.
struct Problems {
    unreadable: u64,
    first: Option<String>,
}

impl Problems {
    fn add(&mut self, why: String) {
        self.unreadable += 1;
        self.first.get_or_insert(why);
    }

    /// The archive is damaged, or holds more than it may.
    fn stop(&mut self, error: &io::Error) {
        self.first = Some(error.to_string());
        self.unreadable = 0;
    }

    fn text<R: Read>(self, reader: &XmlReader<R>) -> Option<String> {
        let Self { unreadable, first } = self;
        match first {
            Some(first) if unreadable > 0 => {
                Some(format!("{unreadable} records are not XML, the first: {first}"))
            }
            Some(first) => Some(first),
            None if !reader.has_root() => Some("it is not XML".to_owned()),
            None if !reader.is_closed() => Some("it is cut: its end is missing".to_owned()),
            None => None,
        }
    }
}

impl Piece {
    fn new(member: usize, name: String, next_record: u64) -> Self {
        let (records, repairs) = (Vec::with_capacity(MOST_RECORDS), Vec::new());
        Self { member, name, next_record, records, repairs, registry: None, end: None }
    }

    /// Why the member is not complete, if this is its end and it is not.
    pub fn shortfall(&self) -> Option<IncompleteMember> {
        let reason = match self.end.as_ref()? {
            MemberEnd { problem: Some(problem), .. } => problem.clone(),
            MemberEnd { stated: None, .. } => {
                format!("its header states no number of records; it has {}", self.next_record)
            }
            MemberEnd { stated: Some(stated), .. } if *stated != self.next_record => {
                format!("its header states {stated} records; it has {}", self.next_record)
            }
            MemberEnd { .. } => return None,
        };
        Some(IncompleteMember { member: self.name.clone(), reason })
    }

    fn add(&mut self, record: DeviceRecord, repaired: Option<String>) {
        if let Some(element) = repaired.filter(|_| self.repairs.len() < MOST_NOTES) {
            let Device { device_record_key, primary_di, .. } = &record.device;
            let key = device_record_key.as_ref().or(primary_di.as_ref());
            self.repairs.push(Repair { key: key.cloned().unwrap_or_default(), element });
        }
        self.next_record += 1;
        self.records.push(record);
    }
}

impl MemberEnd {
    fn with_problem(problem: String) -> Self {
        Self { stated: None, problem: Some(problem) }
    }
}
