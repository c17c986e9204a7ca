//! Writes the exports of this repository, or finds those that are stale.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use export::{File, What};

/// Write the newest revision of each spec in the formats of others.
#[derive(Parser)]
#[command(name = "cargo xtask export")]
struct Options {
    /// What to write; everything if nothing is named.
    #[arg(value_enum)]
    what: Option<Format>,
    /// Write nothing; fail and name the files that are stale.
    #[arg(long)]
    check: bool,
    /// Root of the workspace.
    #[arg(long, default_value = ".", hide = true)]
    root: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// OpenAPI 3.1, beside the specs and for the sandbox.
    Openapi,
    /// JSON Schema 2020-12 of the models, beside the specs.
    Jsonschema,
    /// The page that the sandbox shows at `/docs`.
    Page,
}

impl Format {
    fn includes(self, what: What) -> bool {
        match self {
            Self::Openapi => what == What::Openapi,
            Self::Jsonschema => what == What::Jsonschema,
            Self::Page => what == What::Page,
        }
    }
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    let root = &options.root;
    let is_wanted = |what: What| options.what.is_none_or(|format| format.includes(what));
    let files = export::files(root)?;
    let mut left_over = export::left_over(root, &files)?;
    left_over.retain(|(what, _)| is_wanted(*what));
    let is_stale =
        |file: &File| fs::read_to_string(root.join(&file.path)).ok().as_ref() != Some(&file.text);
    let stale: Vec<_> =
        files.into_iter().filter(|file| is_wanted(file.what) && is_stale(file)).collect();
    let changed = stale.iter().map(|file| &file.path).chain(left_over.iter().map(|(_, path)| path));
    let names: Vec<_> = changed.map(|path| path.display().to_string()).collect();
    if options.check && !names.is_empty() {
        return Err(format!("stale, run `cargo xtask export`:\n  {}", names.join("\n  ")));
    }
    for file in stale {
        write(&root.join(&file.path), &file.text)?;
    }
    for (_, path) in left_over {
        fs::remove_file(root.join(&path))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    for name in names {
        println!("updated {name}");
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let describe = |error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(describe)?;
    }
    fs::write(path, text).map_err(describe)
}
