//! The body as a whole: marks before it, and JSON inside of a JSON string.

use serde_json::Value;
use udid_types::{DevicePage, ReturnCode, TokenReply};

use crate::decode;

#[test]
fn a_body_is_read_through_marks_blanks_and_a_string() {
    let plain = r#"{"returnCode": "1", "dataSet": {"deviceInfo": [{"GGXH": "甲\"乙\\丙"}]}}"#;
    let expected: DevicePage = decode(plain);
    assert_eq!(expected.return_code, Some(ReturnCode::Success));
    let string = Value::from(plain).to_string();
    for (name, body) in [
        ("blank lines", format!("\r\n\r\n{plain}\n")),
        ("a mark", format!("\u{feff}{plain}")),
        ("a mark and blanks", format!("\u{feff}\n {plain}")),
        ("a string", string.clone()),
        ("a string after a mark", format!("\u{feff}{string}")),
        ("blanks in the string", Value::from(format!(" {plain}\n")).to_string()),
    ] {
        assert_eq!(decode::<DevicePage>(&body), expected, "{name}");
    }
}

#[test]
fn a_refused_call_needs_no_data() {
    for (body, code) in [
        (
            r#"{"returnCode": 11, "returnMsg": null, "dataSet": null}"#,
            ReturnCode::DailyLimitReached,
        ),
        (
            r#"{"returnCode": "12", "errorCode": "", "errorMsg": ""}"#,
            ReturnCode::NotGrantedByRegistrant,
        ),
    ] {
        assert_eq!(decode::<DevicePage>(body).return_code, Some(code), "{body}");
    }
    // Code 9 may carry the token that is still valid.
    let token: TokenReply = decode(r#"{"returnCode": 9, "ACCESSTOKEN": "t"}"#);
    assert_eq!(token.access_token.as_deref(), Some("t"));
    assert_eq!(token.return_code, Some(ReturnCode::TokenStillValid));
}
