//! What goes wrong with release files.

/// What goes wrong with a release file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseFault {
    /// The connection ends in the middle of the file, once; a later request gets the rest.
    CutDownload,
    /// A request for the rest of the file is answered with the whole file.
    RangeIgnored,
    /// The page states another MD5.
    WrongMd5,
    /// The header of the first part states one record more than there are.
    WrongCount,
    /// It is in no feed.
    Missing,
    /// The archive holds a note instead of XML.
    WithoutXml,
    /// Its title has no known form.
    UnknownTitle,
    /// XML holds characters that XML forbids, references to them, a bare `&`, and a broken byte.
    Dirt,
}

/// A fault of the release files whose title contains a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseFaultRule {
    /// Part of the titles; empty for all.
    pub title: String,
    /// What goes wrong.
    pub fault: ReleaseFault,
}

impl ReleaseFaultRule {
    /// A fault of the files whose title contains a text.
    pub fn new(title: impl Into<String>, fault: ReleaseFault) -> Self {
        Self { title: title.into(), fault }
    }
}
