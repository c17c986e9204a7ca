//! Sources of clients and simulated services name endpoints by the generated constants, so that a
//! changed id is a change of the specification alone.

use std::fs;
use std::path::{Path, PathBuf};

use wire::EndpointInfo;

/// Each protocol with its endpoints.
const PROTOCOLS: [(&str, &[EndpointInfo]); 4] = [
    ("udid", &udid_types::ENDPOINTS),
    ("idcode", &idcode_types::ENDPOINTS),
    ("dbhs", &dbhs_types::ENDPOINTS),
    ("cloudmfg", &cloudmfg_types::ENDPOINTS),
];

/// Rust files below a folder of a crate, without generated ones.
fn sources(path: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("generated") {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// Lines in which an id is a literal.
fn literals(path: &Path, endpoints: &[EndpointInfo]) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a source");
    let lines = text.lines().enumerate();
    let found = lines.filter(|(_, line)| {
        endpoints.iter().any(|endpoint| line.contains(&format!("\"{}\"", endpoint.id)))
    });
    found.map(|(index, line)| format!("{}:{}: {line}", path.display(), index + 1)).collect()
}

#[test]
fn no_source_of_a_client_or_sandbox_has_an_endpoint_id_as_a_literal() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let (mut found, mut count) = (Vec::new(), 0);
    for (protocol, endpoints) in PROTOCOLS {
        for name in [format!("{protocol}-client"), format!("sandbox-{protocol}"), "sandbox".into()]
        {
            let mut files = Vec::new();
            sources(&crates.join(name).join("src"), &mut files);
            count += files.len();
            found.extend(files.iter().flat_map(|path| literals(path, endpoints)));
        }
    }
    assert!(count > 60, "{count}");
    assert!(found.is_empty(), "use the constants in `endpoints`:\n{}", found.join("\n"));
}
