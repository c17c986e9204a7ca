//! Numbers and counters: read from text or number, no digit lost.

use wire::{Count, DecodeError};

use crate::toy::Order;

fn decode(json: &str) -> Order {
    wire::from_slice(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

#[test]
fn a_text_holds_a_number_as_it_was_written() {
    for number in [
        "0",
        "-7",
        "1.5",
        "1.0",
        "1.10",
        "-0",
        "-0.0",
        "1e3",
        "1E+3",
        "18446744073709551616",
        "-9223372036854775809",
        "1234567890123456789012345",
        "0.1000000000000000055511151231257827",
        "1e400",
        &"9".repeat(400),
    ] {
        let order = decode(&format!(r#"{{"MF": {number}}}"#));
        assert_eq!(order.buyer.as_deref(), Some(number));
    }
}

#[test]
fn a_truth_value_is_read_as_its_word() {
    assert_eq!(decode(r#"{"MF": true}"#).buyer.as_deref(), Some("true"));
}

#[test]
fn a_whole_number_is_read_from_text_or_number() {
    for (json, expected) in [
        ("7", Some(7)),
        (r#""7""#, Some(7)),
        (r#"" 7 ""#, Some(7)),
        ("7.0", Some(7)),
        (r#""""#, None),
        ("null", None),
    ] {
        assert_eq!(decode(&format!(r#"{{"YM": {json}}}"#)).page, expected, "{json}");
    }
    let result = wire::from_slice::<Order>(br#"{"YM": []}"#);
    assert!(matches!(result, Err(DecodeError::Shape { .. })), "{result:?}");
}

/// It costs its value, not the reply.
#[test]
fn what_is_not_a_whole_number_is_kept_as_it_was_sent() {
    for json in ["7.5", "-7", r#""x""#, "18446744073709551616"] {
        let order = decode(&format!(r#"{{"YM": {json}, "MF": "a"}}"#));
        assert_eq!((order.page, order.buyer.as_deref()), (None, Some("a")), "{json}");
        let kept = order.unknown_fields.get("YM").and_then(|value| value.as_str());
        assert_eq!(kept, Some(json.trim_matches('"')));
        let unlisted: Vec<_> = order.unlisted().iter().map(ToString::to_string).collect();
        assert!(unlisted[0].starts_with(".YM: not a whole number: "), "{unlisted:?}");
    }
}

#[test]
fn a_counter_offers_its_number_and_keeps_its_text() {
    for (text, number) in [
        ("1480", Some(1480)),
        (" 20 ", Some(20)),
        ("007", Some(7)),
        ("1480.0", Some(1480)),
        ("1,480", None),
        ("-1", None),
        ("1.5", None),
        ("", None),
        ("18446744073709551616", None),
    ] {
        let count = Count::from(text);
        assert_eq!(count.get(), number, "{text:?}");
        assert_eq!(count.as_str(), text);
    }
    let order = decode(r#"{"FS": 1480.0}"#);
    assert_eq!(order.copies.unwrap().get(), Some(1480));
}
