//! What the workspace is built from: under which licences, and from where.
//!
//! A test and not the usual tool for it, which takes more than two minutes to install, and whose
//! advisories come over the network.

use std::process::Command;

use serde_json::Value;

/// Licences that ask for no more than to be named. None says under which licence others publish
/// what they build with it.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

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
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let allowed = any(&mut rest)?;
    rest.is_empty().then_some(allowed)
}

fn any(words: &mut &[&str]) -> Option<bool> {
    let mut allowed = all(words)?;
    while take(words, "OR") {
        allowed |= all(words)?;
    }
    Some(allowed)
}

fn all(words: &mut &[&str]) -> Option<bool> {
    let mut allowed = one(words)?;
    while take(words, "AND") {
        allowed &= one(words)?;
    }
    Some(allowed)
}

fn one(words: &mut &[&str]) -> Option<bool> {
    if take(words, "(") {
        let allowed = any(words)?;
        return take(words, ")").then_some(allowed);
    }
    let (name, rest) = words.split_first()?;
    *words = rest;
    if take(words, "WITH") {
        // An exception only allows more.
        *words = words.split_first()?.1;
    }
    Some(ALLOWED.contains(name))
}

fn take(words: &mut &[&str], word: &str) -> bool {
    match words.split_first() {
        Some((first, rest)) if *first == word => {
            *words = rest;
            true
        }
        _ => false,
    }
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
        ("Apache-2.0 WITH LLVM-exception", Some(true)),
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
