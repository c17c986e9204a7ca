//! `cargo xtask new`: the crates of a new protocol, from the files in `xtask/templates`.

mod register;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clap::Args;

use crate::codegen_task::{self, entries};
use crate::export_task;
use crate::workspace;

/// Create a protocol: specification, models, client, simulated service, tests, row of the program.
#[derive(Args)]
#[command(after_help = NEXT)]
pub struct Options {
    /// Short name in `snake_case`, part of the names of its crates.
    protocol: String,
}

const NEXT: &str = "\
Next steps:
  1. Transcribe the document into `specs/<protocol>/1.yaml`, and its tables and samples into
     `tests/data/<protocol>/1`. `cargo xtask check` reports violated rules by line.
  2. Run `cargo xtask codegen` and `cargo xtask export` to update models, methods and exports.
  3. In `crates/<protocol>-client`, sign requests in `call.rs` and take credentials in `builder.rs`.
  4. In `crates/sandbox-<protocol>`, add a sample for each endpoint.
  5. In `crates/yima/src/wiring/protocols.rs`, adapt the settings and the calls of `doctor`.
  6. Run `cargo test -p <protocol>-types -p <protocol>-client -p sandbox-<protocol>`. Adapt the list of
     models in `tests/every_model.rs` and the tests of the endpoint of the template.
  7. Add the protocol to the first table of the README.";

/// Placeholder for the name of the protocol in names and texts of the templates.
const NAME: &str = "PROTOCOL";

/// Text by path below the root.
type Files = BTreeMap<PathBuf, String>;

pub fn run(options: &Options) -> Result<(), String> {
    let (root, name) = (workspace::root(), &options.protocol);
    let templates = templates(&root.join("xtask/templates"))?;
    let files = new_files(&root, name, &templates)?;
    let registered = register::all(&root, name)?;
    for (path, text) in files.iter().chain(&registered) {
        write(&root.join(path), text)?;
    }
    for path in files.keys() {
        println!("created {}", path.display());
    }
    for path in registered.keys() {
        println!("updated {}", path.display());
    }
    codegen_task::run(false)?;
    export_task::run(&export_task::Options::default())?;
    format(&root, name)?;
    println!("\n{}", NEXT.replace("<protocol>", name));
    Ok(())
}

/// All templates, by path below their folder.
fn templates(folder: &Path) -> Result<Files, String> {
    let (mut files, mut folders) = (Files::new(), vec![folder.to_owned()]);
    while let Some(below) = folders.pop() {
        for path in entries(&below)? {
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = read(&path)?;
                files.insert(path.strip_prefix(folder).unwrap_or(&path).to_owned(), text);
            }
        }
    }
    Ok(files)
}

/// The files of a protocol that is not there yet.
fn new_files(root: &Path, name: &str, templates: &Files) -> Result<Files, String> {
    let named = |path: &Path| PathBuf::from(path.display().to_string().replace(NAME, name));
    let files = templates.iter().map(|(path, text)| (named(path), text.replace(NAME, name)));
    let files: Files = files.collect();
    check_name(name, &files)?;
    let folders = [
        "specs/PROTOCOL",
        "crates/PROTOCOL-types",
        "crates/PROTOCOL-client",
        "crates/sandbox-PROTOCOL",
    ];
    let folders = folders.map(|folder| PathBuf::from(folder.replace(NAME, name)));
    match folders.iter().chain(files.keys()).find(|path| root.join(path).exists()) {
        Some(taken) => Err(format!("{name}: {} is there already", taken.display())),
        None => Ok(files),
    }
}

/// Holds the name to the rules of the specs, which are the same for `protocol` in a spec.
fn check_name(name: &str, files: &Files) -> Result<(), String> {
    let path = PathBuf::from(format!("specs/{name}/1.yaml"));
    let spec = files.get(&path).map_or("", String::as_str);
    let Err(report) = spec::load(&path.display().to_string(), spec) else { return Ok(()) };
    let messages: Vec<_> = report.findings().into_iter().map(|found| found.message).collect();
    Err(format!("{name:?} cannot be the name of a protocol: {}", messages.join("; ")))
}

/// The order of imports and the breaks of lines depend on the name.
fn format(root: &Path, name: &str) -> Result<(), String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let [types, client] = ["types", "client"].map(|part| format!("{name}-{part}"));
    let sandbox = format!("sandbox-{name}");
    let mut command = Command::new(cargo);
    command.current_dir(root).arg("fmt");
    for package in [types.as_str(), &client, &sandbox, "yima"] {
        command.args(["-p", package]);
    }
    let status = command.status().map_err(|error| format!("cargo fmt: {error}"))?;
    if status.success() { Ok(()) } else { Err("cargo fmt failed".to_owned()) }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let describe = |error| format!("{}: {error}", path.display());
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(describe)?;
    fs::write(path, text).map_err(describe)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(name: &str) -> Result<Files, String> {
        let root = workspace::root();
        new_files(&root, name, &templates(&root.join("xtask/templates"))?)
    }

    #[test]
    fn the_name_stands_wherever_it_belongs() {
        let files = files("toy_box").expect("a name that can stand");
        assert!(files.contains_key(Path::new("crates/toy_box-types/Cargo.toml")));
        for (path, text) in files {
            assert!(!path.display().to_string().contains(NAME), "{}", path.display());
            assert!(!text.contains(NAME), "{}", path.display());
        }
    }

    #[test]
    fn bad_names_are_refused() {
        for (name, reason) in [
            ("Toy", "`Toy` is not a name in snake_case"),
            ("toy-box", "`toy-box` is not a name in snake_case"),
            ("../toy", "`../toy` is not a name in snake_case"),
            ("type", "`type` is a keyword of Rust"),
            ("", "cannot be the name of a protocol"),
            ("a: b", "cannot be the name of a protocol"),
        ] {
            let message = files(name).expect_err(name);
            assert!(message.contains(reason), "{message}");
        }
    }

    #[test]
    fn what_is_there_is_not_written_over() {
        for (name, taken) in [
            ("udid", "specs/udid"),
            // Not a protocol, but the crate of what all simulated services share.
            ("core", "crates/sandbox-core"),
        ] {
            let message = files(name).expect_err(name);
            assert_eq!(message, format!("{name}: {taken} is there already"));
        }
    }
}
