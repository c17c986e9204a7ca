//! The targets of the log that a client's front page names are those of the crates under it that write one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Crates that calls go through.
const BELOW: [&str; 3] = ["auth", "client-core", "transport"];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates")
}

/// Whether the sources in a folder write to the log.
fn writes_log(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            writes_log(&path)
        } else {
            fs::read_to_string(path).unwrap().contains("tracing::")
        }
    })
}

/// The names in backquotes between "Targets are" and the end of the sentence about secrets.
fn named_targets(front_page: &str) -> BTreeSet<String> {
    let text: Vec<_> = front_page.lines().filter_map(|line| line.strip_prefix("//!")).collect();
    let text = text.join(" ");
    let (_, rest) = text.split_once("Targets are ").expect("a sentence about targets");
    let (sentence, _) = rest.split_once("No credential").expect("a sentence about secrets");
    sentence.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn front_pages_name_the_targets_that_are_written() {
    for client in ["udid-client", "idcode-client", "dbhs-client", "cloudmfg-client"] {
        let written = BELOW
            .iter()
            .chain([&client])
            .filter(|name| writes_log(&crates().join(name).join("src")));
        let written: BTreeSet<_> = written.map(|name| name.replace('-', "_")).collect();
        let front_page = fs::read_to_string(crates().join(client).join("src/lib.rs")).unwrap();
        assert_eq!(named_targets(&front_page), written, "{client}");
    }
}
