//! Compares replayed responses with those of the service that was captured.

use serde_json::Value;

/// How many values were hidden, where everything else is the same.
pub fn same_but_for_hidden(id: &str, live: &Value, replayed: &Value) -> usize {
    match (live, replayed) {
        (Value::Object(one), Value::Object(other)) => {
            assert!(one.keys().eq(other.keys()), "{id}: {live} {replayed}");
            one.iter().map(|(key, value)| same_but_for_hidden(id, value, &other[key])).sum()
        }
        (Value::Array(one), Value::Array(other)) => {
            assert_eq!(one.len(), other.len(), "{id}");
            one.iter().zip(other).map(|(one, other)| same_but_for_hidden(id, one, other)).sum()
        }
        (_, Value::String(text)) if text.contains("<hidden") => 1,
        _ => {
            assert_eq!(live, replayed, "{id}");
            0
        }
    }
}
