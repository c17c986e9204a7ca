//! What cannot be decoded: where it is, what was expected, and never the value.

use udid_types::DevicePage;
use wire::{DecodeError, from_slice};

fn error(body: &str) -> DecodeError {
    from_slice::<DevicePage>(body.as_bytes()).expect_err(body)
}

#[test]
fn the_error_has_the_json_path_and_not_the_value() {
    // What is sent, where it is wrong, what was expected. Every value holds `31415926`.
    for (body, expected_path, expected) in [
        (
            r#"{"dataset": {"DEVICEINFO": [{}, "31415926"]}}"#,
            ".dataSet.deviceInfo[1]",
            "an object (Device)",
        ),
        (
            r#"{"dataSet": {"deviceInfo": [{"contactList": [{}, {}, "31415926"]}]}}"#,
            ".dataSet.deviceInfo[0].contactList[2]",
            "an object (Contact)",
        ),
        (
            r#"{"dataSet": {"deviceInfo": [{"contactList": 31415926}]}}"#,
            ".dataSet.deviceInfo[0].contactList",
            "a list",
        ),
        (
            r#"{"dataSet": {"packingInfo": [31415926.5]}}"#,
            ".dataSet.packingInfo[0]",
            "an object (Package)",
        ),
        (r#"{"dataSet": "31415926"}"#, ".dataSet", "an object (DataSet)"),
        (r#"{"dataSet": [31415926]}"#, ".dataSet", "an object (DataSet)"),
        (r#"{"returnCode": {"31415926": 1}}"#, ".returnCode", "a string or a number"),
        ("31415926", "", "an object (DevicePage)"),
    ] {
        let error = error(body);
        let DecodeError::Shape { path, reason } = &error else { panic!("{body}: {error:?}") };
        assert_eq!(path, expected_path, "{body}");
        assert!(reason.contains(&format!("expected {expected}")), "{body}: {reason}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("31415926"), "{shown}");
    }
}

#[test]
fn a_page_of_html_is_not_json() {
    for body in [
        "<html><body>502 Bad Gateway, token 31415926</body></html>",
        "\n\n  <!DOCTYPE html>\n<html>31415926</html>",
        "",
        "系统繁忙",
        r#"{"dataSet": "31415926", "returnMsg": "cut sho"#,
    ] {
        let error = error(body);
        assert!(matches!(error, DecodeError::NotJson { .. }), "{body}: {error:?}");
        assert!(!format!("{error} {error:?}").contains("31415926"), "{error}");
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    let deep = "[".repeat(10_000);
    let closed = deep.clone() + &"]".repeat(10_000);
    for body in [
        deep.clone(),
        format!(r#"{{"dataSet": {deep}"#),
        format!(r#"{{"dataSet": {closed}}}"#),
        format!(r#"{{"dataSet": {{"deviceInfo": {closed}}}}}"#),
        format!(r#"{{"dataSet": {{"deviceInfo": "{closed}"}}}}"#),
        format!(r#"{{"new": {closed}}}"#),
        r#"{"dataSet":"#.repeat(10_000),
    ] {
        assert!(from_slice::<DevicePage>(body.as_bytes()).is_err());
    }
}
