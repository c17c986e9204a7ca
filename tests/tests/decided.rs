//! What the decisions of the specifications promise of our interface exists.

use std::path::Path;

/// Words that promise something to call.
const PROMISES: [&str; 4] = ["accessor", "helper", "in the error", "iterator"];

fn decisions() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let folders = ["udid/2.0.yaml", "udid/2.0.1.yaml", "idcode/1.yaml", "dbhs/1.yaml"];
    let all = folders.into_iter().chain(["cloudmfg/gbt-43960-2024.yaml"]);
    all.flat_map(|file| {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        let spec = spec::load(file, &text).unwrap_or_else(|report| panic!("{report}"));
        let named = |decision: &spec::Decision| {
            (format!("{file} {}", decision.id.value), decision.decided.clone())
        };
        spec.decisions.iter().map(named).collect::<Vec<_>>()
    })
    .collect()
}

/// The public interface of all crates, as its snapshots list it.
fn interface() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/public_api/snapshots");
    let files = std::fs::read_dir(folder).unwrap();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

/// The parts in backquotes that are paths of Rust.
fn paths(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).filter(|quoted| quoted.contains("::")).collect()
}

#[test]
fn what_decisions_name_exists() {
    let interface = interface();
    let is_item = |path: &str| {
        let path = format!("::{path}");
        interface.match_indices(&path).any(|(start, _)| {
            let next = interface[start + path.len()..].chars().next();
            !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
        })
    };
    let mut named = 0;
    for (id, decided) in decisions() {
        let paths = paths(&decided);
        named += paths.len();
        for path in &paths {
            assert!(is_item(path), "{id}: there is no `{path}`");
        }
        if PROMISES.iter().any(|word| decided.contains(word)) {
            assert!(!paths.is_empty(), "{id} promises something to call, and does not name it");
        }
    }
    assert!(named >= 11, "{named}");
    assert!(!is_item("DateText::dates") && !is_item("Error::repl"));
}
