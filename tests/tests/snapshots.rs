//! Every folder of snapshots in the workspace has a test that fails for snapshots which nothing
//! asserts.

use test_support::snapshots as helper;

use std::fs;
use std::path::{Path, PathBuf};

/// The snapshots below a folder.
fn snapshots(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the workspace") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            snapshots(&path, into);
        } else if name.ends_with(".snap") {
            into.push(path);
        }
    }
}

/// The test that asserts a snapshot, according to its head.
fn source(root: &Path, snapshot: &Path) -> PathBuf {
    let text = fs::read_to_string(snapshot).expect("a snapshot");
    let mut head = text.lines().skip(1).take_while(|line| *line != "---");
    let source = head.find_map(|line| line.strip_prefix("source: "));
    root.join(source.unwrap_or_else(|| panic!("{}: no source", snapshot.display())))
}

#[test]
fn every_folder_of_snapshots_is_held_against_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    snapshots(&root, &mut found);
    assert!(!found.is_empty());
    for snapshot in &found {
        let folder = snapshot.parent().expect("a folder");
        let source = source(&root, snapshot);
        let text = fs::read_to_string(&source)
            .unwrap_or_else(|error| panic!("{}: {error}", source.display()));
        let call = "snapshots::no_others(";
        let name = folder.strip_prefix(&root).expect("a folder of the workspace");
        assert!(
            text.contains(call),
            "{} must call {call} for {}",
            source.display(),
            name.display()
        );
    }
}

#[test]
fn what_nothing_asserts_is_found_and_what_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.snap", "b.snap"] {
        fs::write(folder.path().join(name), "").expect("a file");
    }
    let folder = folder.path().to_str().expect("a path").to_owned();
    let held = |names: &[&str]| {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        std::panic::catch_unwind(|| helper::no_others(&folder, names)).is_ok()
    };
    assert!(held(&["a", "b"]));
    assert!(!held(&["a"]), "b is left over");
    assert!(!held(&["a", "b", "c"]), "c is missing");
}
