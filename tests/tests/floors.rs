//! The floors of the house: a crate uses only crates on floors below its own, so that users of the
//! lower ones pay for nothing above.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Crate and floor, from the ground up.
const FLOORS: &[(&str, u8)] = &[
    ("random", 0),
    ("wire", 0),
    ("spec", 0),
    ("udi-label", 0),
    ("udid-types", 1),
    ("idcode-types", 1),
    ("dbhs-types", 1),
    ("cloudmfg-types", 1),
    ("codegen", 1),
    ("auth", 2),
    ("udid-store", 2),
    ("udid-synthetic", 2),
    ("spec-macros", 2),
    ("transport", 3),
    ("recording", 4),
    ("client-core", 4),
    ("udid-sqlite", 4),
    ("udid-client", 5),
    ("idcode-client", 5),
    ("dbhs-client", 5),
    ("cloudmfg-client", 5),
    ("sandbox-core", 5),
    ("sandbox-udid", 6),
    ("sandbox-idcode", 6),
    ("sandbox-dbhs", 6),
    ("sandbox-cloudmfg", 6),
    ("udid-sync", 6),
    ("sandbox", 7),
    ("yima", 8),
];

/// Crates that only need what they name: build-time tools, the thin transport, the models.
const MAY_USE: &[(&str, &[&str])] = &[
    ("codegen", &["spec"]),
    ("spec-macros", &["spec", "codegen"]),
    ("transport", &[]),
    ("recording", &["auth", "transport", "wire"]),
    ("auth", &[]),
    ("udid-types", &["udi-label", "wire"]),
    ("udid-synthetic", &["random", "udid-types", "wire"]),
];

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .output()
        .expect("cargo runs");
    let mut metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    serde_json::from_value(metadata["packages"].take()).expect("a list of packages")
}

/// Names of the workspace's own crates that a package uses at run time.
fn uses(package: &Value) -> Vec<String> {
    let dependencies = package["dependencies"].as_array().expect("a list of dependencies");
    dependencies
        .iter()
        .filter(|dependency| dependency["kind"].is_null() && dependency["path"].is_string())
        .map(|dependency| crate_name(dependency).to_owned())
        .collect()
}

/// The name of the crate: some packages have a prefix, because the plain name belongs to others.
fn crate_name(package: &Value) -> &str {
    let name = package["name"].as_str().expect("a name");
    name.strip_prefix("yima-").unwrap_or(name)
}

fn floor(name: &str) -> u8 {
    let found = FLOORS.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("{name} has no floor yet")).1
}

#[test]
fn every_crate_uses_only_floors_below_it() {
    let published: Vec<_> =
        packages().into_iter().filter(|package| package["publish"].is_null()).collect();
    assert_eq!(published.len(), FLOORS.len(), "every published crate has a floor");
    for package in published {
        let name = crate_name(&package);
        for used in uses(&package) {
            assert!(floor(&used) < floor(name), "{name} must not use {used}");
            if let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| *known == name) {
                assert!(allowed.contains(&used.as_str()), "{name} must not use {used}");
            }
        }
    }
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn sandbox_core_names_no_service() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/sandbox-core");
    for path in files(&sources) {
        let text = fs::read_to_string(&path).expect("text").to_lowercase();
        for service in ["udid", "idcode", "dbhs", "cloudmfg"] {
            assert!(!text.contains(service), "{} names {service}", path.display());
        }
    }
}
