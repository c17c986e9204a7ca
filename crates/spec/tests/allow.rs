//! Exceptions hold for one rule at one place, and only as long as they are needed.

use std::fmt::Write;

#[path = "support/overlay.rs"]
mod overlay;

use overlay::overlay;

/// The ids of what is found beside exceptions from `rule`, each with its place and reason.
fn ids(example: &str, exceptions: &[(&str, &str, &str)]) -> Vec<&'static str> {
    let mut allow = if exceptions.is_empty() { "" } else { "allow:\n" }.to_owned();
    for (rule, at, reason) in exceptions {
        writeln!(allow, "  - {{rule: {rule}, at: \"{at}\", reason: \"{reason}\"}}")
            .expect("a text");
    }
    let report = spec::check("allow.yaml", &overlay(&format!("{example}{allow}")));
    let mut ids: Vec<_> = report.findings().into_iter().map(|finding| finding.id).collect();
    ids.sort_unstable();
    ids
}

const HTTP: &str = "hosts:\n  test: http://example.com/a\n  live: http://example.com/b\n";

#[test]
fn an_exception_holds_at_its_place_only() {
    let because = "There is no other.";
    let (test, live) = (
        ("host-without-https", "hosts.test", because),
        ("host-without-https", "hosts.live", because),
    );
    assert_eq!(ids(HTTP, &[]), ["host-without-https"; 2]);
    assert_eq!(ids(HTTP, &[test]), ["host-without-https"]);
    assert_eq!(ids(HTTP, &[test, live]), [""; 0]);
    assert_eq!(ids(HTTP, &[test, live, live]), ["allow-unused"]);
    let elsewhere = ("host-without-https", "hosts", because);
    assert_eq!(ids(HTTP, &[test, live, elsewhere]), ["allow-unused"]);
}

#[test]
fn an_exception_holds_for_its_rule_only() {
    let other = ("same-host", "hosts.test", "There is no other.");
    let found = ids(HTTP, &[other]);
    assert_eq!(found, ["allow-unused", "host-without-https", "host-without-https"]);
}

#[test]
fn one_exception_covers_all_of_its_rule_at_its_place() {
    let twice = "rules:\n  - {id: a, en: \"\", zh: 甲}\n  - {id: b, en: B, zh: 乙}\n\
                 title: {en: \"\", zh: 玩具}\n";
    assert_eq!(ids(twice, &[("no-meaning", "rules.a", "Nobody knows.")]), ["no-meaning"]);
    let empty = "decisions:\n  T1: {open: \"\", decided: \"\"}\n";
    assert_eq!(ids(empty, &[]), ["empty-decision"; 2]);
    assert_eq!(ids(empty, &[("empty-decision", "T1", "Still open.")]), [""; 0]);
}

#[test]
fn from_an_error_there_is_no_exception() {
    let example = "encoding: {form_field: params, decisions: [T2]}\n";
    let found = ids(example, &[("unknown-decision", "encoding", "It will come.")]);
    assert_eq!(found, ["allow-unknown-rule", "unknown-decision"]);
}

#[test]
fn a_misspelt_rule_is_named() {
    let text = overlay("allow:\n  - {rule: same-hots, at: hosts.test, reason: One server.}\n");
    let shown = spec::check("allow.yaml", &text).to_string();
    assert!(shown.contains("did you mean `same-host`?"), "{shown}");
}
