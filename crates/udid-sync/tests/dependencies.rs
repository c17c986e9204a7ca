//! A program that pulls into SQLite builds few packages.

use std::collections::BTreeSet;
use std::process::Command;

/// Packages of `udid-sync`, `udid-sqlite` and `udid-client` together, each once.
const MOST_PACKAGES: usize = 150;

#[test]
fn a_program_that_pulls_into_sqlite_builds_at_most_150_packages() {
    let packages = packages_of(&["udid-sync", "udid-sqlite", "udid-client"]);
    println!("{} packages", packages.len());
    assert!(packages.iter().any(|line| line.starts_with("rusqlite v")), "{packages:#?}");
    assert!(packages.iter().any(|line| line.starts_with("reqwest v")), "{packages:#?}");
    assert!(packages.len() <= MOST_PACKAGES, "{}: {packages:#?}", packages.len());
}

/// The lines of `cargo tree` for these packages with default features, each once.
fn packages_of(roots: &[&str]) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["tree", "--offline", "--locked", "--edges=normal", "--prefix=none"]);
    command.arg("--no-dedupe").current_dir(env!("CARGO_MANIFEST_DIR"));
    for root in roots {
        command.args(["--package", root]);
    }
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("cargo prints UTF-8");
    let lines = text.lines().map(|line| line.trim_end_matches(" (*)"));
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
