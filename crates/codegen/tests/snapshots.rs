//! What is generated from a real spec, as people read it. `INSTA_UPDATE=always cargo test -p yima-codegen
//! --test snapshots` accepts a change.

use test_support::snapshots;

use codegen::File;

const UDID: &str = include_str!("../../../specs/udid/2.0.1.yaml");
const PATH: &str = "udid/2.0.1.yaml";

fn generate() -> Vec<File> {
    let spec = spec::load(PATH, UDID).unwrap_or_else(|report| panic!("{report}"));
    codegen::generate(&spec, PATH, UDID)
}

/// One file for each kind of generated file; `impls/contact.rs` is a short one.
const SHOWN: [&str; 9] = [
    "models/device.rs",
    "models/device_list_request.rs",
    "enums/carrier.rs",
    "enums/return_code.rs",
    "impls/contact.rs",
    "decisions.rs",
    "endpoints.rs",
    "service.rs",
    "mod.rs",
];

/// The file with the hash of its spec left out, which changes with every comment of the spec.
fn without_hash(text: &str) -> String {
    if !text.contains(&format!("specs/{PATH} (")) {
        return text.to_owned();
    }
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
    assert_eq!(paths.len(), 45);
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), 45, "every file has a path of its own");
}

#[test]
fn a_comment_in_a_spec_changes_the_hash_in_the_root_file_only() {
    let spec = spec::load(PATH, UDID).unwrap_or_else(|report| panic!("{report}"));
    let changed = codegen::generate(&spec, PATH, &format!("{UDID}# a comment\n"));
    for (file, other) in generate().iter().zip(&changed) {
        assert_eq!(file.text == other.text, file.path != "mod.rs", "{}", file.path);
        assert_eq!(without_hash(&file.text), without_hash(&other.text), "{}", file.path);
    }
}

#[test]
fn a_removed_field_changes_no_line_of_its_neighbors() {
    let (start, end) = ("      - wire: CPHHHBH\n", "      - wire: ");
    let (before, field) = UDID.split_once(start).expect("the field");
    let (_, after) = field.split_once(end).expect("its neighbor");
    let text = format!("{before}{end}{after}");
    let spec = spec::load(PATH, &text).unwrap_or_else(|report| panic!("{report}"));
    let mut removed = 0;
    for (old, new) in generate().iter().zip(codegen::generate(&spec, PATH, &text)) {
        let (old_text, new_text) = (without_hash(&old.text), without_hash(&new.text));
        let mut rest = old_text.lines();
        let is_kept = new_text.lines().all(|line| rest.any(|old| old == line));
        assert!(is_kept, "{} has lines that are new", old.path);
        removed += old_text.lines().count() - new_text.lines().count();
    }
    // Field and its documentation, description, position (twice), key, reading, writing, access, setter.
    assert_eq!(removed, 4 + 5 + 2 + 1 + 1 + 1 + 1 + 2);
}
