//! Numbers without loss: identifiers of 20 digits come as JSON numbers, and `f64` rounds them.
//!
//! The fast pass decodes as serde_json does and only notes that it met a number that is neither
//! `u64` nor `i64`, or one that `f64` cannot hold. Such a response is rare; it is decoded again with
//! the numbers that `f64` would change put in quotes, since every scalar is read from a string as
//! well.
//!
//! Where another parser calls us, its numbers cannot be read again: one that may have lost digits is
//! an error.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::room;

/// Who reads the numbers of this thread.
#[derive(Clone, Copy, PartialEq)]
enum Reader {
    /// A parser that is not ours, which keeps no digits beyond those of `f64`.
    Foreign,
    /// This crate, which reads again if a number may have lost digits.
    Own { met_float: bool },
}

thread_local! {
    static READER: Cell<Reader> = const { Cell::new(Reader::Foreign) };
}

/// While this is there, numbers may be met that have lost digits.
pub(crate) struct OwnNumbers(Reader);

impl OwnNumbers {
    pub fn new() -> Self {
        Self(READER.replace(Reader::Own { met_float: false }))
    }

    /// Whether a number was met since then that may have lost digits.
    pub fn met_float() -> bool {
        READER.get() == Reader::Own { met_float: true }
    }
}

impl Drop for OwnNumbers {
    fn drop(&mut self) {
        READER.set(self.0);
    }
}

/// What is read from a number.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Reading {
    /// Its digits: `1.10` is not `1.1`.
    Text,
    /// What they mean.
    Number,
}

/// Takes a number that may have lost digits.
///
/// # Errors
/// If it may have, and cannot be read again.
pub(crate) fn take_float<E: Error>(value: f64, reading: Reading) -> Result<(), E> {
    if READER.get() != Reader::Foreign {
        READER.set(Reader::Own { met_float: true });
        return Ok(());
    }
    if reading == Reading::Number && has_all_digits(value) {
        return Ok(());
    }
    Err(E::custom(
        "a number that may have lost digits on the way: decode the bytes with `from_slice` of this \
         crate (`wire::from_slice`), which keeps them",
    ))
}

/// Whether a number of up to 15 digits is meant, which `f64` holds.
fn has_all_digits(value: f64) -> bool {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    let digits = value.abs().to_string().bytes().filter(u8::is_ascii_digit).count();
    value.abs() < LIMIT && digits <= 15
}

/// The same JSON with every number in quotes that `f64` does not give back as it was written;
/// `None` when there is none.
pub(crate) fn quote_inexact_numbers(json: &str) -> Option<String> {
    let mut quoted = String::new();
    let mut copied = 0;
    let mut position = 0;
    let bytes = json.as_bytes();
    while let Some(&byte) = bytes.get(position) {
        match byte {
            b'"' => position = end_of_string(bytes, position),
            b'-' | b'0'..=b'9' => {
                let end = end_of_number(bytes, position);
                let number = &json[position..end];
                if is_number(number) && !is_exact(number) {
                    quoted.extend([&json[copied..position], "\"", number, "\""]);
                    copied = end;
                }
                position = end;
            }
            _ => position += 1,
        }
    }
    (copied > 0).then(|| quoted + &json[copied..])
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut position = start + 1;
    while let Some(&byte) = bytes.get(position) {
        match byte {
            b'"' => return position + 1,
            b'\\' => position += 2,
            _ => position += 1,
        }
    }
    bytes.len()
}

fn end_of_number(bytes: &[u8], start: usize) -> usize {
    let is_number = |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
    bytes[start..].iter().position(|byte| !is_number(byte)).map_or(bytes.len(), |len| start + len)
}

/// What is no number stays as it is: quotes must not turn broken JSON into JSON.
fn is_number(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

fn is_exact(number: &str) -> bool {
    serde_json::from_str::<Number>(number).is_ok_and(|parsed| parsed.to_string() == number)
}

/// Reads the JSON inside of a JSON string, its numbers without loss.
pub(crate) fn read_embedded<T, E: Error>(
    json: &str,
    visitor: impl for<'a> Visitor<'a, Value = T>,
) -> Result<T, E> {
    let quoted = quote_inexact_numbers(json);
    let _numbers = OwnNumbers::new();
    let mut inner = serde_json::Deserializer::from_str(quoted.as_deref().unwrap_or(json));
    let value = inner.deserialize_any(visitor).map_err(E::custom)?;
    inner.end().map_err(E::custom)?;
    Ok(value)
}

/// Reads any value like `serde_json::Value`, but notes numbers that may have lost digits.
pub(crate) struct ValueSeed;

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        take_float(value, Reading::Number)?;
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = seq.next_element_seed(ValueSeed)? {
            room::take::<Value, _>()?;
            list.push(element);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            room::take::<(String, Value), _>()?;
            object.insert(key, map.next_value_seed(ValueSeed)?);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::quote_inexact_numbers;

    #[test]
    fn numbers_that_keep_their_digits_stay_as_they_are() {
        for json in [r#"{"a":1,"b":-7,"c":1.5,"d":18446744073709551615}"#, r#""1.10 \" 007""#, ""] {
            assert_eq!(quote_inexact_numbers(json), None, "{json}");
        }
    }

    #[test]
    fn numbers_that_would_change_are_quoted() {
        for (json, expected) in [
            ("[99999999999999999999]", r#"["99999999999999999999"]"#),
            (r#"{"a":1.10,"b":"1.10"}"#, r#"{"a":"1.10","b":"1.10"}"#),
            ("-0", r#""-0""#),
            ("1e3", r#""1e3""#),
            ("1e400", r#""1e400""#),
        ] {
            assert_eq!(quote_inexact_numbers(json).as_deref(), Some(expected), "{json}");
        }
    }

    #[test]
    fn broken_json_stays_broken() {
        for json in ["\"\\", "\"", "-", "[1.", "\"a\\", "1-2", "007", "1.10.3"] {
            assert_eq!(quote_inexact_numbers(json), None, "{json}");
        }
    }
}
