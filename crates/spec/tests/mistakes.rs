//! Typical mistakes in a spec are found, on the line at fault, with the cause named.

use std::fmt::Write;

#[path = "support/overlay.rs"]
mod overlay;

use overlay::overlay;

const SMALL: &str = include_str!("small.yaml");

/// What is found among revisions of which the small spec is an earlier one.
fn found(path: &str, text: &str) -> String {
    let earlier = spec::load_as_is("toy/0.yaml", &overlay("revision: \"0\"\n")).expect("a spec");
    let report = spec::check_among(path, text, &[earlier]);
    let mut shown = String::new();
    for finding in report.findings() {
        let line = report.position(&finding).line;
        let help = finding.help.unwrap_or_default();
        let _ = writeln!(shown, "{line} {} {} {help}", finding.id, finding.message);
    }
    shown
}

/// The small spec with one text in place of another.
fn changed(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    SMALL.replacen(from, to, 1)
}

#[test]
fn mistakes_in_a_line_are_found_there() {
    for (from, to, expected) in [
        ("revision: \"1\"", "revision: \"1.1\"", "2 file-name the file is called `1`"),
        ("revision: \"1\"", "revision: 1-draft", "2 revision-form `1-draft` cannot be ordered"),
        ("protocol: toy", "protocol: toys", "1 file-name the folder is called `toy`"),
        ("name: Red", "name: Red, was: Rde", "21 earlier-name-unknown no earlier revision has"),
        (
            "name: list_toys",
            "name: list_toys\n    was: get_toys",
            "44 earlier-name-unknown no earlier revision has the name `get_toys`",
        ),
        ("decisions: [T1]", "required: by_us", "34 by-us-without-decision"),
        ("wire: \"3\"", "wire: “3”", "22 full-width-quotes full-width quotes do not quote"),
        ("en: Green", "en: Green：", "22 full-width-sign `Green：` has the full-width sign `：`"),
        ("en: Red", "en：Red", "21 unknown-key unknown key `en：Red` a full-width colon"),
        ("zh: 绿", "zh: \"绿 \"", "22 odd-blank"),
        ("zh: 绿", "zh: 绿\u{3000}", "22 odd-blank"),
        ("name: list_toys", "name: \"list_\u{3000}toys\"", "43 odd-blank"),
        ("wire: \"3\"", "wire: 012", "22 unquoted-text YAML does not take `012`"),
        ("wire: \"3\"", "wire: no", "22 unquoted-text YAML does not take `no`"),
        ("revision: \"1\"", "revision: 1.0", "2 unquoted-text YAML does not take `1.0`"),
        (
            "wire: \"3\"",
            "wire: \"1\"",
            "22 duplicate-value value `1` stands twice the first is `1` in line 21",
        ),
        (
            "    zh: 状态码\n",
            "    zh: 状态码\n    zh: 状态码\n",
            "14 repeated-key key `zh` stands twice the first is in line 13",
        ),
    ] {
        let shown = found("specs/toy/1.yaml", &changed(from, to));
        assert!(shown.contains(expected), "{to}: {expected} is not in\n{shown}");
    }
}

#[test]
fn references_are_checked_beside_wrong_values() {
    for (from, to) in [
        ("methods: [POST]", "methods: [POST]\n    effect: reed"),
        ("methods: [POST]", "methods: [POST]\n    paging: {size: many}"),
        ("revision: \"1\"\n", ""),
        ("  form_field: params", "  style: signed"),
    ] {
        let text = changed(from, to).replace("type: list<Toy>", "type: list<Tyo>");
        let shown = found("specs/toy/1.yaml", &text);
        assert!(shown.contains("unknown-type there is no type `Tyo`"), "{to}:\n{shown}");
        assert_eq!(shown.lines().count(), 2, "{shown}");
    }
}

/// A type with a wrong field is there all the same, and what was not read is not missed.
#[test]
fn what_could_not_be_read_is_not_missed() {
    let text = changed("    en: A toy\n", "");
    let shown = found("specs/toy/1.yaml", &text);
    assert!(shown.contains("missing-key `en` is missing"), "{shown}");
    assert!(!shown.contains("unknown-type"), "{shown}");
}
