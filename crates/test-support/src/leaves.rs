//! A generic view of samples: the path and value of every scalar.

use std::collections::BTreeSet;
use std::fmt::Debug;

use serde_json::Value;

/// Path and value of everything that is neither object nor list.
pub fn leaves(value: &Value) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    collect("", value, &mut found);
    found
}

fn collect(path: &str, value: &Value, into: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                collect(&format!("{path}.{key}"), value, into);
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                collect(&format!("{path}[{at}]"), value, into);
            }
        }
        leaf => {
            into.insert((path.to_owned(), leaf.to_string()));
        }
    }
}

/// `Debug` of a model names unknown fields at every depth.
pub fn holds_unknown_fields(model: &impl Debug) -> bool {
    format!("{model:?}").contains("unknown_fields")
}
