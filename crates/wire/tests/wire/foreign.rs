//! Models read by other parsers than `from_slice`: no digit is lost in silence.

use std::collections::HashMap;

use serde_json::{Value, json};
use wire::Count;

use crate::toy::{Colour, Order};

/// A user's own type around a model.
type Saved = HashMap<String, Order>;

const LONG: [&str; 6] =
    ["123456789012345678901234567890", "18446744073709551616", "1e29", "1.10", "1.5", "-0.0"];

#[test]
fn a_text_from_a_number_that_lost_digits_is_an_error_that_names_the_way_out() {
    for number in LONG {
        let json = format!(r#"{{"order": {{"MF": {number}}}}}"#);
        let error = serde_json::from_str::<Saved>(&json).unwrap_err().to_string();
        assert!(error.contains("from_slice"), "{number}: {error}");
        let value: Value = serde_json::from_str(&json).unwrap();
        let error = serde_json::from_value::<Saved>(value).unwrap_err().to_string();
        assert!(error.contains("from_slice"), "{number}: {error}");

        let saved: Saved = wire::from_slice(json.as_bytes()).unwrap();
        assert_eq!(saved["order"].buyer.as_deref(), Some(number));
    }
}

#[test]
fn a_field_that_no_document_names_is_held_to_the_same() {
    let json = r#"{"new": [{"id": 123456789012345678901234567890}]}"#;
    assert!(serde_json::from_str::<Order>(json).is_err());
    let order: Order = serde_json::from_str(r#"{"new": [{"price": 1.5}]}"#).unwrap();
    assert_eq!(order.unknown_fields.get("new"), Some(&json!([{"price": 1.5}])));
}

#[test]
fn whole_numbers_of_64_bits_and_what_is_no_identifier_are_read_by_any_parser() {
    let json = r#"{"MF": 18446744073709551615, "YM": 3.0, "YS": 1.0, "FS": "1.5"}"#;
    let order: Order = serde_json::from_str(json).unwrap();
    assert_eq!(order.buyer.as_deref(), Some("18446744073709551615"));
    assert_eq!((order.page, order.colour), (Some(3), Some(Colour::Red)));
    assert_eq!(order.copies, Some(Count::from("1.5")));
}

/// What is embedded as text can be read again, whoever reads the rest.
#[test]
fn json_in_a_text_keeps_its_digits_under_any_parser() {
    let json = json!({"WPLB": r#"[{"BQ": 123456789012345678901234567890}, {"BQ": 1.10}]"#});
    let order: Order = serde_json::from_value(json).unwrap();
    let labels: Vec<_> = order.items.iter().map(|item| item.label.as_deref().unwrap()).collect();
    assert_eq!(labels, ["123456789012345678901234567890", "1.10"]);
}
