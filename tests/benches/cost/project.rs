//! Two projects that do the same: one on `udid-types`, one on models that serde derives.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

const TESTS: &str = env!("CARGO_MANIFEST_DIR");

/// A crate that reads a page of devices with the models of another crate.
pub struct Project {
    root: PathBuf,
    models: &'static str,
}

impl Project {
    /// The project on `udid-types`.
    pub fn own() -> Self {
        let crates = format!("{TESTS}/../crates");
        let project = Self::new("own", "udid-types");
        project
            .write("Cargo.toml", &manifest(&format!("udid-types.path = '{crates}/udid-types'\n")));
        project.write("src/main.rs", &program("udid_types::from_slice::<udid_types::DevicePage>"));
        project
    }

    /// The project on the structs in `derived/`.
    pub fn derived() -> Self {
        let project = Self::new("derived", "models");
        project.write("Cargo.toml", &manifest("models.path = 'models'\nserde_json = '1'\n"));
        project.write("src/main.rs", &program("serde_json::from_slice::<models::DevicePage>"));
        project.write("models/Cargo.toml", &models_manifest());
        project
    }

    fn new(name: &str, models: &'static str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cost").join(name);
        let project = Self { root, models };
        let lock = fs::read_to_string(format!("{TESTS}/../Cargo.lock")).expect("Cargo.lock");
        // The same versions, which are there already.
        project.write("Cargo.lock", &lock);
        project
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory to write to");
        fs::write(path, text).expect("a file to write to");
    }

    /// The lines of `cargo tree` for the crates below the models.
    pub fn crates(&self) -> Vec<String> {
        let mut cargo = self.cargo("tree");
        let output = cargo.args([
            "--edges=normal",
            "--prefix=none",
            "--no-dedupe",
            "--package",
            self.models,
        ]);
        let output = output.output().expect("cargo");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let mut crates: Vec<_> = text.lines().skip(1).map(str::to_owned).collect();
        crates.sort_unstable();
        crates.dedup();
        crates
    }

    /// How long `cargo check` takes when nothing is built yet.
    pub fn check(&self) -> Duration {
        let target = self.root.join("target");
        if target.exists() {
            fs::remove_dir_all(&target).expect("an empty target directory");
        }
        let mut cargo = self.cargo("check");
        cargo.arg("--quiet").arg("--target-dir").arg(target);
        let start = Instant::now();
        let status = cargo.status().expect("cargo");
        let elapsed = start.elapsed();
        assert!(status.success(), "cargo check in {}", self.root.display());
        elapsed
    }

    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(&self.root).args([command, "--offline"]);
        // A cache of compiled crates would be measured instead of the compiler.
        cargo.env_remove("RUSTC_WRAPPER");
        cargo
    }
}

/// A project of its own, although it lies below a workspace.
fn manifest(dependencies: &str) -> String {
    format!(
        "[package]\nname = 'consumer'\nedition = '2024'\n\n\
         [dependencies]\n{dependencies}\n[workspace]\n"
    )
}

fn models_manifest() -> String {
    format!(
        "[package]\nname = 'models'\nedition = '2024'\n\n\
         [lib]\npath = '{TESTS}/benches/derived/lib.rs'\n\n\
         [dependencies]\nserde = {{ version = '1', features = ['derive'] }}\nserde_json = '1'\n"
    )
}

fn program(read: &str) -> String {
    format!("fn main() {{\n    println!(\"{{}}\", {read}(b\"{{}}\").is_ok());\n}}\n")
}
