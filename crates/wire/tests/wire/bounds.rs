//! Small answers that would take much: each is an error, soon, and none a crash.

use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use wire::{DecodeError, from_slice, value_from_slice};

use crate::toy::Order;

fn error_of<T: DeserializeOwned>(json: &str) -> DecodeError {
    let error = from_slice::<T>(json.as_bytes()).map(drop).unwrap_err();
    assert!(error.to_string().len() < 200, "{}", error.to_string().len());
    error
}

fn nested(depth: usize) -> String {
    "[".repeat(depth) + &"]".repeat(depth)
}

/// serde_json goes 128 levels deep: `Deserializer::disable_recursion_limit`.
#[test]
fn depth_is_bounded_wherever_it_stands() {
    for json in [
        nested(1_000_000),
        "[".repeat(1_000_000),
        r#"{"x":"#.repeat(1_000_000),
        format!(r#"{{"no such field":{}}}"#, nested(1_000_000)),
        format!(r#"{{"WPLB":{}}}"#, nested(1_000_000)),
        // In the text of a list.
        format!(r#"{{"WPLB":"{}"}}"#, nested(1_000_000)),
        format!(r#""{}""#, nested(1_000_000)),
    ] {
        error_of::<Order>(&json);
        value_from_slice(json.as_bytes()).map(drop).ok();
    }
    let fits = format!(r#"{{"no such field":{}}}"#, nested(126));
    assert!(!from_slice::<Order>(fits.as_bytes()).unwrap().unknown_fields.is_empty());
    error_of::<Order>(&format!(r#"{{"no such field":{}}}"#, nested(128)));
}

/// Each level doubles the backslashes, so that an answer of 32 MiB has 25 levels at most.
#[test]
fn json_in_strings_in_strings_is_read_twice_and_no_more() {
    let order = r#"{"MF":"x","YM":1,"WPLB":[]}"#;
    let quoted = |json: &str| serde_json::to_string(json).unwrap();
    let once = quoted(order);
    assert_eq!(from_slice::<Order>(once.as_bytes()).unwrap().buyer.as_deref(), Some("x"));
    let mut more = quoted(&quoted(&once));
    for _ in 0..15 {
        error_of::<Order>(&more);
        error_of::<Order>(&format!(r#"{{"WPLB":[{more}]}}"#));
        more = quoted(&more);
    }
    // A list in the text of a list in the text of a list.
    let mut list = "[]".to_owned();
    for _ in 0..15 {
        list = quoted(&format!("[{list}]"));
        from_slice::<Order>(format!(r#"{{"WPLB":{list}}}"#).as_bytes()).map(drop).ok();
    }
}

#[test]
fn lists_of_very_many_empty_elements_are_too_long() {
    let many = |element: &str, million: usize| [element].repeat(million << 20).join(",");
    for json in [
        format!(r#"{{"WPLB":"[{}]"}}"#, many("{}", 3)),
        // 1.10 is put in quotes, and all is read once more.
        format!(r#"{{"no such field":1.10,"WPLB":[{}]}}"#, many("{}", 3)),
        format!("{{{}}}", many(r#""x":0"#, 5)),
    ] {
        let error = error_of::<Order>(&json).to_string();
        assert!(error.contains("too many elements"), "{error}");
    }
    let error = value_from_slice(format!("[0,{}]", many("0", 8)).as_bytes()).unwrap_err();
    assert!(error.to_string().contains("too many elements"), "{error}");
}

/// What was refused takes nothing from the next answer, and neither does what was read.
#[test]
fn each_answer_has_all_of_the_room() {
    let half = format!(r#"{{"no such field":[{}]}}"#, ["0"].repeat(4 << 20).join(","));
    for _ in 0..3 {
        assert!(from_slice::<Order>(half.as_bytes()).is_ok());
    }
}

#[test]
fn numbers_and_texts_of_millions_of_digits_are_read_or_refused_soon() {
    let digits = "9".repeat(4 << 20);
    let started = Instant::now();
    for json in [
        format!(r#"{{"FS":{digits}}}"#),
        format!(r#"{{"FS":"{digits}"}}"#),
        format!(r#"{{"FS":0.{digits}}}"#),
        format!(r#"{{"no such field":-{digits}e{digits}}}"#),
    ] {
        from_slice::<Order>(json.as_bytes()).map(drop).ok();
    }
    let order = from_slice::<Order>(format!(r#"{{"YM":{digits}}}"#).as_bytes()).unwrap();
    assert!(order.page.is_none() && order.unknown_fields.get("YM").is_some());
    error_of::<Order>(&format!(r#"{{"WPLB":"{digits}"}}"#));
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}
