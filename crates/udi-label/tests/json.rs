//! JSON with the keys of the command.
#![cfg(feature = "serde")]

use serde_json::{Value, json};

use udi_label::Scanner;

const KEYS: [&str; 14] = [
    "agency",
    "best_before_date",
    "candidates",
    "check",
    "di",
    "elements",
    "error",
    "expiry_date",
    "input",
    "lot_number",
    "production_date",
    "quantity",
    "serial_number",
    "warnings",
];

fn json(text: &str) -> Value {
    let value = match Scanner::for_year(2026).scan(text) {
        Ok(label) => serde_json::to_value(label),
        Err(error) => serde_json::to_value(error),
    };
    value.expect("JSON")
}

#[test]
fn every_key_is_always_there() {
    for text in ["(01)06932992100755(10)A1", "10D9T", "", "MA.156.M0.100204.13351765"] {
        let value = json(text);
        let mut keys: Vec<_> = value.as_object().expect("an object").keys().collect();
        keys.sort();
        assert_eq!(keys, KEYS, "{text}");
    }
}

#[test]
fn label() {
    let value = json("（01）06932992100755(17)260400");
    assert_eq!(value["agency"], "GS1");
    assert_eq!(value["di"], "06932992100755");
    assert_eq!(value["expiry_date"], "2026-04-30");
    assert_eq!(value["lot_number"], Value::Null);
    let element = json!({
        "identifier": "17", "title": "USE BY or EXPIRY", "value": "260400", "date": "2026-04-30",
        "start": 26, "end": 32,
    });
    assert_eq!(value["elements"][1], element);
    assert_eq!(value["warnings"][0]["start"], 26);
    assert_eq!((&value["candidates"], &value["error"]), (&json!([]), &Value::Null));
    assert_eq!(value["check"], json!({"given": "5", "computed": "5", "right": true}));
}

#[test]
fn error_with_candidates() {
    let value = json("0104150011164140211GTFG32DLF1723033110158993A");
    assert_eq!((&value["di"], &value["elements"]), (&Value::Null, &json!([])));
    assert_eq!((&value["error"]["start"], &value["error"]["end"]), (&json!(18), &json!(45)));
    let reason = value["error"]["reason"].as_str().expect("a reason");
    assert!(reason.starts_with("no separator after (21)"), "{reason}");
    let best = &value["candidates"][0];
    assert_eq!(
        (&best["serial_number"], &best["lot_number"]),
        (&json!("1GTFG32DLF"), &json!("158993A"))
    );
    assert_eq!(best["lost_separators"], json!([28]));
}

#[test]
fn suspected_label_has_candidates() {
    let value = json("010693299210075510ABC17271231");
    assert_eq!(value["lot_number"], "ABC17271231");
    assert_eq!(value["candidates"][0]["expiry_date"], "2027-12-31");
}
