//! What the compiler says when the argument or the spec is wrong.

use std::fs;
use std::path::Path;

/// Where `trybuild` compiles the cases: the folder of their `Cargo.toml`, to which paths are relative.
fn project() -> std::path::PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    target.join("tests/trybuild").join(env!("CARGO_PKG_NAME"))
}

#[test]
fn mistakes_are_shown_where_they_are() {
    let specs = project().join("specs");
    fs::create_dir_all(&specs).expect("a folder");
    for file in fs::read_dir("tests/specs").expect("the specs") {
        let file = file.expect("a spec");
        fs::copy(file.path(), specs.join(file.file_name())).expect("a copy");
    }
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
