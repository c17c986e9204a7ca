//! Issuing agencies of device identifiers.

use std::fmt;

/// The issuing agency whose rules a label follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Agency {
    /// GS1: element strings, bracketed text, bare GTINs, Digital Link addresses.
    Gs1,
    /// Health Industry Business Communications Council: texts that begin with `+`.
    Hibc,
    /// ICCBBA (ISBT 128): texts that begin with `=` or `&`. Recognized, not parsed.
    Iccbba,
    /// ZIIOT's MA codes (IDcode): texts that begin with `MA.`.
    Ma,
    /// Alibaba Health's codes: texts that begin with `MF` and have parts separated by `*`.
    Ahm,
}

impl Agency {
    /// `GS1`, `HIBC`, `ICCBBA`, `MA` or `AHM`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gs1 => "GS1",
            Self::Hibc => "HIBC",
            Self::Iccbba => "ICCBBA",
            Self::Ma => "MA",
            Self::Ahm => "AHM",
        }
    }
}

impl fmt::Display for Agency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
