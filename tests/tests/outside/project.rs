//! A project in a folder of its own, built without network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder around this crate")
}

/// A package with a `main.rs`, removed when dropped.
pub struct Project(TempDir);

impl Project {
    /// `dependencies` are lines of `Cargo.toml`.
    pub fn new(dependencies: &str, main: &str) -> Self {
        let project = Self(TempDir::new().expect("a temporary folder"));
        // Third-party crates are those that the workspace has compiled for the same profile.
        let manifest = format!(
            "[package]\nname = \"user\"\nedition = \"2024\"\n\n[workspace]\n\n{dependencies}\n\
             [profile.dev]\ndebug = \"line-tables-only\"\n"
        );
        project.write("Cargo.toml", &manifest);
        project.write("src/main.rs", main);
        let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the versions in use");
        project.write("Cargo.lock", &lock);
        project
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Builds and runs the program; what it prints.
    #[track_caller]
    pub fn run(&self) -> String {
        self.cargo(&["run", "--offline", "--color=never"])
    }

    /// The packages that it is built from, itself excluded, one line each.
    #[track_caller]
    pub fn packages(&self) -> Vec<String> {
        let tree = ["tree", "--offline", "--edges=normal", "--prefix=none", "--no-dedupe"];
        let mut lines: Vec<_> = self.cargo(&tree).lines().skip(1).map(str::to_owned).collect();
        lines.sort();
        lines.dedup();
        lines
    }

    #[track_caller]
    fn cargo(&self, arguments: &[&str]) -> String {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(arguments).current_dir(self.0.path()).env("CARGO_TARGET_DIR", target());
        let output = cargo.output().expect("cargo runs");
        let [printed, said] =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
        assert!(output.status.success(), "cargo {arguments:?}:\n{said}\n{printed}");
        assert!(!said.contains("warning"), "{said}");
        printed
    }
}

/// The folder in which the workspace is built.
fn target() -> PathBuf {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    own.expect("the folder around that of the tests").to_owned()
}
