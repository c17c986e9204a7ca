//! The two printings of the UDID document differ as their texts do.

use test_support::snapshots;

use serde_json::Value;
use spec::diff::{Revised, human, json, markdown};
use spec::{Diff, Spec};

const OLD: &str = include_str!("../../../../specs/udid/2.0.yaml");
const NEW: &str = include_str!("../../../../specs/udid/2.0.1.yaml");

fn compared<T>(show: impl Fn(&Diff, Revised, Revised) -> T) -> T {
    let load = |path: &str, text: &str| -> Spec {
        spec::load(path, text).unwrap_or_else(|report| panic!("{report}"))
    };
    let (old_path, new_path) = ("specs/udid/2.0.yaml", "specs/udid/2.0.1.yaml");
    let (old, new) = (load(old_path, OLD), load(new_path, NEW));
    let diff = Diff::between(&old, &new);
    let old = Revised { path: old_path, text: OLD, spec: &old };
    show(&diff, old, Revised { path: new_path, text: NEW, spec: &new })
}

#[test]
fn people_read_it_like_this() {
    insta::assert_snapshot!("udid-human", compared(human));
}

#[test]
fn a_change_log_reads_like_this() {
    insta::assert_snapshot!("udid-markdown", compared(markdown));
}

#[test]
fn no_other_snapshot_is_left() {
    let names = ["diff__documents__udid-human", "diff__documents__udid-markdown"];
    snapshots::no_others("tests/diff/snapshots", names);
}

/// Every place leads to a line that holds what the change says of it.
#[test]
fn places_lead_to_what_changed() {
    let diff = compared(json);
    assert_eq!(diff["verdict"], "minor");
    let changes = diff["changes"].as_array().expect("changes");
    let added = |item: &str| {
        changes.iter().filter(|change| change["item"] == item && change["what"] == "added").count()
    };
    // Decision U2 adds the key to four objects; the others are known from real services, and some
    // aliases from the official files.
    assert_eq!((added("field"), added("parameter"), added("alias")), (8, 6, 9));
    let mut seen = 0;
    for change in changes.iter().filter(|change| change["item"] != "document") {
        for (part, text) in [(&change["before"], OLD), (&change["after"], NEW)] {
            let Some(line) = part["line"].as_u64() else { continue };
            let line =
                text.lines().nth(usize::try_from(line - 1).expect("a line")).expect("the line");
            let column = usize::try_from(part["column"].as_u64().expect("a column")).expect("one");
            let there: String = line.chars().skip(column - 1).collect();
            let expected = expected(change, part);
            let is_there = there.trim_start_matches('"').starts_with(&expected);
            assert!(is_there, "{change}\n{there}");
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen}");
}

fn expected(change: &Value, part: &Value) -> String {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    match change["item"].as_str().expect("an item") {
        "alias" | "spec" => text(&part["text"]),
        "history" => format!("version: \"{}\"", text(&part["subject"])),
        _ => text(&part["subject"]).rsplit(['.', ':']).next().expect("a name").to_owned(),
    }
}

/// A text of a spec can neither end a line nor start markup, nor command a terminal.
#[test]
fn hostile_texts_stay_on_their_line() {
    let old = crate::load(crate::cases::BASE);
    let text = crate::cases::BASE
        .replace("en: A toy\n", "en: \"a`b``\\n# \\e[2J <b>|*x*\"\n")
        .replace("order: by number", "order: \"``` [a](b)\"");
    let new = crate::load(&text);
    let diff = Diff::between(&old, &new);
    let revised = |text, spec| Revised { path: "toy.yaml", text, spec };
    let (old, new) = (revised(crate::cases::BASE, &old), revised(&text, &new));
    for shown in [human(&diff, old, new), markdown(&diff, old, new)] {
        assert!(shown.chars().all(|letter| letter == '\n' || !letter.is_control()), "{shown}");
        assert_eq!(
            shown.lines().filter(|line| line.starts_with('#') && line.contains("2J")).count(),
            0
        );
    }
    let markdown = markdown(&diff, old, new);
    assert!(markdown.contains(r"a\`b\`\` \#  \[2J \<b\>\|\*x\*"), "{markdown}");
}
