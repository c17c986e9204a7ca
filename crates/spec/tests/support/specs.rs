//! The specs of this repository.

use std::fs;
use std::path::{Path, PathBuf};

/// Path and text of each, in the order of their paths.
pub fn specs() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let protocols = entries(&folder).into_iter().filter(|path| path.is_dir());
    let files = protocols.flat_map(|protocol| entries(&protocol));
    let specs = files.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    specs
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text")))
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}
