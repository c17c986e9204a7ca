//! `cargo xtask check`, as a program: what it prints and how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;

const SMALL: &str = include_str!("../../crates/spec/tests/small.yaml");

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).arg("check").args(arguments);
    command.output().expect("the program runs")
}

/// Writes a spec under a name and checks it.
fn check_text(name: &str, text: &str, format: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(name), text).expect("a file");
    let output = check(folder.path(), &["--format", format, name]);
    (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
}

fn with_http() -> String {
    SMALL.replace("https://", "http://")
}

#[test]
fn the_specs_of_this_repository_keep_the_rules() {
    let output = check(Path::new(env!("CARGO_MANIFEST_DIR")), &[]);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{shown}");
    assert_eq!(shown, "");
}

#[test]
fn people_see_place_level_rule_and_line() {
    let (code, shown) = check_text("toy.yaml", &with_http(), "human");
    assert_eq!(code, Some(1), "{shown}");
    let expected = "\
toy.yaml:5:9: warning[host-without-https]: http://example.com/api is not encrypted
  |
5 |   test: http://example.com/api
  |         ^^^^^^^^^^^^^^^^^^^^^^
";
    assert_eq!(shown, expected);
}

#[test]
fn a_suggestion_stands_below() {
    let (code, shown) =
        check_text("toy.yaml", &SMALL.replace("codes: [Code]", "codes: [Coed]"), "human");
    assert_eq!(code, Some(1), "{shown}");
    assert!(shown.starts_with("toy.yaml:52:13: error[unknown-code-table]:"), "{shown}");
    assert!(shown.contains("help: did you mean `Code`?"), "{shown}");
}

#[test]
fn programs_get_one_json_document() {
    let (code, shown) = check_text("toy.yaml", &with_http(), "json");
    assert_eq!(code, Some(1), "{shown}");
    let document: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    let expected = json!({"findings": [{
        "file": "toy.yaml",
        "line": 5,
        "column": 9,
        "end": {"line": 5, "column": 31},
        "level": "warning",
        "id": "host-without-https",
        "at": "hosts.test",
        "message": "http://example.com/api is not encrypted",
        "help": null,
    }]});
    assert_eq!(document, expected);
    let (code, shown) = check_text("toy.yaml", SMALL, "json");
    assert_eq!((code, shown.trim()), (Some(0), r#"{"findings":[]}"#));
}

#[test]
fn github_gets_commands_in_which_nothing_ends_too_early() {
    // The end of a line in a value can be quoted in a message.
    let text = SMALL.replace("codes: [Code]", "codes: [\"50%: a,\\r\\nb\"]");
    let (code, shown) = check_text("a,b:c%.yaml", &text, "github");
    assert_eq!(code, Some(1), "{shown}");
    let expected = "::error file=a%2Cb%3Ac%25.yaml,line=52,col=13,title=unknown-code-table::\
                    there is no table of codes `50%25: a,%0D%0Ab`\n";
    assert_eq!(shown, expected);
}

#[test]
fn an_exception_with_a_reason_ends_well() {
    let text = with_http()
        + "allow:\n  - {rule: host-without-https, at: hosts.test, reason: There is no other.}\n";
    assert_eq!(check_text("toy.yaml", &text, "human"), (Some(0), String::new()));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let output = check(Path::new(env!("CARGO_MANIFEST_DIR")), &["no/such.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("no/such.yaml: "), "{output:?}");
}
