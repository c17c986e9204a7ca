//! What the workspace is built from: under which licences, and from where.
//!
//! `deny.toml` has the rules; `cargo deny check` knows more of them, where it is installed.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};

/// The licences that `deny.toml` allows.
static ALLOWED: LazyLock<Vec<Licensee>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deny.toml");
    let rules: toml::Table = fs::read_to_string(path).expect("the rules").parse().expect("TOML");
    let names = rules["licenses"]["allow"].as_array().expect("a list of licences");
    names.iter().map(|name| licensee(name.as_str().expect("a name"))).collect()
});

fn licensee(name: &str) -> Licensee {
    Licensee::parse(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Packages of all platforms and features.
fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    serde_json::from_value(metadata["packages"].take()).expect("a list of packages")
}

/// Whether the licences that can be chosen of an expression are allowed. `None` if it is none.
fn is_allowed(expression: &str) -> Option<bool> {
    // `/` is how `OR` was written once.
    let mode = ParseMode { allow_slash_as_or_operator: true, ..ParseMode::STRICT };
    let expression = Expression::parse_mode(expression, mode).ok()?;
    Some(expression.evaluate(|asked| ALLOWED.iter().any(|allowed| allowed.satisfies(asked))))
}

#[test]
fn expressions_are_understood() {
    for (expression, expected) in [
        ("MIT", Some(true)),
        ("GPL-3.0-only", Some(false)),
        ("MIT OR GPL-3.0-only", Some(true)),
        ("GPL-3.0-only/MIT", Some(true)),
        ("MIT AND GPL-3.0-only", Some(false)),
        ("MIT AND (GPL-3.0-only OR ISC)", Some(true)),
        ("GPL-3.0-only AND MIT OR LGPL-2.1-or-later", Some(false)),
        // An exception has to be named; it is not the licence.
        ("Apache-2.0 WITH LLVM-exception", Some(false)),
        ("Apache-2.0 WITH LLVM-exception OR MIT", Some(true)),
        ("(MIT", None),
        ("MIT ISC", None),
        ("", None),
    ] {
        assert_eq!(is_allowed(expression), expected, "{expression}");
    }
}

#[test]
fn every_package_has_an_allowed_licence() {
    let packages = packages();
    assert!(packages.len() > 100, "{}", packages.len());
    let refused = packages.iter().filter_map(|package| {
        let licence = package["license"].as_str().unwrap_or_default();
        (is_allowed(licence) != Some(true)).then(|| format!("{} {licence}", package["name"]))
    });
    assert_eq!(refused.collect::<Vec<_>>(), [""; 0]);
}

/// Every package is of this workspace or from the usual registry: none from a repository, and none
/// from a registry that a manifest names.
#[test]
fn every_package_comes_from_the_workspace_or_the_usual_registry() {
    for package in packages() {
        let source = package["source"].as_str();
        assert!(source.is_none_or(|source| source.starts_with("registry+")), "{source:?}");
        let is_own = source.is_none();
        for dependency in package["dependencies"].as_array().expect("a list of dependencies") {
            let (package, name) = (&package["name"], &dependency["name"]);
            assert!(dependency["registry"].is_null(), "{package}: {name}");
            let is_local = dependency["path"].is_string();
            assert!(is_own || !is_local, "{package}: {name} is a folder");
        }
    }
}
