//! From the bytes of an answer to a model.

use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny};
use serde_json::Value;

use crate::exact::OwnNumbers;
use crate::room::Room;
use crate::{exact, path};

/// Reads an answer of any shape. Accepts what [`from_slice`] does; a number that `f64` would change
/// becomes text.
pub fn value_from_slice(bytes: &[u8]) -> Result<Value, DecodeError> {
    let text = std::str::from_utf8(bytes).map_err(|error| DecodeError::not_json(&error))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    let inner =
        if text.starts_with('"') { serde_json::from_str::<String>(text).ok() } else { None };
    let json = inner.as_deref().map_or(text, str::trim);
    let quoted = exact::quote_inexact_numbers(json);
    let json = quoted.as_deref().unwrap_or(json);
    let (_room, _numbers) = (Room::new(), OwnNumbers::new());
    let mut parser = serde_json::Deserializer::from_str(json);
    let value = exact::ValueSeed.deserialize(&mut parser);
    value
        .and_then(|value| parser.end().map(|()| value))
        .map_err(|error| DecodeError::not_json(&error))
}

/// Decodes an answer. Accepts a byte order mark, JSON inside a JSON string, and numbers of any
/// length (an identifier of 20 digits is read without loss).
///
/// What is nested more than 128 deep is an error, and so are lists whose elements take more than
/// 256 MiB together, beside their texts: a small answer of very many empty elements.
pub fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    let text = std::str::from_utf8(bytes).map_err(|error| DecodeError::not_json(&error))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('"') {
        let inner: String =
            serde_json::from_str(text).map_err(|error| DecodeError::not_json(&error))?;
        return from_json(inner.trim());
    }
    from_json(text)
}

fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, DecodeError> {
    let _numbers = OwnNumbers::new();
    let room = Room::new();
    let decoded = serde_json::from_str(json);
    drop(room);
    // A number beyond the range of `f64` is met as an error.
    let may_have_lost = OwnNumbers::met_float() || decoded.is_err();
    if may_have_lost && let Some(quoted) = exact::quote_inexact_numbers(json) {
        let _room = Room::new();
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
