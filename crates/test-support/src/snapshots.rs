//! Fails for snapshots that no test asserts; `tests/tests/snapshots.rs` checks that every folder of
//! snapshots has such a test.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{env, fs};

/// The folder of the package whose test runs: Cargo sets it for the process.
fn package() -> PathBuf {
    env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).expect("run by `cargo test`")
}

/// The folder holds the snapshots with these names, and nothing else.
#[track_caller]
pub fn no_others<T: Into<String>>(folder: &str, asserted: impl IntoIterator<Item = T>) {
    let files = fs::read_dir(package().join(folder));
    let files = files
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .map(|file| file.expect("a file of the folder").file_name().to_string_lossy().into_owned());
    let asserted = asserted.into_iter().map(|name| format!("{}.snap", name.into()));
    let (files, asserted): (BTreeSet<_>, BTreeSet<_>) = (files.collect(), asserted.collect());
    let others: Vec<_> = files.difference(&asserted).collect();
    assert!(others.is_empty(), "{folder}: no test asserts {others:?}: delete them");
    let missing: Vec<_> = asserted.difference(&files).collect();
    assert!(missing.is_empty(), "{folder}: there is no {missing:?}");
}
