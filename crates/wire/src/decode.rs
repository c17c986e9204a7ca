//! From the bytes of an answer to a model.

use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny};
use serde_json::Value;

use crate::exact::OwnNumbers;
use crate::finding::Findings;
use crate::repair::{Repaired, repair};
use crate::room::Room;
use crate::{Decoded, exact, path};

/// Reads JSON of any shape, strictly: nothing is repaired. A number that `f64` would change becomes
/// text.
///
/// # Errors
/// [`DecodeError::NotJson`].
pub fn value_from_slice(bytes: &[u8]) -> Result<Value, DecodeError> {
    let text = std::str::from_utf8(bytes).map_err(|error| DecodeError::not_json(&error))?;
    value_from_text(text, true)
}

/// Reads a response of any shape as [`from_slice_with_findings`] does. Repeated keys are not
/// reported.
///
/// # Errors
/// [`DecodeError::NotJson`].
pub fn value_from_slice_with_findings(bytes: &[u8]) -> Result<Decoded<Value>, DecodeError> {
    decode(bytes, &|text| value_from_text(text, true))
}

fn value_from_text(text: &str, may_be_quoted: bool) -> Result<Value, DecodeError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if may_be_quoted
        && text.starts_with('"')
        && let Ok(inner) = serde_json::from_str::<String>(text)
    {
        return value_from_text(&inner, false);
    }
    let quoted = exact::quote_inexact_numbers(text);
    let json = quoted.as_deref().unwrap_or(text);
    let (_room, _numbers) = (Room::new(), OwnNumbers::new());
    let mut parser = serde_json::Deserializer::from_str(json);
    let value = exact::ValueSeed.deserialize(&mut parser);
    value
        .and_then(|value| parser.end().map(|()| value))
        .map_err(|error| DecodeError::not_json(&error))
}

/// Decodes a response. Accepts a byte order mark, JSON inside a JSON string, and numbers of any
/// length (an identifier of 20 digits is read without loss). Text that is not valid is repaired; see
/// [`from_slice_with_findings`] to know where.
///
/// # Errors
/// What is nested more than 128 deep is an error, and so are lists whose elements take more than
/// 256 MiB together, beside their texts: a small response of very many empty elements.
pub fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    from_slice_with_findings(bytes).map(|decoded| decoded.value)
}

/// Decodes a response as [`from_slice`] does, and reports what was not read exactly as it was sent.
///
/// ```
/// use wire::{FindingKind, from_slice_with_findings};
///
/// let decoded = from_slice_with_findings::<Vec<String>>(b"[\"a\", \"b\xff\"] <!-- node 7 -->")?;
/// assert_eq!(decoded.value, ["a", "b\u{fffd}"]);
/// assert_eq!(decoded.findings[0].path, "[1]");
/// assert_eq!(decoded.findings[0].kind, FindingKind::RepairedText);
/// assert_eq!(decoded.findings[1].kind, FindingKind::RemovedText);
/// # Ok::<(), wire::DecodeError>(())
/// ```
///
/// # Errors
/// As [`from_slice`].
pub fn from_slice_with_findings<T: DeserializeOwned>(
    bytes: &[u8],
) -> Result<Decoded<T>, DecodeError> {
    let _findings = Findings::collect();
    let mut decoded = decode(bytes, &|text| {
        let text = text.trim_start_matches('\u{feff}').trim();
        if !text.starts_with('"') {
            return from_json(text).map(|value| (value, Vec::new()));
        }
        let inner = serde_json::from_str::<String>(text);
        let inner = inner.map_err(|error| DecodeError::not_json(&error))?;
        let inner = decode(inner.as_bytes(), &|text| from_json(text.trim()))?;
        Ok((inner.value, inner.findings))
    })?;
    let (value, inner) = decoded.value;
    decoded.findings.extend(inner);
    decoded.findings.extend(Findings::take());
    Ok(Decoded { value, findings: decoded.findings })
}

/// Reads a text, repaired if it cannot be read as it is.
fn decode<T>(
    bytes: &[u8],
    read: &dyn Fn(&str) -> Result<T, DecodeError>,
) -> Result<Decoded<T>, DecodeError> {
    let text = std::str::from_utf8(bytes).map_err(|error| DecodeError::not_json(&error));
    match text.and_then(read) {
        Ok(value) => Ok(Decoded { value, findings: Vec::new() }),
        Err(error) => {
            let Repaired { json, findings } = repair(bytes);
            if findings.is_empty() {
                return Err(error);
            }
            Ok(Decoded { value: read(&json)?, findings })
        }
    }
}

fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, DecodeError> {
    let _numbers = OwnNumbers::new();
    Findings::take();
    let room = Room::new();
    let decoded = serde_json::from_str(json);
    drop(room);
    // A number beyond the range of `f64` is met as an error.
    let may_have_lost = OwnNumbers::met_float() || decoded.is_err();
    if may_have_lost && let Some(quoted) = exact::quote_inexact_numbers(json) {
        let _room = Room::new();
        Findings::take();
        return serde_json::from_str(&quoted).map_err(|error| DecodeError::new(&quoted, &error));
    }
    decoded.map_err(|error| DecodeError::new(json, &error))
}

/// Why an answer could not be decoded. Holds no value of the answer, only where and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The answer is not JSON: an HTML page, or cut short.
    NotJson {
        /// What the parser says.
        reason: String,
    },
    /// The answer is JSON of another shape.
    Shape {
        /// JSON path of the value, like `.dataSet.deviceInfo[3].CPLX`.
        path: String,
        /// What was expected there.
        reason: String,
    },
}

impl DecodeError {
    fn not_json(reason: &dyn fmt::Display) -> Self {
        Self::NotJson { reason: reason.to_string() }
    }

    fn new(json: &str, error: &serde_json::Error) -> Self {
        // The error may come from a wrong shape before the place where the JSON breaks, and hold
        // a value; this one cannot.
        if let Err(error) = serde_json::from_str::<IgnoredAny>(json) {
            return Self::not_json(&error);
        }
        let message = error.to_string();
        let (path, reason) = path::split(&message);
        Self::Shape { path: path.to_owned(), reason: without_value(reason) }
    }
}

/// serde quotes the offending value in its message, a string with `"`, a number with `` ` ``; it may
/// be a secret or a name.
fn without_value(reason: &str) -> String {
    let quotes = ['"', '`'];
    match (reason.find(quotes), reason.rfind(quotes)) {
        (Some(first), Some(last)) if first < last => {
            format!("{}…{}", &reason[..=first], &reason[last..])
        }
        _ => reason.to_owned(),
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { reason } => write!(f, "not JSON: {reason}"),
            Self::Shape { path, reason } => write!(f, "at {path}: {reason}"),
        }
    }
}

impl std::error::Error for DecodeError {}
