//! What is written back is normalized as the front page of the crate says.

use crate::toy::Order;

#[test]
fn written_back_is_what_was_read_normalized() {
    for (read, written) in [
        (r#"{"mf": "a"}"#, r#"{"MF":"a"}"#),
        (r#"{"YS": "红"}"#, r#"{"YS":1}"#),
        (r#"{"YS": "01"}"#, r#"{"YS":1}"#),
        (r#"{"YS": 1.0}"#, r#"{"YS":1}"#),
        (r#"{"YS": "007"}"#, r#"{"YS":"007"}"#),
        (r#"{"YSLB": " 红,9"}"#, r#"{"YSLB":" 红,9"}"#),
        (r#"{"MF": 7, "FS": 1.10}"#, r#"{"MF":"7","FS":"1.10"}"#),
        (r#"{"MF": true}"#, r#"{"MF":"true"}"#),
        (r#"{"YM": "3"}"#, r#"{"YM":3}"#),
        (r#"{"MF": null, "WPLB": "[]", "YM": "", "YS": ""}"#, "{}"),
        (r#"{"MF": ""}"#, r#"{"MF":""}"#),
        (r#"{"WPLB": {"BQ": "a"}}"#, r#"{"WPLB":[{"BQ":"a"}]}"#),
        (r#"{"WPLB": "[{\"BQ\": 1}]"}"#, r#"{"WPLB":[{"BQ":"1"}]}"#),
        (r#"{"new": 1, "YM": 3, "MF": "a"}"#, r#"{"MF":"a","YM":3,"new":1}"#),
        (r#"{"MF": "a", "MF": "b"}"#, r#"{"MF":"b"}"#),
    ] {
        let order: Order = wire::from_slice(read.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&order).unwrap(), written, "{read}");
    }
}
