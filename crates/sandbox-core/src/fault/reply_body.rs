//! JSON as some service might write it.

use serde_json::Value;

use super::Fault;

/// Totals of the documents: rows, pages.
pub const ROWS: [&str; 2] = ["totalRecordCount", "total"];
pub const PAGES: [&str; 1] = ["totalPageCount"];

/// The JSON with these faults; the one that makes a string of it comes last.
pub fn shape<'a>(json: Vec<u8>, faults: impl Iterator<Item = &'a Fault> + Clone) -> Vec<u8> {
    let changes: Vec<fn(Value) -> Value> = faults.clone().filter_map(change).collect();
    let json = match serde_json::from_slice::<Value>(&json) {
        Ok(value) if !changes.is_empty() => {
            changes.iter().fold(value, |value, change| change(value)).to_string().into_bytes()
        }
        _ => json,
    };
    let mut faults = faults;
    if faults.any(|fault| *fault == Fault::DoubleEncoded) {
        return Value::from(String::from_utf8_lossy(&json)).to_string().into_bytes();
    }
    json
}

fn change(fault: &Fault) -> Option<fn(Value) -> Value> {
    match fault {
        Fault::LowerCaseKeys => Some(with_lower_case_keys),
        Fault::NumbersForTexts => Some(with_numbers),
        Fault::NullLists => Some(with_null_lists),
        Fault::WrongTotals => Some(with_wrong_totals),
        Fault::DuplicatedRows => Some(with_duplicated_rows),
        _ => None,
    }
}

/// A value whose parts are changed, from the inside out.
fn rebuild(value: Value, change: fn(Value) -> Value) -> Value {
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
    rebuild(value, |value| match value {
        Value::Object(object) => {
            object.into_iter().map(|(key, value)| (key.to_ascii_lowercase(), value)).collect()
        }
        other => other,
    })
}

/// Only texts that say the same as a number: a leading zero makes a number of another text.
fn with_numbers(value: Value) -> Value {
    rebuild(value, |value| {
        let number = value.as_str().and_then(|text| text.parse::<u64>().ok());
        let number = number.filter(|number| value.as_str() == Some(&number.to_string()));
        number.map_or(value, Value::from)
    })
}

fn with_null_lists(value: Value) -> Value {
    rebuild(value, |value| match value {
        Value::Array(list) if list.is_empty() => Value::Null,
        other => other,
    })
}

fn with_wrong_totals(value: Value) -> Value {
    rebuild(value, |mut value| {
        for (keys, more) in [(&ROWS[..], 3), (&PAGES[..], 1)] {
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

/// The lists of an answer, and not those inside of their rows.
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
        String::from_utf8(shape(value.to_string().into_bytes(), faults.iter())).unwrap()
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
