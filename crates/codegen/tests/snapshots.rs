//! What is generated from a real spec, as people read it. `INSTA_UPDATE=always cargo test -p yima-codegen
//! --test snapshots` accepts a change.

#[path = "../../../tests/support/snapshots.rs"]
mod snapshots;

use codegen::File;

const UDID: &str = include_str!("../../../specs/udid/2.0.1.yaml");
const PATH: &str = "udid/2.0.1.yaml";

fn generate() -> Vec<File> {
    let spec = spec::load(PATH, UDID).unwrap_or_else(|report| panic!("{report}"));
    codegen::generate(&spec, PATH, UDID)
}

/// One file for each kind of generated file; `impls/contact.rs` is a short one.
const SHOWN: [&str; 7] = [
    "models/device.rs",
    "models/device_list_request.rs",
    "enums/carrier.rs",
    "enums/return_code.rs",
    "impls/contact.rs",
    "endpoints.rs",
    "mod.rs",
];

/// The file with the hash of its spec left out: it changes with every comment of the spec.
fn without_hash(text: &str) -> String {
    let (header, rest) = text.split_once('\n').expect("a header");
    let (before, hash) = header.split_once(&format!("specs/{PATH} (")).expect("path and hash");
    let (hash, after) = hash.split_once(')').expect("the end of the hash");
    assert!(hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{header}");
    format!("{before}specs/{PATH} (hash){after}\n{rest}")
}

#[test]
fn the_generated_files_read_like_this() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let files = generate();
    let names = SHOWN.map(|path| {
        let file = files.iter().find(|file| file.path == path).expect(path);
        let name = format!("udid-{}", path.trim_end_matches(".rs").replace('/', "-"));
        settings.bind(|| insta::assert_snapshot!(name.as_str(), without_hash(&file.text)));
        name
    });
    snapshots::no_others("tests/snapshots", names);
}

#[test]
fn the_same_spec_gives_the_same_files() {
    let first = generate();
    for _ in 0..3 {
        assert_eq!(generate(), first);
    }
    let mut paths: Vec<_> = first.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), 43);
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), 43, "every file has a path of its own");
}

#[test]
fn the_hash_in_the_header_is_that_of_the_spec() {
    let spec = spec::load(PATH, UDID).unwrap_or_else(|report| panic!("{report}"));
    let changed = codegen::generate(&spec, PATH, &format!("{UDID}# a comment\n"));
    for (file, other) in generate().iter().zip(&changed) {
        assert_ne!(file.text, other.text, "{}", file.path);
        assert_eq!(without_hash(&file.text), without_hash(&other.text), "{}", file.path);
    }
}
