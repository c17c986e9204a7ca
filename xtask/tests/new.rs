//! `cargo xtask new`: the created protocol works as it is.

#[path = "new/program.rs"]
mod program;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// A copy of the workspace, in which there can be one more protocol.
struct Copy(PathBuf);

impl Copy {
    /// In a place of its own that is always the same, so that what was compiled there can be used
    /// again.
    fn new() -> Self {
        let copy = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join("new"));
        let _ = fs::remove_dir_all(&copy.0);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut git = Command::new("git");
        git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        let list = git.current_dir(&root).output().expect("git runs").stdout;
        let list = String::from_utf8(list).expect("UTF-8");
        let files = list.split('\0').filter(|path| root.join(path).is_file());
        for path in files {
            copy.take(&root, path);
        }
        copy
    }

    fn take(&self, root: &Path, path: &str) {
        let (from, to) = (root.join(path), self.0.join(path));
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(&from, &to).expect("a copy");
        // Cargo goes by the time of a file.
        let modified = from.metadata().and_then(|file| file.modified()).expect("a time");
        let file = fs::File::options().write(true).open(&to).expect("the copy");
        file.set_modified(modified).expect("a time");
    }

    /// Where Cargo builds the copy.
    fn target() -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-target")
    }

    /// Runs Cargo in the copy. What it compiles stays apart: Cargo tells crates by their place below
    /// the root, so that those of the copy would stand in for those of the workspace.
    #[track_caller]
    fn cargo(&self, arguments: &str) -> String {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(&self.0).args(arguments.split_whitespace());
        cargo
            .env_remove("CARGO_MANIFEST_DIR")
            .env("CARGO_TARGET_DIR", Self::target())
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_NET_OFFLINE", "true");
        let output = cargo.output().expect("cargo runs");
        let [said, shown] =
            [output.stderr, output.stdout].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
        assert!(output.status.success(), "cargo {arguments}:\n{said}\n{shown}");
        shown
    }
}

#[test]
#[ignore = "builds a second workspace; .ci/run runs it"]
fn a_new_protocol_is_formatted_without_warnings_and_tested() {
    let copy = Copy::new();
    let shown = copy.cargo("xtask new toy");
    assert!(shown.contains("created specs/toy/1.yaml\n"), "{shown}");
    assert!(shown.contains("Transcribe the document into `specs/toy/1.yaml`"), "{shown}");

    copy.cargo("xtask codegen --check");
    copy.cargo("xtask check");
    copy.cargo("xtask export --check");
    copy.cargo("fmt -p toy-types -p toy-client -p sandbox-toy -p yima --check");
    let crates = "-p toy-types -p toy-client -p sandbox-toy";
    copy.cargo(&format!("clippy {crates} --all-targets --all-features -- -D warnings"));
    let shown = copy.cargo(&format!("test {crates}"));
    // The router and the client's look at it, the models, and what the document states.
    for test in [
        "what_is_missing_is_named",
        "the_sandbox_answers",
        "faults_and_rate_limits_apply",
        "every_key_is_read_in_any_case_and_between_blanks",
        "the_fields_are_those_of_the_document",
    ] {
        assert!(shown.contains(&format!("test {test} ... ok")), "{test}");
    }

    copy.cargo("clippy -p yima --all-targets -- -D warnings");
    copy.cargo("test -p workspace-tests --test dependencies");
    copy.cargo("build -p yima");
    program::is_complete(&copy);
}
