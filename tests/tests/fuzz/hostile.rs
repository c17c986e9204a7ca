//! Inputs that nobody sends but to do harm: nested without end, of endless numbers, of a great many
//! keys. None is too much for the stack, and all are through in seconds: where time grew with the square
//! of the length, one took minutes.

use crate::{TARGETS, targets};

const SMALL: &str = include_str!("../../../crates/spec/tests/small.yaml");

fn repeated(count: usize, separator: &str, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(separator)
}

/// An answer of D001, as a file of a captured exchange.
fn captured(answer: &str) -> String {
    format!(
        r#"{{"method": "POST", "host": "h", "path": "/api/v2/sharing/get", "parameters": {{}},
            "status": 200, "content_type": "application/json", "answer": {answer}}}"#
    )
}

#[test]
fn nesting_without_end() {
    for open in ["[", "{\"dataSet\":", "[{\"a\":", "- ", "? ", "{a: ", "&a [", "\"\\\"", "{", "<b>"]
    {
        for (_, target) in TARGETS {
            target(open.repeat(20_000).as_bytes());
        }
    }
    let closed = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for (_, target) in TARGETS {
        target(closed.as_bytes());
    }
    targets::capture(captured(&closed).as_bytes());
}

/// JSON text in JSON text: every level doubles the backslashes, so that few levels are many bytes.
#[test]
fn json_in_json_in_json() {
    let mut json = r#"{"deviceInfo": []}"#.to_owned();
    while json.len() < 100_000 {
        json = format!(r#"{{"dataSet": {}}}"#, serde_json::Value::from(json));
    }
    for target in [targets::udid, targets::answers] {
        target(json.as_bytes());
    }
    targets::capture(captured(&json).as_bytes());
}

#[test]
fn endless_numbers() {
    let digits = "7".repeat(50_000);
    for json in [
        digits.clone(),
        format!(r#"{{"totalRecordCount": {digits}, "total": -{digits}.{digits}e{digits}}}"#),
        format!("[{}]", repeated(5_000, ",", |number| format!("1.{number}0"))),
    ] {
        for (_, target) in TARGETS {
            target(json.as_bytes());
        }
    }
}

#[test]
fn a_great_many_keys() {
    let keys = |key: fn(usize) -> String| {
        format!("{{{}}}", repeated(3_000, ",", |number| format!("\"{}\":1", key(number))))
    };
    let (same, others, hidden) = (
        keys(|_| "returnCode".to_owned()),
        keys(|number| format!("k{number}")),
        keys(|number| format!("{}", 1_000_000 + number)),
    );
    for json in [&same, &others, &hidden] {
        for (_, target) in TARGETS {
            target(json.as_bytes());
        }
        targets::capture(captured(json).as_bytes());
    }
}

#[test]
fn a_great_many_secrets_and_texts_to_look_for_them_in() {
    let device = |number| {
        format!(
            r#"{{"deviceRecordKey": "{number}", "cpms": "text {number}", "k{number}": 1,
                "contactList": [{{"qylxrdh": "139{number:08}", "qylxryx": "{number}@example.com"}}]}}"#
        )
    };
    let devices = repeated(2_000, ",", device);
    let answer = format!(r#"{{"returnCode": 1, "dataSet": {{"deviceInfo": [{devices}]}}}}"#);
    targets::capture(captured(&answer).as_bytes());
    targets::udid(answer.as_bytes());
}

/// An alias could make a small file unfold without end.
#[test]
fn a_billion_laughs() {
    let laughs = repeated(50, "\n", |number| {
        let above = number.max(1) - 1;
        format!("a{number}: &a{number} [*a{above}, *a{above}, *a{above}, *a{above}]")
    });
    for text in [format!("{SMALL}\nlaughs: &a0 [x]\n{laughs}"), laughs] {
        targets::spec(text.as_bytes());
    }
}

#[test]
fn specs_with_long_names_and_a_great_many_things() {
    let name = "Colour".repeat(5_000);
    let named = SMALL.replace("  Colour:\n", &format!("  ? {name}\n  :\n"));
    let referring = named.replace("joined<Colour>", &format!("joined<{name}x>"));
    let enums = repeated(500, "\n", |number| {
        format!(
            "  More{number}:\n    {{en: x, zh: 多, values: [{{wire: 1, name: A, en: x, zh: 多}}]}}"
        )
    });
    for text in [
        referring,
        SMALL.replacen("enums:\n", &format!("enums:\n{enums}\n"), 1),
        SMALL.replacen("玩具", &"玩".repeat(50_000), 1),
        repeated(3_000, "\n", |_| "protocol: toy".to_owned()),
    ] {
        targets::spec(text.as_bytes());
    }
}

#[test]
fn addresses_with_a_great_many_placeholders() {
    let address = format!("http://h/{}", "{userCode}".repeat(300_000));
    targets::redirect(format!("{address}\ni.86.1.2/1.1.1/x").as_bytes());
    targets::redirect(address.as_bytes());
}
