//! Writes element strings and bracketed text from their parts.

use std::fmt;

use super::identifier::{ContentRule, Found, find_exact};
use super::value;
use crate::check_digit;
use crate::date::year_of_system_clock;
use crate::fold::SEPARATOR;

/// Why parts cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError {
    identifier: String,
    reason: &'static str,
}

impl WriteError {
    /// The application identifier of the part that cannot be written.
    pub fn identifier(&self) -> &str {
        &self.identifier
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write ({}): {}", self.identifier, self.reason)
    }
}

impl std::error::Error for WriteError {}

/// Writes an element string, without a symbology identifier, from application identifiers and values.
///
/// A `?` in the place of a check digit becomes the computed digit, and GTIN-8, -12 and -13 are padded
/// to 14 digits. Separators follow values that need one, except for the last.
///
/// ```
/// let text = udi_label::write_element_string(&[("01", "693299210075?"), ("10", "A1"), ("21", "7")])?;
/// assert_eq!(text, "010693299210075510A1\u{1d}217");
/// # Ok::<(), udi_label::WriteError>(())
/// ```
pub fn write_element_string(parts: &[(&str, &str)]) -> Result<String, WriteError> {
    let mut text = String::new();
    let mut separator_is_due = false;
    for (identifier, value) in parts {
        let (found, value) = complete(identifier, value)?;
        if separator_is_due {
            text.push(SEPARATOR);
        }
        text.push_str(identifier);
        text.push_str(&value);
        separator_is_due = found.entry.separator;
    }
    Ok(text)
}

/// Writes bracketed text in the same way. An opening bracket that would look like an application
/// identifier's is written `\(`.
///
/// ```
/// let text = udi_label::write_bracketed(&[("01", "0693299210075?"), ("17", "260400")])?;
/// assert_eq!(text, "(01)06932992100755(17)260400");
/// # Ok::<(), udi_label::WriteError>(())
/// ```
pub fn write_bracketed(parts: &[(&str, &str)]) -> Result<String, WriteError> {
    let elements = parts.iter().map(|(identifier, value)| {
        let (_, value) = complete(identifier, value)?;
        Ok(bracketed_element(identifier, &value))
    });
    elements.collect()
}

pub(crate) fn bracketed_element(identifier: &str, value: &str) -> String {
    format!("({identifier}){}", value.replace('(', "\\("))
}

/// The value with padding and check digits, checked.
fn complete(identifier: &str, value: &str) -> Result<(Found, String), WriteError> {
    let error = |reason| WriteError { identifier: identifier.to_owned(), reason };
    let found = find_exact(identifier).ok_or_else(|| error("no such application identifier"))?;
    let mut value = value.to_owned();
    let checks = found.entry.components.first().map_or(&[][..], |component| component.checks);
    let is_gtin = matches!(found.code, 1..=3);
    if is_gtin && super::is_gtin_length(value.len()) {
        value = format!("{value:0>14}");
    }
    if checks.contains(&ContentRule::CheckDigit) {
        value = with_check_digit(found, value);
    }
    match value::check(found.entry, value.as_bytes(), year_of_system_clock()) {
        Ok(_) => Ok((found, value)),
        Err(problem) => Err(error(reason_of(problem.kind))),
    }
}

/// Replaces the `?` that ends the component with the check digit.
fn with_check_digit(found: Found, value: String) -> String {
    let components = found.entry.components.iter();
    let mut end = 0;
    for component in components {
        end += usize::from(component.max);
        let asks = value.as_bytes().get(end - 1) == Some(&b'?');
        if asks && component.checks.contains(&ContentRule::CheckDigit) {
            let start = end - usize::from(component.max);
            let digit = value.get(start..end - 1).and_then(check_digit::gs1);
            if let Some(digit) = digit {
                return format!("{}{digit}{}", &value[..end - 1], &value[end..]);
            }
        }
    }
    value
}

fn reason_of(kind: super::problem::ProblemKind) -> &'static str {
    use super::problem::ProblemKind;
    match kind {
        ProblemKind::TooShort => "the value is too short",
        ProblemKind::TooLong => "the value is too long",
        ProblemKind::Character => "a character is not allowed",
        ProblemKind::CheckDigit { .. } => "the check digit is wrong",
        ProblemKind::CheckPair { .. } => "the check pair is wrong",
        ProblemKind::Date => "there is no such date",
        ProblemKind::Rule(reason) => reason,
    }
}
