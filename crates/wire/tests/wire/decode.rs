//! Decoding: what is read, and what an error says and does not say.

use serde_json::json;
use wire::{DecodeError, Model, from_slice};

use crate::toy::{Item, Order};

/// Path and reason of the error.
fn shape_error(json: &str) -> (String, String) {
    match from_slice::<Order>(json.as_bytes()) {
        Err(DecodeError::Shape { path, reason }) => (path, reason),
        other => panic!("{json}: {other:?}"),
    }
}

#[test]
fn an_error_has_the_json_path() {
    for (json, expected) in [
        ("7", ""),
        ("[1]", ""),
        (r#"{"YM": {}}"#, ".YM"),
        (r#"{"ym": {}}"#, ".YM"),
        (r#"{"WPLB": [{}, {"LJ": 7}]}"#, ".WPLB[1].LJ"),
        (r#"{"WPLB": {"LJ": 7}}"#, ".WPLB.LJ"),
        (r#"{"WPLB": [null, 3]}"#, ".WPLB[1]"),
        (r#"{"WPLB": [{"LJ": [{}, {}, 7]}]}"#, ".WPLB[0].LJ[2]"),
        (r#"{"WPLB": [{"ZLJ": 7}]}"#, ".WPLB[0].ZLJ"),
        (r#"{"WPLB": "[{}, {\"LJ\": 7}]"}"#, ".WPLB[1].LJ"),
        (r#"{"WPLB": [{"ZLJ": "[7]"}]}"#, ".WPLB[0].ZLJ"),
    ] {
        assert_eq!(shape_error(json).0, expected, "{json}");
    }
}

#[test]
fn an_error_says_what_was_expected() {
    for (json, expected) in [
        (r#"{"YM": {}}"#, "expected a whole number"),
        (r#"{"WPLB": 7}"#, "expected a list"),
        (r#"{"WPLB": [7]}"#, "expected an object (Item)"),
        (r#"{"YM": []}"#, "expected a whole number"),
    ] {
        let (_, reason) = shape_error(json);
        assert!(reason.contains(expected), "{json}: {reason}");
    }
}

/// The value may be a secret or a name: of every type, and in a body that is broken further on.
#[test]
fn an_error_never_holds_the_value() {
    let secret = "31415926";
    for json in [
        r#"{"WPLB": "31415926"}"#,
        r#"{"WPLB": 31415926}"#,
        r#"{"WPLB": -31415926}"#,
        r#"{"WPLB": 31415926.5}"#,
        r#"{"WPLB": ["31415926"]}"#,
        r#"{"WPLB": [31415926]}"#,
        r#"{"WPLB": "a\"31415926\": `b`"}"#,
        r#"{"WPLB": "[31415926]"}"#,
        r#"{"WPLB": "31415926", "MF": "cut short"#,
        r#"{"YM": "x31415926"} and more"#,
        r#"{"WPLB": 31415926 "#,
        r#""31415926""#,
        "\"x31415926\"",
        "31415926",
    ] {
        let error = from_slice::<Order>(json.as_bytes()).expect_err(json);
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(secret), "{json}: {shown}");
    }
}

#[test]
fn what_is_not_json_is_told_from_json_of_another_shape() {
    for text in [
        "",
        " \n ",
        "<html><body>502</body></html>",
        "\n\n<!DOCTYPE html>",
        r#"{"MF": "cut"#,
        r#"{"MF": 1-2}"#,
        r#"{"MF": 007}"#,
        r#"{"MF": 1.10, "YM": 1-2}"#,
        r#"{"MF": 1} {"MF": 2}"#,
        r#""not json inside""#,
        r#""{\"MF\": 1""#,
    ] {
        let error = from_slice::<Order>(text.as_bytes()).expect_err(text);
        assert!(matches!(error, DecodeError::NotJson { .. }), "{text}: {error:?}");
        assert!(error.to_string().starts_with("not JSON: "), "{error}");
    }
}

#[test]
fn a_body_is_read_through_a_mark_and_through_a_string() {
    let plain = r#"{"MF": "某"}"#;
    let quoted = serde_json::to_string(plain).unwrap();
    for body in [plain, &format!("\u{feff}{plain}"), &quoted, &format!("\u{feff} {quoted}\n")] {
        let order: Order = from_slice(body.as_bytes()).unwrap();
        assert_eq!(order.buyer.as_deref(), Some("某"), "{body}");
    }
}

#[test]
fn json_in_a_string_is_read_where_an_object_or_a_list_belongs() {
    let expected = [Item { label: Some("甲".into()), ..Item::default() }];
    for list in [r#""[{\"BQ\": \"甲\"}]""#, r#""{\"BQ\": \"甲\"}""#, r#"[{"BQ": "甲"}]"#] {
        let order: Order = from_slice(format!(r#"{{"WPLB": {list}}}"#).as_bytes()).unwrap();
        assert_eq!(order.items, expected, "{list}");
    }
}

#[test]
fn no_digit_is_lost_in_json_in_a_string() {
    let json = r#"{"WPLB": "[{\"BQ\": 1234567890123456789012345, \"new\": 1.10}]"}"#;
    for json in [json.to_owned(), serde_json::to_string(json).unwrap()] {
        let order: Order = from_slice(json.as_bytes()).unwrap();
        assert_eq!(order.items[0].label.as_deref(), Some("1234567890123456789012345"));
        assert_eq!(order.items[0].unknown_fields.get("new"), Some(&json!("1.10")));
    }
}

#[test]
fn text_after_json_in_a_string_is_not_swallowed() {
    for json in [r#"{"WPLB": "[] []"}"#, r#"{"WPLB": "[{}] x"}"#, r#"{"WPLB": [{"ZLJ": "{} x"}]}"#]
    {
        assert!(from_slice::<Order>(json.as_bytes()).is_err(), "{json}");
    }
}

#[test]
fn a_key_of_no_document_that_comes_twice_is_kept_twice() {
    let order: Order = from_slice(br#"{"new": 1, "new": 2}"#).unwrap();
    let kept: Vec<_> = order.unknown_fields().iter().collect();
    assert_eq!(kept, [("new", &json!(1)), ("new", &json!(2))]);
    assert_eq!(serde_json::to_string(&order).unwrap(), r#"{"new":1,"new":2}"#);
}

#[test]
fn a_key_may_have_blanks_around_it() {
    let order: Order = from_slice(br#"{" MF ": "x", "ys\t": 1}"#).unwrap();
    assert_eq!(order.buyer.as_deref(), Some("x"));
    assert!(order.colour.is_some() && order.unknown_fields.is_empty());
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    let deep = "[".repeat(10_000);
    let closed = deep.clone() + &"]".repeat(10_000);
    for body in [
        deep.clone(),
        closed.clone(),
        format!(r#"{{"new": {closed}}}"#),
        format!(r#"{{"MF": {closed}}}"#),
        format!(r#"{{"WPLB": {closed}}}"#),
        format!(r#"{{"WPLB": "{closed}"}}"#),
        r#"{"WPLB":[{"ZLJ":"#.repeat(10_000),
        "\"".repeat(10_000),
    ] {
        assert!(from_slice::<Order>(body.as_bytes()).is_err(), "{}", &body[..20]);
    }
}
