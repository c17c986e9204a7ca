//! Archives within archives, as a flat list of members.
//!
//! A full release holds XML; a month holds weeks, a week holds days, a day holds XML. An archive within
//! another one is copied to a temporary file without a name, as a zip archive cannot be read from a stream.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::order::{missing_parts, numeric_order};

/// Archives within archives at most.
const MOST_DEPTH: usize = 5;

/// Members of all archives together at most. A full release has about 1,200.
const MOST_MEMBERS: usize = 100_000;

/// Bytes of an archive within another one at most.
const MOST_NESTED: u64 = 4 << 30;

/// Bytes of all archives within others at most.
const MOST_SPOOLED: u64 = 16 << 30;

/// Bytes of an XML file at most; those seen have about 12 million.
const MOST_XML: u64 = 4 << 30;

/// How many times its packed size a member may be. XML of a release packs to a twentieth.
const MOST_RATIO: u64 = 500;

/// Bytes below which the ratio says nothing.
const SMALL: u64 = 16 << 20;

type Zip = ZipArchive<BufReader<File>>;

/// A member of a release.
#[derive(Debug)]
pub struct Member {
    /// Its path through the archives, with `/` between them.
    pub name: String,
    /// Its size when it is unpacked, as the archive states it.
    pub size: u64,
    pub content: Content,
}

/// What is known of a member before it is read.
#[derive(Debug)]
pub enum Content {
    /// XML, at a place in an archive.
    Xml { archive: usize, index: usize },
    /// The release file itself.
    Loose,
    /// What cannot be read, or is not there, and why.
    Problem(String),
}

/// The archives of a release and their members in order.
#[derive(Default)]
pub struct Archives {
    /// An archive is `None` while its members are listed.
    opened: Vec<Option<Zip>>,
    pub members: Vec<Member>,
    /// The file of the release, if it is no archive.
    loose: Option<File>,
    /// Bytes in temporary files.
    spooled: u64,
}

impl Archives {
    /// Lists what is in a file.
    ///
    /// # Errors
    /// What is wrong with the file as a whole.
    pub fn open(mut file: File, name: &str) -> Result<Self, Fault> {
        let mut archives = Self::default();
        let size = file.metadata()?.len();
        if is_zip(&mut file)? {
            archives.add(file, "", 1)?;
        } else {
            archives.loose = Some(file);
            archives.push(name.to_owned(), size, Content::Loose)?;
        }
        Ok(archives)
    }

    /// Opens a member.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&mut self, position: usize) -> Result<Box<dyn Read + '_>, Fault> {
        match self.members.get(position).map(|member| &member.content) {
            Some(Content::Loose) if let Some(file) = &mut self.loose => {
                file.seek(SeekFrom::Start(0))?;
                Ok(Box::new(Bounded { reader: file, left: MOST_XML }))
            }
            Some(Content::Xml { archive, index })
                if let Some(Some(archive)) = self.opened.get_mut(*archive) =>
            {
                let file = archive.by_index(*index)?;
                let left = most_bytes(&file, MOST_XML);
                Ok(Box::new(Bounded { reader: file, left }))
            }
            Some(Content::Problem(reason)) => Err(Fault(reason.clone())),
            _ => Err(Fault("there is no such member".to_owned())),
        }
    }

    /// Adds the members of an archive, those of archives in it in their place.
    fn add(&mut self, file: File, path: &str, depth: usize) -> Result<(), Fault> {
        let mut zip = ZipArchive::new(BufReader::new(file))?;
        let archive = self.opened.len();
        self.opened.push(None);
        let name = |index| {
            let name = zip.name_for_index(index).and_then(Result::ok);
            (name.map_or_else(|| format!("member {index}"), Cow::into_owned), index)
        };
        let mut names: Vec<_> = (0..zip.len()).map(name).collect();
        names.retain(|(name, _)| !name.ends_with('/') && !is_of_an_operating_system(name));
        names.sort_by_cached_key(|(name, _)| numeric_order(name));
        for (name, index) in &names {
            self.add_member(&mut zip, (archive, *index), &format!("{path}{name}"), depth)?;
        }
        for part in missing_parts(names.iter().map(|(name, _)| name.as_str())) {
            let reason = Content::Problem("it is not in the archive".to_owned());
            self.push(format!("{path}{part}"), 0, reason)?;
        }
        self.opened[archive] = Some(zip);
        Ok(())
    }

    fn add_member(
        &mut self,
        zip: &mut Zip,
        (archive, index): (usize, usize),
        name: &str,
        depth: usize,
    ) -> Result<(), Fault> {
        let file = match zip.by_index(index) {
            Ok(file) => file,
            Err(error) => {
                return self.push(name.to_owned(), 0, Content::Problem(error.to_string()));
            }
        };
        let size = file.size();
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let content = match ending.as_str() {
            "xml" => Content::Xml { archive, index },
            "zip" => match self.nested(file, name, depth) {
                Ok(()) => return Ok(()),
                Err(fault) => Content::Problem(fault.0),
            },
            "xls" | "xlsx" => Content::Problem(
                "it is a spreadsheet, as of releases before XML; it is not read".to_owned(),
            ),
            // A note to readers has no records.
            _ => return Ok(()),
        };
        self.push(name.to_owned(), size, content)
    }

    fn nested(
        &mut self,
        file: ZipFile<'_, impl Read>,
        name: &str,
        depth: usize,
    ) -> Result<(), Fault> {
        if depth >= MOST_DEPTH {
            return Err(Fault(format!("archives are nested more than {MOST_DEPTH} deep")));
        }
        let left = most_bytes(&file, MOST_NESTED.min(MOST_SPOOLED.saturating_sub(self.spooled)));
        let mut spool = tempfile::tempfile()?;
        self.spooled += io::copy(&mut Bounded { reader: file, left }, &mut spool)?;
        let before = (self.opened.len(), self.members.len());
        self.add(spool, &format!("{name}/"), depth + 1).inspect_err(|_| {
            self.opened.truncate(before.0);
            self.members.truncate(before.1);
        })
    }

    fn push(&mut self, name: String, size: u64, content: Content) -> Result<(), Fault> {
        if self.members.len() >= MOST_MEMBERS {
            return Err(Fault(format!("it has more than {MOST_MEMBERS} members")));
        }
        self.members.push(Member { name, size, content });
        Ok(())
    }
}

/// What is wrong with an archive or a member.
#[derive(Debug)]
pub struct Fault(pub String);

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<ZipError> for Fault {
    fn from(error: ZipError) -> Self {
        Self(error.to_string())
    }
}

/// The bytes that a member may have.
fn most_bytes(file: &ZipFile<'_, impl Read>, most: u64) -> u64 {
    most.min(file.compressed_size().saturating_mul(MOST_RATIO).max(SMALL))
}

/// Gives an error where a reader has more bytes than it may.
struct Bounded<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::other("it is larger than any release, or packed too tightly to be one")
        })?;
        Ok(read)
    }
}

fn is_zip(file: &mut File) -> io::Result<bool> {
    let mut beginning = Vec::new();
    file.by_ref().take(4).read_to_end(&mut beginning)?;
    file.seek(SeekFrom::Start(0))?;
    // A local file, or the end of an archive without any.
    Ok(matches!(beginning.as_slice(), b"PK\x03\x04" | b"PK\x05\x06"))
}

/// What macOS and Windows add to archives.
fn is_of_an_operating_system(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("__MACOSX/") || file.starts_with("._") || file == ".DS_Store"
}
