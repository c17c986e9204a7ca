//! Numbers and truth values. One that cannot be read is kept among the unknown fields of its object:
//! it costs that value, not the reply.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::{self, Display};

use serde::de::Deserializer;
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::exact::Reading;
use crate::text::read_expected;
use crate::{FieldRef, Kind, Value};

thread_local! {
    static REFUSED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Takes the texts that were met since the last call in place of numbers.
pub(crate) fn take_refused() -> Vec<String> {
    REFUSED.take()
}

/// Reads a scalar with `parse`; a text that it does not take is noted. Blank is none.
fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, D::Error> {
    let parsed =
        read_expected(deserializer, Reading::Number, expected, |text| match text.trim() {
            "" => None,
            trimmed => parse(trimmed).or_else(|| {
                REFUSED.with_borrow_mut(|refused| refused.push(trimmed.to_owned()));
                None
            }),
        })?;
    Ok(parsed.flatten())
}

impl Kind {
    /// What belongs there, of numbers and truth values.
    pub(crate) fn expected(self) -> Option<&'static str> {
        match self {
            Self::Integer => Some(WHOLE),
            Self::Signed => Some(SIGNED),
            Self::Boolean => Some(BOOLEAN),
            _ => None,
        }
    }

    /// Whether a text is read as what belongs there.
    pub(crate) fn takes(self, text: &str) -> bool {
        match self {
            Self::Integer => whole_number(text).is_some(),
            Self::Signed => signed_number(text.trim()).is_some(),
            Self::Boolean => truth_value(text.trim()).is_some(),
            Self::Decimal => is_json_number(text),
            _ => true,
        }
    }
}

const WHOLE: &str = "a whole number";
const SIGNED: &str = "a whole number of either sign";
const BOOLEAN: &str = "true or false";

/// A whole number that is not negative.
impl Value for u64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        read(deserializer, WHOLE, whole_number)
    }

    fn get(&self) -> FieldRef<'_> {
        shown(self)
    }
}

/// A whole number of either sign.
impl Value for i64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        read(deserializer, SIGNED, signed_number)
    }

    fn get(&self) -> FieldRef<'_> {
        shown(self)
    }
}

/// `true` and `false` as such, in any case as texts, or as 1 and 0.
impl Value for bool {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        read(deserializer, BOOLEAN, truth_value)
    }

    fn get(&self) -> FieldRef<'_> {
        shown(self)
    }
}

fn signed_number(text: &str) -> Option<i64> {
    let (digits, is_negative) = match text.strip_prefix('-') {
        Some(digits) => (digits, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    let number = i128::from(whole_number(digits)?);
    i64::try_from(if is_negative { -number } else { number }).ok()
}

fn truth_value(text: &str) -> Option<bool> {
    match &*text.to_ascii_lowercase() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

fn shown(value: &impl Display) -> FieldRef<'_> {
    FieldRef::Text(Cow::Owned(value.to_string()))
}

/// A number with decimals, kept digit by digit as it was sent, and sent as a JSON number.
///
/// ```
/// let price: wire::Decimal = serde_json::from_str("\"12.50\"").unwrap();
/// assert_eq!(price.as_str(), "12.50");
/// assert_eq!(serde_json::to_string(&price).unwrap(), "12.50");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// The digits as they were sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the text is a number as JSON writes it. Anything else is written as a text.
    pub fn is_number(&self) -> bool {
        is_json_number(&self.0)
    }
}

/// Whether JSON knows a text as a number.
pub(crate) fn is_json_number(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && text.ends_with(|last: char| last.is_ascii_digit())
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

impl From<String> for Decimal {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Decimal {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match RawValue::from_string(self.0.clone()) {
            Ok(number) if self.is_number() => number.serialize(serializer),
            _ => serializer.serialize_str(&self.0),
        }
    }
}

impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer).map(Option::unwrap_or_default)
    }
}

impl Value for Decimal {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let text =
            read_expected(deserializer, Reading::Text, "a number", |text| text.trim().to_owned())?;
        Ok(text.filter(|text| !text.is_empty()).map(Self))
    }

    fn get(&self) -> FieldRef<'_> {
        FieldRef::Text(Cow::Borrowed(&self.0))
    }
}

/// A whole number; a `.0` behind it makes it no other.
pub(crate) fn whole_number(text: &str) -> Option<u64> {
    let text = text.trim();
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    // No number of 64 bits has more zeros.
    let exponent = exponent.parse::<i8>().ok().filter(|exponent| (0..20).contains(exponent))?;
    let exponent = usize::from(exponent.unsigned_abs());
    let (shifted, rest) = fraction.split_at_checked(exponent).unwrap_or((fraction, ""));
    let zeros = "0".repeat(exponent - shifted.len());
    rest.bytes()
        .all(|byte| byte == b'0')
        .then(|| format!("{whole}{shifted}{zeros}").parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Value, take_refused};

    fn read<V: Value>(json: &str) -> Option<V> {
        V::read(&mut serde_json::Deserializer::from_str(json)).expect(json)
    }

    #[test]
    fn numbers_of_either_sign_and_truth_values_are_read_from_any_scalar() {
        for (json, expected) in [
            ("-3", Some(-3)),
            ("\"-3.0\"", Some(-3)),
            ("\"+7\"", Some(7)),
            ("null", None),
            ("\"\"", None),
        ] {
            assert_eq!(read::<i64>(json), expected, "{json}");
        }
        assert_eq!(read::<i64>("\"-9223372036854775808\""), Some(i64::MIN));
        for (json, expected) in
            [("true", true), ("\"FALSE\"", false), ("1", true), ("\"0\"", false)]
        {
            assert_eq!(read::<bool>(json), Some(expected), "{json}");
        }
        assert!(take_refused().is_empty());
    }

    #[test]
    fn what_is_not_a_number_is_noted() {
        for json in ["\"abc\"", "\"-1\"", "1.5"] {
            assert_eq!(read::<u64>(json), None);
            assert_eq!(take_refused(), [json.trim_matches('"')]);
        }
        for json in ["\"--1\"", "\"-9223372036854775809\""] {
            assert_eq!(read::<i64>(json), None);
            assert_eq!(take_refused().len(), 1, "{json}");
        }
        assert_eq!(read::<bool>("2"), None);
        assert_eq!(take_refused(), ["2"]);
    }

    #[test]
    fn decimals_keep_their_digits_and_are_sent_as_numbers() {
        for (text, json) in [
            ("1.10", "1.10"),
            ("-0.50", "-0.50"),
            ("1e3", "1e3"),
            (".5", "\".5\""),
            ("1.", "\"1.\""),
            ("1 2", "\"1 2\""),
        ] {
            assert_eq!(serde_json::to_string(&Decimal::from(text)).expect("JSON"), json);
        }
    }
}
