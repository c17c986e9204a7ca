//! Every rule judges what it is for, and the document of the rules is up to date.

use std::collections::BTreeSet;

use spec::diff::{DiffRule, rules_as_markdown};
use spec::{Diff, Verdict};

use crate::between;
use crate::cases::{BASE, CASES};

fn ids(diff: &Diff) -> Vec<&'static str> {
    diff.changes().iter().map(|change| change.rule.id()).collect()
}

#[test]
fn each_edit_is_judged_by_its_rules_in_both_directions() {
    for case in CASES {
        let edited = case.edited();
        assert_eq!(ids(&between(BASE, &edited)), case.forward, "{} => {}", case.from, case.to);
        assert_eq!(ids(&between(&edited, BASE)), case.backward, "{} <= {}", case.from, case.to);
    }
}

/// Types that others use are renamed with every use.
#[test]
fn a_type_that_is_renamed_everywhere_is_one_change() {
    for (name, other, key) in [
        ("ToyNumber", "ToyId", "  ToyId:"),
        ("Colour", "Color", "  Color:"),
        ("Toy", "Plaything", "  Plaything:"),
        ("ToyReply", "PlayReply", "  PlayReply:"),
    ] {
        let word = |text: &str| {
            let uses = [
                format!("type: {name},"),
                format!("type: {name}}}"),
                format!("reply: {name}\n"),
                format!("<{name}>"),
            ];
            let uses = uses.into_iter().chain([format!("\n  {name}:")]);
            uses.fold(text.to_owned(), |text, used| text.replace(&used, &used.replace(name, other)))
        };
        let renamed = word(BASE);
        assert!(ids(&between(BASE, &renamed)).contains(&"type-removed"), "{other}");
        let start = renamed.find(key).expect(key);
        let (before, after) = renamed.split_at(start + key.len());
        let after = after.trim_start_matches(' ');
        let kept = match after.strip_prefix('{') {
            Some(inline) => format!("{before} {{was: {name}, {inline}"),
            None => format!("{before}\n    was: {name}{after}"),
        };
        let diff = between(BASE, &kept);
        assert_eq!(ids(&diff), ["type-renamed-kept"], "{other}");
        assert_eq!(diff.verdict(), Verdict::Minor);
        assert_eq!(ids(&between(&kept, BASE)), ["type-renamed"], "{other}");
    }
}

/// Where an encoding has settings of its own, they are compared; the client's methods of JSON in a
/// form are written by hand.
#[test]
fn settings_of_encodings_are_compared() {
    let json = BASE.replace("style: signed_form", "style: json, common: body");
    let header = json.replace("common: body", "common: header");
    let under = json.replace("common: body", "common: body, under: data");
    for other in [&header, &under] {
        assert_eq!(ids(&between(&json, other)), ["encoding-detail-changed"]);
    }
    let form = BASE.replace("style: signed_form", "form_field: params");
    let other = form.replace("form_field: params", "form_field: p");
    assert_eq!(ids(&between(&form, &other)), ["encoding-detail-changed"]);
    let parameter = "parameters:\n      - {wire: a, name: a, en: A, zh: 甲, type: text}\n";
    let taken = form.replace("parameters: []\n", parameter);
    assert_eq!(ids(&between(&form, &taken)), ["parameter-added"]);
}

#[test]
fn endpoints_in_another_order_are_a_change() {
    let start = BASE.find("  - id: P3").expect("P3");
    let end = BASE.find("  - id: P4").expect("P4");
    let reordered = format!("{}{}{}", &BASE[..start], &BASE[end..], &BASE[start..end]);
    assert_eq!(ids(&between(BASE, &reordered)), ["endpoints-reordered"]);
}

#[test]
fn the_verdict_of_the_whole_is_the_maximum() {
    let edit = |from: &str, to: &str, text: &str| text.replacen(from, to, 1);
    let steps = [
        (String::from(BASE), Verdict::None),
        (edit("order: by number", "order: by date", BASE), Verdict::None),
    ];
    let patch = edit("en: A toy", "en: Toy", &steps[1].0);
    let minor = edit("path: /ping", "path: /pong", &patch);
    let major = edit("name: shape", "name: form", &minor);
    let more = [(patch, Verdict::Patch), (minor, Verdict::Minor), (major, Verdict::Major)];
    for (text, verdict) in steps.iter().chain(&more) {
        assert_eq!(between(BASE, text).verdict(), *verdict);
    }
}

#[test]
fn every_rule_is_tried_and_has_an_id_of_its_own() {
    let mut tried: BTreeSet<_> =
        CASES.iter().flat_map(|case| case.forward.iter().chain(case.backward)).copied().collect();
    // In the tests of their own above.
    tried.extend(["encoding-detail-changed", "endpoints-reordered"]);
    let all: BTreeSet<_> = DiffRule::ALL.iter().map(|rule| rule.id()).collect();
    assert_eq!(all.len(), DiffRule::ALL.len());
    assert_eq!(all, tried);
}

/// `cargo xtask diff --rules` writes it.
#[test]
fn the_document_of_the_rules_is_up_to_date() {
    assert_eq!(rules_as_markdown(), include_str!("../../../../specs/DIFF.md"));
}
