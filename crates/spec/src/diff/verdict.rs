//! What a change touches, and what it asks of a version.

use std::fmt;

/// What a change asks of the version of the generated crates, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing: what is generated stays the same, but for the hash in its header.
    None,
    /// A release: callers compile and work as before.
    Patch,
    /// A release with more in it: callers compile as before.
    Minor,
    /// A release that breaks callers.
    Major,
}

impl Verdict {
    /// All verdicts, from most to least.
    pub const ALL: [Self; 4] = [Self::Major, Self::Minor, Self::Patch, Self::None];

    /// The name, in small letters.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a change touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Source of callers: what they write, or what their program does with what it reads.
    Source,
    /// Data on the wire.
    Wire,
    /// Data that was stored by means of the models: JSON, tables, logs.
    Stored,
    /// Documentation.
    Docs,
}

impl Side {
    /// The name, in small letters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Wire => "wire",
            Self::Stored => "stored data",
            Self::Docs => "documentation",
        }
    }
}
