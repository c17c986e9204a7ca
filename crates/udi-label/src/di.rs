//! Equality of device identifiers.

use std::fmt;

use crate::check_digit;
use crate::fold::fold_identifier;

/// A device identifier in the form in which two texts for one item are equal.
///
/// ```
/// use udi_label::normalize_di;
/// assert_eq!(normalize_di("6936260855798"), normalize_di(" 06936260855798 "));
/// assert_ne!(normalize_di("E308T800206X0"), normalize_di("e308t800206x0"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NormalizedDi(String);

/// Normalizes a device identifier. Texts of 7 to 14 digits with a valid GS1 check digit are padded to
/// 14 digits, since GTIN-8, -12, -13 and -14 name one item where they differ in leading zeros only
/// (spreadsheets cut a GTIN-8 to 7). Of all other texts only width and blanks are folded.
pub fn normalize_di(text: &str) -> NormalizedDi {
    let folded = fold_identifier(text);
    NormalizedDi(padded_gtin(&folded).unwrap_or(folded))
}

/// The GTIN-14 of 7 to 14 digits, if its check digit is valid.
pub(crate) fn padded_gtin(text: &str) -> Option<String> {
    let is_length = (7..=14).contains(&text.len());
    let (digits, check) = text.as_bytes().split_at_checked(text.len().checked_sub(1)?)?;
    let computed = check_digit::gs1_of(digits).filter(|_| is_length)?;
    (check == [b'0' + computed]).then(|| format!("{text:0>14}"))
}

impl NormalizedDi {
    /// The normalized text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NormalizedDi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for NormalizedDi {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<NormalizedDi> for String {
    fn from(di: NormalizedDi) -> Self {
        di.0
    }
}
