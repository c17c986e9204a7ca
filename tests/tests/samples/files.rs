//! The files in which the documents' samples are kept.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(path)
}

/// The text of a file.
pub fn read(path: &str) -> String {
    fs::read_to_string(data(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names of the files in a folder.
pub fn names(folder: &str) -> BTreeSet<String> {
    let files = fs::read_dir(data(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let names = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    names.collect()
}

/// The names that begin with one of these texts.
pub fn names_with(folder: &str, beginnings: &[String]) -> BTreeSet<String> {
    let mut names = names(folder);
    names.retain(|name| beginnings.iter().any(|beginning| name.starts_with(beginning)));
    names
}
