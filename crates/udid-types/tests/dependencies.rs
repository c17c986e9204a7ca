//! Whoever only parses saved answers must not build half of the public registry for it.

use std::collections::BTreeSet;
use std::process::Command;

const MOST_CRATES: usize = 10;

#[test]
fn few_crates_and_no_proc_macro_stand_below_the_models() {
    let crates = crates_below();
    assert!(crates.iter().any(|line| line.starts_with("serde_json v")), "{crates:#?}");
    assert!(crates.len() <= MOST_CRATES, "more than {MOST_CRATES}: {crates:#?}");
    assert!(!crates.iter().any(|line| line.contains("(proc-macro)")), "{crates:#?}");
}

/// The lines of `cargo tree`, each crate once, without the crate itself.
///
/// Not `cargo metadata`: it turns on the features that any member of the workspace asks for, so
/// that the derive of serde in a test elsewhere would count here.
fn crates_below() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--package", env!("CARGO_PKG_NAME")])
        .args(["--edges=normal", "--prefix=none", "--no-dedupe"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("cargo prints UTF-8");
    text.lines().skip(1).map(str::to_owned).collect()
}
