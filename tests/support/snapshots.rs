//! Snapshots that nothing asserts must not stay. The tests of several crates use this file as a
//! module; `tests/tests/snapshots.rs` holds that every folder of snapshots has such a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The folder holds the snapshots with these names, and nothing else.
#[track_caller]
pub fn no_others<T: Into<String>>(folder: &str, asserted: impl IntoIterator<Item = T>) {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
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
