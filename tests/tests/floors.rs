//! The floors of the house: a crate uses only crates on floors below its own, so that users of the
//! lower ones pay for nothing above.

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
    ("sandbox", 5),
    ("udid-sync", 6),
    ("yima", 8),
];

/// Crates that only need what they name: build-time tools, the thin transport, the models.
const MAY_USE: &[(&str, &[&str])] = &[
    ("codegen", &["spec"]),
    ("spec-macros", &["spec", "codegen"]),
    ("transport", &[]),
    ("recording", &["auth", "transport", "wire"]),
    ("auth", &[]),
    ("udid-types", &["wire"]),
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
