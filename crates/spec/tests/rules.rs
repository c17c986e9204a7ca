//! Every rule finds what its bad example does, and nothing in its good one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use spec::Report;
use spec::lint::{Level, Rule, book, rules};

#[path = "support/overlay.rs"]
mod overlay;

use overlay::overlay;

/// Holds an example to all rules, as a revision in its place; the small spec is an earlier one where
/// a rule is about earlier revisions.
fn check(rule: &Rule, example: &str) -> Report {
    let earlier = || spec::load_as_is("toy/0.yaml", &overlay("revision: \"0\"\n"));
    let needs_earlier = rule.id == "earlier-name-unknown";
    let earlier: Vec<_> = needs_earlier.then(earlier).into_iter().flatten().collect();
    let text = overlay(example);
    // Rules on names of protocols have others in their examples; the folder follows.
    let protocol = text.lines().find_map(|line| line.strip_prefix("protocol: ")).unwrap_or("toy");
    spec::check_among(&format!("specs/{protocol}/1.yaml"), &text, &earlier)
}

#[test]
fn bad_examples_are_found_by_their_rule() {
    for rule in rules() {
        let report = check(rule, rule.bad);
        let found = report.findings();
        let own = found.iter().find(|finding| finding.id == rule.id);
        let own = own.unwrap_or_else(|| panic!("{} is not among:\n{report}", rule.id));
        assert_eq!(own.level, rule.level, "{}", rule.id);
        let shown = report.to_string();
        let line = shown.lines().find(|line| line.contains(&format!("[{}]", rule.id)));
        let line = line.unwrap_or_else(|| panic!("{shown}"));
        let position = report.position(own);
        let place = format!("/1.yaml:{}:{}: {}[", position.line, position.column, rule.level);
        assert!(line.contains(&place), "{place}:\n{shown}");
    }
}

#[test]
fn what_is_found_stands_in_the_bad_example() {
    for rule in rules().filter(|rule| !matches!(rule.id, "yaml" | "missing-key")) {
        let text = overlay(rule.bad);
        let report = check(rule, rule.bad);
        let findings = report.findings();
        let own = findings.iter().find(|finding| finding.id == rule.id).expect("a finding");
        let line = text.lines().nth(report.position(own).line - 1).expect("a line");
        assert!(rule.bad.contains(line.trim()), "{} points at {line}", rule.id);
    }
}

#[test]
fn good_examples_are_clean() {
    for rule in rules() {
        let report = check(rule, rule.good);
        assert!(report.is_empty(), "{}:\n{report}", rule.id);
    }
}

#[test]
fn warnings_do_not_keep_a_spec_from_being_loaded() {
    for rule in rules() {
        let loaded = spec::load("bad.yaml", &overlay(rule.bad));
        assert_eq!(loaded.is_ok(), rule.level == Level::Warning, "{}", rule.id);
    }
}

#[test]
fn ids_are_short_lower_case_and_unique() {
    let ids: BTreeSet<_> = rules().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), rules().count());
    assert!(ids.len() >= 50, "{}", ids.len());
    let is_plain = |id: &&str| id.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    assert!(ids.iter().all(is_plain), "{ids:?}");
    assert!(rules().all(|rule| rule.reason.ends_with('.') && !rule.reason.contains('\n')));
}

#[test]
fn the_document_of_the_rules_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs/RULES.md");
    let written = fs::read_to_string(path).expect("specs/RULES.md");
    assert!(written == book(), "stale, run `cargo xtask check --rules`");
}

#[test]
fn the_document_names_every_rule_with_its_examples() {
    let text = book();
    for rule in rules() {
        assert!(text.contains(&format!("### `{}`", rule.id)), "{}", rule.id);
        assert!(text.contains(rule.reason) && text.contains(rule.bad) && text.contains(rule.good));
    }
}
