//! What the table of application identifiers consists of, and look-ups in it.

use crate::generated::gs1_table::{IDENTIFIERS, PREFIXES};
use crate::role::Role;

/// An application identifier (AI) of GS1, or a range of them that differ in the last digit only.
#[derive(Debug)]
pub struct ApplicationIdentifier {
    /// First and last number.
    pub(crate) range: (u16, u16),
    pub(crate) title: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) role: Role,
    pub(crate) components: &'static [Component],
    pub(crate) separator: bool,
    /// Each rule names alternatives of ranges that have to be there together.
    pub(crate) requires: &'static [&'static [&'static [(u16, u16)]]],
    pub(crate) excludes: &'static [(u16, u16)],
    pub(crate) link_key: Option<&'static [&'static [u16]]>,
    pub(crate) link_attribute: bool,
}

/// A component of a value.
#[derive(Debug)]
pub(crate) struct Component {
    pub set: CharacterSet,
    pub min: u8,
    pub max: u8,
    pub optional: bool,
    pub checks: &'static [ContentRule],
}

/// The characters that a component may consist of; `specs/gs1.yaml` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CharacterSet {
    Numeric = 1,
    Text = 2,
    Part = 4,
    Base64Url = 8,
}

/// A rule for the content of a component; `specs/gs1.yaml` explains them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContentRule {
    CheckDigit,
    CheckPair,
    CompanyPrefixAt1,
    CompanyPrefixAt2,
    DateYymmdd,
    DateYymmddOr00,
    DateYyyymmdd,
    Hour,
    Minute,
    Second,
    HourMinute,
    Country,
    CountryOr999,
    CountryAlpha2,
    Currency,
    Sex,
    ZeroOrOne,
    Winding,
    Zero,
    NotZero,
    NoLeadingZero,
    NotOnlyDigits,
    Latitude,
    Longitude,
    Hyphen,
    PieceOfTotal,
    PositionInSequence,
    Medium,
    Iban,
    PercentEncoding,
    ImporterIndex,
    PackageType,
    Coupon,
}

/// What the first two digits of a text say about its application identifier.
pub(crate) struct Prefix {
    /// How many digits the identifier has; 0 if none begins so.
    pub digits: u8,
    /// The rows of the table it may be in.
    pub start: u8,
    pub end: u8,
}

/// An application identifier as it was found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub entry: &'static ApplicationIdentifier,
    pub code: u16,
    pub digits: usize,
}

/// The application identifier with which a text begins.
pub(crate) fn find(text: &[u8]) -> Option<Found> {
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u16, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u16::from(byte - b'0'))
        })
    };
    let prefix = &PREFIXES[usize::from(number(text.get(..2)?)?)];
    let digits = usize::from(prefix.digits);
    let code = number(text.get(..digits)?)?;
    let rows = IDENTIFIERS.get(usize::from(prefix.start)..usize::from(prefix.end))?;
    let entry = rows.iter().find(|row| row.range.0 <= code && code <= row.range.1)?;
    Some(Found { entry, code, digits })
}

/// The application identifier that a text is as a whole.
pub(crate) fn find_exact(text: &str) -> Option<Found> {
    find(text.as_bytes()).filter(|found| found.digits == text.len())
}

/// Whether one of these ranges has the code.
pub(crate) fn any_has(ranges: &[(u16, u16)], code: u16) -> bool {
    ranges.iter().any(|range| range.0 <= code && code <= range.1)
}

impl ApplicationIdentifier {
    /// The application identifier with these digits, like `"01"` or `"3103"`.
    pub fn of(digits: &str) -> Option<&'static Self> {
        find_exact(digits).map(|found| found.entry)
    }

    /// All entries of the table, in the order of their digits.
    pub fn all() -> &'static [Self] {
        &IDENTIFIERS
    }

    /// The first and last identifier of the entry, as digits; mostly the same.
    pub fn digits(&self) -> (String, String) {
        let text = |code: u16| format!("{code:02}");
        (text(self.range.0), text(self.range.1))
    }

    /// GS1's data title, as printed on labels: `BATCH/LOT`.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// What the value is: `Batch or lot number`.
    pub fn meaning(&self) -> &'static str {
        self.meaning
    }

    /// What the value says about a device.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Shortest and longest value, in characters.
    pub fn lengths(&self) -> (usize, usize) {
        let required = self.components.iter().filter(|component| !component.optional);
        let min = required.map(|component| usize::from(component.min)).sum();
        let max = self.components.iter().map(|component| usize::from(component.max)).sum();
        (min, max)
    }

    /// Whether a separator has to end the value unless it is the last one of a message.
    pub fn needs_separator(&self) -> bool {
        self.separator
    }
}
