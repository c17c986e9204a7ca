//! `cargo xtask release-check` and specs in commits, in a repository of their own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const SPEC: &str = include_str!("../../crates/spec/tests/diff/base.yaml");

/// A repository with one protocol, `toy`.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().expect("a folder"));
        repository.git(&["init", "--quiet"]);
        repository.write("specs/toy/1.yaml", SPEC);
        repository.write("specs/RULES.md", "no spec");
        repository.write("crates/toy-types/Cargo.toml", "[package]\nversion.workspace = true\n");
        repository.version("0.3.1");
        repository.commit();
        repository
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn version(&self, version: &str) {
        self.write("Cargo.toml", &format!("[workspace.package]\nversion = \"{version}\"\n"));
    }

    fn git(&self, arguments: &[&str]) {
        let nobody = ["user.name=Nobody", "user.email=nobody@example.com", "commit.gpgsign=false"];
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root());
        for setting in nobody {
            command.args(["-c", setting]);
        }
        let output = command.args(arguments).output().expect("git");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", "a change"]);
    }

    fn xtask(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(self.root()).output().expect("a run")
    }

    /// Whether the check passes, and what it says.
    fn check(&self) -> (bool, String) {
        let root = self.root().to_str().expect("UTF-8");
        let output = self.xtask(&["release-check", "--root", root]);
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).expect("UTF-8"))
    }
}

#[test]
fn without_a_release_there_is_nothing_to_compare() {
    let repository = Repository::new();
    repository.git(&["tag", "some-tag"]);
    let (passes, said) = repository.check();
    assert!(passes && said.contains("there is no tag `v*`"), "{said}");
}

#[test]
fn the_version_must_grow_as_much_as_the_changes_ask() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.3.1"]);
    assert_eq!(repository.check(), (true, "toy: none since v0.3.1, 0.3.1 -> 0.3.1\n".to_owned()));

    // Before 1.0.0 a major change asks for a minor version, the others for a patch.
    let minor = SPEC.replace("path: /ping", "path: /pong");
    let major = SPEC.replace("name: shape", "name: form");
    for (spec, version, passes) in [
        (&minor, "0.3.1", false),
        (&minor, "0.3.2", true),
        (&major, "0.3.2", false),
        (&major, "0.4.0", true),
        (&major, "1.0.0", true),
    ] {
        // A new revision beside the old one; what is not committed counts as well.
        repository.write("specs/toy/1.0.1.yaml", spec);
        repository.version(version);
        let (is_passed, said) = repository.check();
        assert_eq!(is_passed, passes, "{version}: {said}");
        assert!(said.contains(version), "{said}");
        if !passes {
            assert!(
                said.contains("cargo xtask diff git:v0.3.1:specs/toy/1.yaml specs/toy/1.0.1.yaml"),
                "{said}"
            );
        }
    }

    // After the release all is well again.
    repository.commit();
    repository.git(&["tag", "v1.0.0"]);
    assert_eq!(repository.check(), (true, "toy: none since v1.0.0, 1.0.0 -> 1.0.0\n".to_owned()));
    // From now on, minor and patch differ, and a crate may have a version of its own.
    repository.write("specs/toy/1.0.2.yaml", &major.replace("path: /ping", "path: /pong"));
    repository.write("specs/other/1.yaml", &SPEC.replace("protocol: toy", "protocol: other"));
    for (version, passes) in [("1.0.1", false), ("1.1.0", true)] {
        let manifest = format!("[package]\nversion = \"{version}\"\n");
        repository.write("crates/toy-types/Cargo.toml", &manifest);
        let (is_passed, said) = repository.check();
        assert_eq!(is_passed, passes, "{version}: {said}");
        assert!(said.contains("other: new since v1.0.0"), "{said}");
    }
}

#[test]
fn a_spec_in_a_commit_can_be_compared() {
    let repository = Repository::new();
    repository.write("specs/toy/1.yaml", &SPEC.replace("path: /ping", "path: /pong"));
    let output = repository.xtask(&["diff", "git:HEAD:specs/toy/1.yaml", "specs/toy/1.yaml"]);
    assert_eq!(output.status.code(), Some(11));
    let shown = String::from_utf8(output.stdout).expect("UTF-8");
    let line = SPEC.lines().position(|line| line == "    path: /ping").expect("the line") + 1;
    let place = format!("specs/toy/1.yaml:{line}:11");
    assert!(shown.contains(&format!("git:HEAD:{place} -> {place}")), "{shown}");
}

#[test]
fn no_repository_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["release-check", "--root"]).arg(folder.path());
    let output = command.env("GIT_CEILING_DIRECTORIES", folder.path()).output().expect("a run");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("not a git repository"));
}
