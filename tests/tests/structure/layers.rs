//! What a part of the product must not know, whatever its dependencies would allow.

use std::fs;

use crate::{root, rust_files};

/// Part, and words that none of its sources may contain.
const MUST_NOT_NAME: [(&str, &[&str]); 1] =
    [("crates/sandbox-core/src", &["udid", "idcode", "dbhs", "cloudmfg"])];

#[test]
fn parts_do_not_name_what_they_must_not_know() {
    let mut found = Vec::new();
    for (part, words) in MUST_NOT_NAME {
        let files = rust_files(&root().join(part));
        assert!(!files.is_empty(), "{part} has moved: change its path in this test");
        for file in files {
            let text = fs::read_to_string(&file).expect("a source file").to_lowercase();
            for (number, line) in text.lines().enumerate() {
                let named = words.iter().filter(|word| line.contains(**word));
                found
                    .extend(named.map(|word| format!("{}:{}: {word}", file.display(), number + 1)));
            }
        }
    }
    assert!(found.is_empty(), "names what it must not know:\n{}", found.join("\n"));
}
