//! The folders of the program are layers: a file imports only from layers below its own.

use std::fs;
use std::path::{Path, PathBuf};

/// From the bottom up.
const LAYERS: [&str; 4] = ["wiring", "screen", "cli", "commands"];

#[test]
fn no_file_imports_from_a_layer_above() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = files_in(&source);
    let layers: Vec<_> = LAYERS.iter().map(|layer| files_of(&files, &source, layer)).collect();
    assert!(layers.iter().all(|files| files.len() > 5), "{layers:?}");
    let edges: Vec<_> =
        (0..LAYERS.len()).flat_map(|number| upward(&layers[number], number)).collect();
    assert!(edges.is_empty(), "\n{}", edges.join("\n"));
}

/// The imports of these files from layers above theirs, as `file:line: text`.
fn upward(files: &[PathBuf], number: usize) -> Vec<String> {
    let is_above = |path: &str| LAYERS[number + 1..].iter().any(|layer| starts_with(path, layer));
    let mut edges = Vec::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        for (line, text) in (1..).zip(text.lines()) {
            // Paths in the code and in `use` lines, one `crate::` each.
            if text.split("crate::").skip(1).any(is_above) {
                edges.push(format!("{}:{line}: {}", file.display(), text.trim()));
            }
        }
    }
    edges
}

/// Whether a path begins in a module; `{` begins a list, whose modules are on the same line.
fn starts_with(path: &str, module: &str) -> bool {
    let modules = path.trim_start_matches('{').split([',', '{', '}', ';']).map(str::trim);
    let first = if path.starts_with('{') { usize::MAX } else { 1 };
    modules.take(first).any(|path| path.split("::").next() == Some(module))
}

fn files_of(files: &[PathBuf], source: &Path, layer: &str) -> Vec<PathBuf> {
    let (file, folder) = (source.join(format!("{layer}.rs")), source.join(layer));
    files.iter().filter(|path| **path == file || path.starts_with(&folder)).cloned().collect()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let nested = entries.map(|path| if path.is_dir() { files_in(&path) } else { vec![path] });
    nested.flatten().collect()
}

#[test]
fn an_import_from_above_is_found() {
    for (path, is_found) in [
        ("cli::Format;", true),
        ("{cli::Format, wiring::Found};", true),
        ("{wiring::Found, cli};", true),
        ("cli;", true),
        ("client::Client;", false),
        ("wiring::cli;", false),
    ] {
        assert_eq!(starts_with(path, "cli"), is_found, "{path}");
    }
}
