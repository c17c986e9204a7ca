//! `cargo xtask diff`, as people and CI call it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn diff(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("diff").args(arguments).current_dir(folder).output().expect("a run")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

const UDID: [&str; 2] = ["specs/udid/2.0.yaml", "specs/udid/2.0.1.yaml"];

#[test]
fn the_exit_code_tells_the_verdict() {
    let folder = tempfile::tempdir().expect("a folder");
    let base =
        std::fs::read_to_string(root().join("crates/spec/tests/diff/base.yaml")).expect("it");
    for (name, from, to, code, verdict) in [
        ("same.yaml", "", "", 0, ""),
        ("none.yaml", "order: by number", "order: by date", 0, "none"),
        ("patch.yaml", "en: A toy", "en: Toy", 10, "patch"),
        ("minor.yaml", "path: /ping", "path: /pong", 11, "minor"),
        ("major.yaml", "name: shape", "name: form", 12, "major"),
        ("other.yaml", "protocol: toy", "protocol: toys", 2, ""),
        ("broken.yaml", "protocol: toy", "protocol: [", 2, ""),
    ] {
        std::fs::write(folder.path().join("base.yaml"), &base).expect("a file");
        std::fs::write(folder.path().join(name), base.replacen(from, to, 1)).expect("a file");
        let output = diff(&["base.yaml", name], folder.path());
        assert_eq!(output.status.code(), Some(code), "{name}: {}", text(&output.stderr));
        let shown = text(&output.stdout);
        assert_eq!(shown.is_empty(), verdict.is_empty(), "{name}");
        assert!(shown.trim_end().ends_with(verdict), "{name}: {shown}");
        assert_eq!(output.stderr.is_empty(), code != 2, "{name}");
    }
}

#[test]
fn it_says_what_is_wrong_with_its_arguments() {
    for (arguments, expected) in [
        (&[][..], "required"),
        (&[UDID[0]][..], "give two files"),
        (&[UDID[0], "specs/udid/9.yaml"], "specs/udid/9.yaml: "),
        (&["git:HEAD", UDID[0]], "git:<rev>:<path>"),
        (&["git:no-such-commit:specs/udid/2.0.yaml", UDID[0]], "no-such-commit"),
        (&["git:--output=x:specs/udid/2.0.yaml", UDID[0]], "git show"),
        (&[UDID[0], UDID[1], "--format", "xml"], "markdown"),
    ] {
        let output = diff(arguments, &root());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(expected), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn every_format_shows_the_same_changes() {
    let shown = |format: &str| {
        let output = diff(&[UDID[0], UDID[1], "--format", format], &root());
        assert_eq!(output.status.code(), Some(11));
        text(&output.stdout).to_owned()
    };
    let json: serde_json::Value = serde_json::from_str(&shown("json")).expect("JSON");
    let changes = json["changes"].as_array().expect("changes");
    let (human, markdown) = (shown("human"), shown("markdown"));
    let count =
        |text: &str, start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!(count(&human, "    "), changes.len());
    assert_eq!(count(&markdown, "  * "), changes.len());
    for change in changes {
        let part = if change["after"].is_null() { &change["before"] } else { &change["after"] };
        let text = |key: &str| part[key].as_str().expect(key);
        let place = format!("{}:{}:{}: ", text("file"), part["line"], part["column"]);
        assert!(human.contains(&format!("{place}{}", change["item"].as_str().expect("an item"))));
        assert!(markdown.contains(text("subject")), "{change}");
    }
}

#[test]
fn a_protocol_alone_compares_its_two_newest_revisions() {
    let alone = diff(&["udid"], &root());
    let named = diff(&UDID, &root());
    assert_eq!(alone.status.code(), named.status.code(), "{}", text(&alone.stderr));
    let changes = |output: &Output| text(&output.stdout).lines().count();
    assert_eq!(changes(&alone), changes(&named));
    for (protocol, reason) in [("dbhs", "has one revision"), ("toys", "not a protocol")] {
        let output = diff(&[protocol], &root());
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(reason), "{}", text(&output.stderr));
    }
}
