//! Generated files that are committed, so that tests can compile and use them.
//! `UPDATE_GENERATED=1 cargo test -p yima-codegen --test obstacles` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Text by path.
pub type Files = BTreeMap<String, String>;

/// By path.
pub fn files(files: Vec<codegen::File>) -> Files {
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

/// The committed files of a folder below `tests/` are what is generated.
#[track_caller]
pub fn assert_committed(folder: &str, generated: &Files) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        update(&folder, generated);
    }
    let mut present = Files::new();
    committed(&folder, "", &mut present);
    let paths = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(generated), paths(&present));
    for (path, text) in generated {
        assert_eq!(*text, present[path], "{path}");
    }
}

fn committed(folder: &Path, below: &str, into: &mut Files) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{below}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            committed(&path, &format!("{name}/"), into);
        } else {
            into.insert(name, fs::read_to_string(path).expect("a text"));
        }
    }
}

fn update(folder: &Path, files: &Files) {
    // Only the tests write below this folder.
    let _ = fs::remove_dir_all(folder);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}
