//! What goes wrong with release files.

use std::str::FromStr;

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
    /// The records of each archive come in two parts.
    TwoParts,
}

/// Faults by their names in settings.
const FAULTS: [(&str, ReleaseFault); 9] = [
    ("cut-download", ReleaseFault::CutDownload),
    ("range-ignored", ReleaseFault::RangeIgnored),
    ("wrong-md5", ReleaseFault::WrongMd5),
    ("wrong-count", ReleaseFault::WrongCount),
    ("missing", ReleaseFault::Missing),
    ("without-xml", ReleaseFault::WithoutXml),
    ("unknown-title", ReleaseFault::UnknownTitle),
    ("dirt", ReleaseFault::Dirt),
    ("two-parts", ReleaseFault::TwoParts),
];

/// A fault of the release files whose title contains a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseFaultRule {
    /// Part of the titles; empty for all.
    pub title: String,
    /// What goes wrong.
    pub fault: ReleaseFault,
}

/// As `TITLE=FAULT`: part of the titles, which may be empty, and the name of the fault.
impl FromStr for ReleaseFaultRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = || FAULTS.map(|(name, _)| name).join(", ");
        let known = text.split_once('=').and_then(|(title, name)| {
            let fault = FAULTS.iter().find(|(known, _)| *known == name)?;
            Some(Self::new(title, fault.1))
        });
        known.ok_or_else(|| format!("not like UDID_DAY=wrong-md5; faults are {}", names()))
    }
}

impl ReleaseFaultRule {
    /// A fault of the files whose title contains a text.
    pub fn new(title: impl Into<String>, fault: ReleaseFault) -> Self {
        Self { title: title.into(), fault }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_and_unknown_faults_are_told() {
        let rule = "UDID_DAY=wrong-md5".parse();
        assert_eq!(rule, Ok(ReleaseFaultRule::new("UDID_DAY", ReleaseFault::WrongMd5)));
        assert_eq!("=dirt".parse(), Ok(ReleaseFaultRule::new("", ReleaseFault::Dirt)));
        let error = "UDID_DAY=wet".parse::<ReleaseFaultRule>().unwrap_err();
        assert!(error.ends_with("faults are cut-download, range-ignored, wrong-md5, wrong-count, missing, without-xml, unknown-title, dirt, two-parts"), "{error}");
    }
}
