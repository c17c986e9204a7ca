//! Responses that are JSON but for some characters, and keys that are repeated.

use wire::{Decoded, FindingKind, from_slice, from_slice_with_findings, value_from_slice};

use crate::toy::Order;

fn decode(body: &[u8]) -> Decoded<Order> {
    from_slice_with_findings(body).unwrap_or_else(|error| panic!("{error} in {body:?}"))
}

fn findings(body: &[u8]) -> Vec<(String, FindingKind)> {
    decode(body).findings.into_iter().map(|finding| (finding.path, finding.kind)).collect()
}

#[test]
fn text_that_is_not_valid_is_replaced_and_its_place_is_known() {
    for (body, expected) in [
        (&b"{\"MF\": \"a\xffb\", \"YM\": 1}"[..], "a\u{fffd}b"),
        // A character that is cut in its middle: one replacement, as browsers do.
        (b"{\"MF\": \"a\xe5\x8c\"}", "a\u{fffd}"),
        (br#"{"MF": "a\ud800b"}"#, "a\u{fffd}b"),
        (br#"{"MF": "a\udc00b"}"#, "a\u{fffd}b"),
        (br#"{"MF": "a\ud83d\u0041b"}"#, "a\u{fffd}Ab"),
        (br#"{"MF": "\ud83d\ude00\ud83d"}"#, "\u{1f600}\u{fffd}"),
        (b"{\"MF\": \"a\x01b\"}", "a\u{fffd}b"),
        // Nothing is lost of these.
        (b"{\"MF\": \"a\tb\nc\rd\"}", "a\tb\nc\rd"),
        (br#"{"MF": "C:\x\q"}"#, r"C:\x\q"),
        (br#"{"MF": "\u12"}"#, r"\u12"),
    ] {
        let decoded = decode(body);
        assert_eq!(decoded.value.buyer.as_deref(), Some(expected), "{body:?}");
        assert_eq!(findings(body), [(".MF".to_owned(), FindingKind::RepairedText)], "{body:?}");
    }
}

#[test]
fn a_finding_has_the_path_of_its_value() {
    for (body, path) in [
        (&b"{\"WPLB\": [{}, {\"LJ\": [{}, {\"BQ\": \"\xff\"}]}]}"[..], ".WPLB[1].LJ[1].BQ"),
        (b"{\"a\": [1, [2, 3], {\"b\": 4}], \"new\": {\"x\": \"\xff\"}}", ".new.x"),
        (b"\"{\\\"MF\\\": \\\"\xff\\\"}\"", ""),
        (br#""{\"WPLB\": [{\"BQ\": \"\\ud800\"}]}""#, ".WPLB[0].BQ"),
    ] {
        assert_eq!(findings(body), [(path.to_owned(), FindingKind::RepairedText)], "{body:?}");
    }
}

#[test]
fn text_around_the_response_that_is_not_json_is_removed() {
    for rest in ["<!-- node 7, 12 ms -->", "// done", "/* {\"MF\": 2} */", "\0\0", "\u{1}"] {
        for body in [format!("{{\"MF\": \"a\"}} {rest}"), format!("{{\"MF\": \"a\"}}{rest}\n")] {
            assert_eq!(decode(body.as_bytes()).value.buyer.as_deref(), Some("a"), "{body:?}");
            let expected = [(String::new(), FindingKind::RemovedText)];
            assert_eq!(findings(body.as_bytes()), expected, "{body:?}");
        }
    }
    assert_eq!(decode(b"{\"MF\":\0\"a\"}").value.buyer.as_deref(), Some("a"));
}

#[test]
fn what_is_broken_in_another_way_stays_an_error() {
    for body in [
        &b"{\"MF\": \"cut \xff"[..],
        b"{\"MF\": \"a\"} \xff",
        b"\xff{\"MF\": \"a\"}",
        b"{\"MF\": \"a\"} {\"MF\": \"b\"}",
        b"{\"MF\" \"a\x01\"}",
        b"<html>\xff</html>",
        b"\xff\xfe",
        b"\"\xff",
        b"",
    ] {
        assert!(from_slice::<Order>(body).is_err(), "{body:?}");
    }
}

#[test]
fn a_valid_response_has_no_findings() {
    let body = r#"{"MF": "\ud83d\ude00 \u0001 \ufffd", "mf": null, "new": 1, "WPLB": [null, {}]}"#;
    assert_eq!(findings(body.as_bytes()), []);
}

#[test]
fn json_that_a_person_gives_is_not_repaired() {
    assert!(value_from_slice(br#"{"a": "\ud800"}"#).is_err());
    assert!(value_from_slice(br#"{"a": 1} // why"#).is_err());
}

#[test]
fn of_a_repeated_key_the_last_value_counts_and_is_reported() {
    for (body, path) in [
        (r#"{"MF": "a", "mf": "b"}"#, ".MF"),
        (r#"{"MF": "a", "MF": 7, "Mf": "b", "mf": null}"#, ".MF"),
    ] {
        let decoded = decode(body.as_bytes());
        assert_eq!(decoded.value.buyer.as_deref(), Some("b"), "{body}");
        assert!(decoded.value.unknown_fields.is_empty());
        assert_eq!(decoded.findings[0].path, path, "{body}");
        assert_eq!(decoded.findings[0].kind, FindingKind::RepeatedKey);
        assert_eq!(serde_json::to_string(&decoded.value).unwrap(), r#"{"MF":"b"}"#);
    }
    let deep = r#"{"WPLB": [{}, {"ZLJ": {"BQ": "a", "bq": "b"}}], "MF": 1.10}"#;
    assert_eq!(
        findings(deep.as_bytes()),
        [(".WPLB[1].ZLJ.BQ".to_owned(), FindingKind::RepeatedKey)]
    );
    assert_eq!(findings(br#"{"MF": "1", "mf": 1, "YM": 2, "ym": "2.0"}"#), []);
}

#[test]
fn an_object_of_indexes_is_a_list() {
    let body = br#"{"WPLB": {"0": {"BQ": "a"}, "2": null, "3": {"BQ": "b"}}}"#;
    let labels: Vec<_> = decode(body).value.items.into_iter().map(|item| item.label).collect();
    assert_eq!(labels, [Some("a".to_owned()), Some("b".to_owned())]);
    assert_eq!(decode(br#"{"WPLB": {}}"#).value.items, []);
    let error = from_slice::<Order>(br#"{"WPLB": {"0": {}, "1": {"LJ": 7}}}"#).unwrap_err();
    assert!(error.to_string().starts_with("at .WPLB.1.LJ: "), "{error}");
}

#[test]
fn an_object_or_a_list_in_place_of_a_text_is_read_as_one() {
    for (sent, text) in [
        (r#"{"code": 1, "text": "done"}"#, Some(r#"{"code":1,"text":"done"}"#)),
        (r#"["done"]"#, Some("done")),
        (r#"["a", "b"]"#, Some(r#"["a","b"]"#)),
        ("[7]", Some("7")),
        ("[98765432109876543210]", Some("98765432109876543210")),
        ("{}", None),
        ("[]", None),
        ("[null]", None),
    ] {
        let body = format!(r#"{{"WPLB": [{{"BQ": {sent}}}], "MF": {sent}}}"#);
        let decoded = decode(body.as_bytes());
        assert_eq!(decoded.value.buyer.as_deref(), text, "{sent}");
        assert_eq!(decoded.value.items[0].label.as_deref(), text, "{sent}");
        let paths = [".WPLB[0].BQ", ".MF"].map(|path| (path.to_owned(), FindingKind::NestedText));
        assert_eq!(
            findings(body.as_bytes()),
            paths[..if text.is_some() { 2 } else { 0 }],
            "{sent}"
        );
    }
}
