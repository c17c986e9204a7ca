//! Which crate may use which: a crate uses only crates of lower numbers, so that users of the lower
//! ones pay for nothing above.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Crates by number, from the ground up, without those that every protocol has.
const NUMBERS: &[(u8, &[&str])] = &[
    (0, &["random", "spec", "udi-label", "wire"]),
    (1, &["codegen"]),
    (2, &["auth", "spec-macros", "udid-store", "udid-synthetic"]),
    (3, &["transport", "udid-release"]),
    (4, &["client-core", "recording", "udid-sqlite"]),
    (5, &["sandbox-core"]),
    (6, &["udid-sync"]),
    (7, &["sandbox"]),
    (8, &["yima"]),
];

/// Crates that use only what they name: build-time tools, the thin transport, the models.
const MAY_USE: &[(&str, &[&str])] = &[
    ("auth", &[]),
    ("codegen", &["spec"]),
    ("recording", &["auth", "transport", "wire"]),
    ("spec-macros", &["codegen", "spec"]),
    ("transport", &[]),
    ("udi-label", &[]),
    ("udid-synthetic", &["random", "udid-types", "wire"]),
    ("udid-types", &["udi-label", "wire"]),
];

/// What a crate must not reach on any way, and why.
const MUST_NOT_REACH: &[(&str, &str, &str)] = &[
    ("udid-store", "transport", "a store never sees a client"),
    ("udid-store", "client-core", "a store never sees a client"),
    ("udid-sqlite", "transport", "a store never sees a client"),
    ("udid-sqlite", "client-core", "a store never sees a client"),
    ("udid-sync", "udid-sqlite", "synchronization knows stores by their traits"),
    ("udid-sync", "rusqlite", "synchronization knows stores by their traits"),
    ("udi-label", "wire", "labels know no registry"),
    ("sandbox-core", "udid-types", "the core names no service"),
    ("sandbox-core", "idcode-types", "the core names no service"),
    ("sandbox-core", "dbhs-types", "the core names no service"),
    ("sandbox-core", "cloudmfg-types", "the core names no service"),
    ("recording", "client-core", "captures are of any HTTP exchange"),
];

/// The published crates and what they use at run time, crates of others included.
fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages").iter();
    let published = packages.filter(|package| package["publish"].is_null());
    let of = |package: &Value| {
        let dependencies = package["dependencies"].as_array().expect("a list").iter();
        dependencies.filter(|dependency| dependency["kind"].is_null()).map(crate_name).collect()
    };
    published.map(|package| (crate_name(package), of(package))).collect()
}

/// The name of the crate: some packages have a prefix, because the plain name belongs to others.
fn crate_name(package: &Value) -> String {
    let name = package["name"].as_str().expect("a name");
    name.strip_prefix("yima-").unwrap_or(name).to_owned()
}

fn number(name: &str) -> Option<u8> {
    let listed = NUMBERS.iter().find(|(_, names)| names.contains(&name));
    listed.map(|(number, _)| *number).or_else(|| number_in_protocol(name))
}

/// The numbers of the three crates of a protocol.
fn number_in_protocol(name: &str) -> Option<u8> {
    match name {
        _ if name.ends_with("-types") => Some(1),
        _ if name.ends_with("-client") => Some(5),
        _ if name.starts_with("sandbox-") => Some(6),
        _ => None,
    }
}

#[test]
fn every_published_crate_has_a_number() {
    let uses = uses();
    let published: BTreeSet<_> = uses.keys().map(String::as_str).collect();
    let without: Vec<_> = published.iter().filter(|name| number(name).is_none()).collect();
    assert!(without.is_empty(), "not in the table of this test: {without:?}");
    for name in NUMBERS.iter().flat_map(|(_, names)| *names) {
        assert!(published.contains(name), "not a published crate any more: {name}");
    }
}

#[test]
fn crates_use_only_crates_of_lower_numbers() {
    for (name, used) in uses() {
        for used in used.iter().filter(|used| number(used).is_some()) {
            assert!(
                number(used) < number(&name),
                "{name} must not use {used}: its number is higher"
            );
            if let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| *known == name) {
                assert!(allowed.contains(&used.as_str()), "{name} must not use {used}");
            }
        }
    }
}

#[test]
fn crates_do_not_reach_what_they_must_not_know() {
    let uses = uses();
    for (from, to, reason) in MUST_NOT_REACH {
        let mut open = vec![vec![(*from).to_owned()]];
        let mut seen = BTreeSet::new();
        while let Some(way) = open.pop() {
            let last = way.last().expect("a crate");
            assert!(last != to, "{}: {reason}", way.join(" -> "));
            for next in uses.get(last).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    open.push([way.clone(), vec![next.clone()]].concat());
                }
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
