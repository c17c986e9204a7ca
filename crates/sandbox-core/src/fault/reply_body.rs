//! Faults in the JSON of a reply.

use serde_json::Value;

use super::Fault;

/// Keys of totals in the replies of a service, for [`Fault::WrongTotals`].
#[derive(Clone, Copy, Debug)]
pub struct Totals {
    /// Numbers of rows.
    pub rows: &'static [&'static str],
    /// Numbers of pages.
    pub pages: &'static [&'static str],
}

impl Totals {
    /// Replies have no totals.
    pub const NONE: Self = Self { rows: &[], pages: &[] };

    pub(super) fn contain(&self, key: &str) -> bool {
        self.rows.contains(&key) || self.pages.contains(&key)
    }
}

/// Applies faults to JSON, the one that wraps it in a string last.
pub fn reshape<'a>(
    json: Vec<u8>,
    faults: impl Iterator<Item = &'a Fault> + Clone,
    totals: Totals,
) -> Vec<u8> {
    let changes: Vec<_> = faults.clone().filter_map(change).collect();
    let json = match serde_json::from_slice::<Value>(&json) {
        Ok(value) if !changes.is_empty() => {
            let value = changes.iter().fold(value, |value, change| change(value, totals));
            value.to_string().into_bytes()
        }
        _ => json,
    };
    let mut faults = faults;
    if faults.any(|fault| *fault == Fault::DoubleEncoded) {
        return Value::from(String::from_utf8_lossy(&json)).to_string().into_bytes();
    }
    json
}

fn change(fault: &Fault) -> Option<fn(Value, Totals) -> Value> {
    Some(match fault {
        Fault::LowerCaseKeys => |value, _| with_lower_case_keys(value),
        Fault::NumbersForTexts => |value, _| with_numbers(value),
        Fault::NullLists => |value, _| with_null_lists(value),
        Fault::WrongTotals => with_wrong_totals,
        Fault::DuplicatedRows => |value, _| with_duplicated_rows(value),
        _ => return None,
    })
}

/// Changes all parts of a value, from the inside out.
fn rebuild(value: Value, change: &impl Fn(Value) -> Value) -> Value {
    let value = match value {
        Value::Object(object) => {
            object.into_iter().map(|(key, value)| (key, rebuild(value, change))).collect()
        }
        Value::Array(list) => list.into_iter().map(|value| rebuild(value, change)).collect(),
        scalar => scalar,
    };
    change(value)
}

fn with_lower_case_keys(value: Value) -> Value {
    rebuild(value, &|value| match value {
        Value::Object(object) => {
            object.into_iter().map(|(key, value)| (key.to_ascii_lowercase(), value)).collect()
        }
        other => other,
    })
}

/// Changes only texts that a number is written the same as: `007` is not `7`.
fn with_numbers(value: Value) -> Value {
    rebuild(value, &|value| {
        let number = value.as_str().and_then(|text| text.parse::<u64>().ok());
        let number = number.filter(|number| value.as_str() == Some(&number.to_string()));
        number.map_or(value, Value::from)
    })
}

fn with_null_lists(value: Value) -> Value {
    rebuild(value, &|value| match value {
        Value::Array(list) if list.is_empty() => Value::Null,
        other => other,
    })
}

fn with_wrong_totals(value: Value, totals: Totals) -> Value {
    rebuild(value, &|mut value| {
        for (keys, more) in [(totals.rows, 3), (totals.pages, 1)] {
            for key in keys {
                if let Some(total) = value.get_mut(key) {
                    add(total, more);
                }
            }
        }
        value
    })
}

/// Adds to a number, which stays a text if it is one.
fn add(total: &mut Value, more: u64) {
    match total {
        Value::String(text) => {
            if let Ok(number) = text.parse::<u64>() {
                *text = number.saturating_add(more).to_string();
            }
        }
        other => {
            if let Some(number) = other.as_u64() {
                *other = number.saturating_add(more).into();
            }
        }
    }
}

/// Duplicates in the lists of a reply, but not in those inside of rows.
fn with_duplicated_rows(mut value: Value) -> Value {
    fn duplicate(value: &mut Value) {
        match value {
            Value::Array(list) => {
                let first = list.first().filter(|row| row.is_object()).cloned();
                list.splice(0..0, first);
            }
            Value::Object(object) => object.values_mut().for_each(duplicate),
            _ => {}
        }
    }
    duplicate(&mut value);
    value
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shaped(value: &Value, faults: &[Fault]) -> String {
        let totals = Totals { rows: &["totalRecordCount"], pages: &["totalPageCount"] };
        String::from_utf8(reshape(value.to_string().into_bytes(), faults.iter(), totals)).unwrap()
    }

    #[test]
    fn each_shape_changes_what_it_names_and_no_more() {
        let page = json!({
            "totalRecordCount": "95", "totalPageCount": 5,
            "dataSet": {"deviceInfo": [{"A": "0692", "B": "7", "list": [{"C": ""}]}, {}], "none": []},
        });
        for (fault, expected) in [
            (
                Fault::NumbersForTexts,
                r#"{"dataSet":{"deviceInfo":[{"A":"0692","B":7,"list":[{"C":""}]},{}],"none":[]},"totalPageCount":5,"totalRecordCount":95}"#,
            ),
            (
                Fault::NullLists,
                r#"{"dataSet":{"deviceInfo":[{"A":"0692","B":"7","list":[{"C":""}]},{}],"none":null},"totalPageCount":5,"totalRecordCount":"95"}"#,
            ),
            (
                Fault::WrongTotals,
                r#"{"dataSet":{"deviceInfo":[{"A":"0692","B":"7","list":[{"C":""}]},{}],"none":[]},"totalPageCount":6,"totalRecordCount":"98"}"#,
            ),
            (
                Fault::DuplicatedRows,
                r#"{"dataSet":{"deviceInfo":[{"A":"0692","B":"7","list":[{"C":""}]},{"A":"0692","B":"7","list":[{"C":""}]},{}],"none":[]},"totalPageCount":5,"totalRecordCount":"95"}"#,
            ),
            (
                Fault::LowerCaseKeys,
                r#"{"dataset":{"deviceinfo":[{"a":"0692","b":"7","list":[{"c":""}]},{}],"none":[]},"totalpagecount":5,"totalrecordcount":"95"}"#,
            ),
        ] {
            assert_eq!(shaped(&page, std::slice::from_ref(&fault)), expected, "{fault:?}");
        }
    }

    #[test]
    fn shapes_are_made_one_after_the_other_and_the_string_last() {
        let faults = [Fault::DoubleEncoded, Fault::NumbersForTexts, Fault::LowerCaseKeys];
        assert_eq!(shaped(&json!({"A": "1"}), &faults), r#""{\"a\":1}""#);
    }
}
