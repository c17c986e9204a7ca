//! Cargo builds again when a spec has changed, and only then.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const MAIN: &str = "spec_macros::protocol!(\"toys.yaml\");\n\nfn main() {\n    \
                    println!(\"{}\", Colour::Green);\n}\n";

fn manifest() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crates");
    let [macros, wire] =
        ["spec-macros", "wire"].map(|name| crates.join(name).display().to_string());
    format!(
        "[package]\nname = \"toys\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         serde = {{ version = \"1\", default-features = false }}\n\
         spec-macros = {{ path = {macros:?} }}\nwire = {{ package = \"yima-wire\", path = {wire:?} }}\n"
    )
}

/// A crate outside of the workspace.
struct User(PathBuf);

impl User {
    fn new() -> Self {
        let user = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild"));
        fs::create_dir_all(user.0.join("src")).expect("a folder");
        user.write("Cargo.toml", &manifest());
        user.write("src/main.rs", MAIN);
        // The versions of the workspace: they are on this machine.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
        user.write("Cargo.lock", &fs::read_to_string(lock).expect("the versions"));
        user
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).expect("a file");
    }

    /// Whether it can be built, and what Cargo says.
    fn check(&self) -> (bool, String) {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["check", "--offline", "--color=never", "--target-dir=target"]);
        let output = cargo.current_dir(&self.0).output().expect("cargo runs");
        (output.status.success(), String::from_utf8(output.stderr).expect("UTF-8"))
    }
}

#[test]
fn a_changed_spec_is_read_again() {
    let (toys, user) = (include_str!("specs/toys.yaml"), User::new());
    user.write("toys.yaml", toys);
    let (is_built, said) = user.check();
    assert!(is_built && !said.contains("warning"), "{said}");

    let (is_built, said) = user.check();
    assert!(is_built && !said.contains("Checking toys"), "{said}");

    user.write("toys.yaml", &toys.replace("name: Green", "name: Blue"));
    let (is_built, said) = user.check();
    assert!(!is_built && said.contains("item named `Green` found"), "{said}");

    user.write("toys.yaml", toys);
    let (is_built, said) = user.check();
    assert!(is_built && said.contains("Checking toys"), "{said}");
}
